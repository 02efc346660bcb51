// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/durableexchange.h"

#include "client/conversation/historywriter.h"
#include "client/conversation/seamwriter.h"
#include "client/conversation/transcriptwriter.h"
#include "client/voice/answerplayback.h"
#include "client/voice/speechdialect.h"
#include "client/voice/voicecapture.h"
#include "protocol/limits.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

using Origin = Line::Session::Origin;

DurableExchange::DurableExchange(const ExchangeParts &parts, DurableUplink &uplink,
                                 HistoryWriter &history)
    : Exchange(parts)
    , m_uplink(uplink)
    , m_history(history)
    , m_report(parts.line, parts.playback)
    , m_calls(parts.line)
    , m_texts(parts.line, parts.transcript, parts.writer, parts.clock)
{
    const DurableLine &line = parts.line.durable();
    connect(&line, &DurableLine::leftFound, this, &DurableExchange::onLeftFound);
    connect(&line, &DurableLine::historyReceived, this, &DurableExchange::onHistory);
    connect(&m_texts, &DurableTexts::stalled, this, &DurableExchange::textStalled);
}

const SpeechDialect &DurableExchange::speech() const
{
    return durableSpeech();
}

Seam DurableExchange::outage() const
{
    Seam seam = parts().seams.account();
    const HeldSpeech::Tally said = m_uplink.held().tally();
    seam.speechKept = said.kept;
    seam.speechLost = said.refused;
    seam.texts = m_texts.waiting();
    if (parts().playback.isUnderWay()) {
        const auto heard = static_cast<std::size_t>(parts().playback.reached().position);
        seam.answerAt =
            std::chrono::duration_cast<Duration>(audio::durationOf(heard, protocol::kSampleRate));
    }
    return seam;
}

// ---- the session

/// An earlier process could not send these to its server: shows them as waiting until this process
/// has sent them.
void DurableExchange::onLeftFound(const DurableLine::Left &left)
{
    m_texts.showLeft(left.texts);
    if (!left.texts.isEmpty() || left.speech >= HeldSpeech::kAWord)
        parts().seams.beginWithLeft(left);
}

bool DurableExchange::knowsChoices(const Line::Session &session) const
{
    return session.origin == Origin::Resumed;
}

void DurableExchange::goOn(const Line::Session &session, std::optional<Seam> outage)
{
    parts().capture.setServerStopsSpeech(true);
    if (session.isAnother()) {
        parts().writer.onReplaced();
        Q_EMIT activityAssumed(protocol::Activity::State::Idle);
    }
    m_history.begin(session);
    m_uplink.flush();
    const auto note = m_uplink.held().onSessionStarted(session.isAnother());
    if (!note)
        parts().capture.endLateTurn();
    if (outage && note)
        outage->note = Seam::Note::Offered;
    if (session.origin == Origin::Rejoined) {
        m_rejoinedAfter = outage;
        parts().seams.end();
    } else if (outage) {
        parts().seams.end(*outage);
    } else if (session.origin == Origin::Replacement) {
        parts().writer.onSessionStarted(session, std::nullopt);
    }
    if (note)
        Q_EMIT lateNoteOffered(note->speech, note->age, note->texts);
}

void DurableExchange::onHistory(const QList<protocol::HistoryMessage> &messages, bool first,
                                bool last)
{
    if (first)
        parts().writer.onRejoined();
    m_history.write(messages, first, last);
    if (!last)
        return;
    if (const auto outage = std::exchange(m_rejoinedAfter, std::nullopt))
        parts().seams.end(*outage);
    m_texts.showAgain(m_history);
}

bool DurableExchange::onLost(bool wordsUnderWay)
{
    const bool wasOffered = m_uplink.held().isNoteOffered();
    parts().capture.onLineLost();
    const bool wasInSession = endSession();
    if (wasInSession) {
        m_texts.onLost();
        parts().seams.begin(Seam::Server::Continues, wordsUnderWay);
    }
    if (wasOffered)
        Q_EMIT lateNoteWithdrawn();
    return wasInSession;
}

void DurableExchange::giveUp()
{
    parts().seams.giveUp(outage());
}

bool DurableExchange::startNewConversation()
{
    send(protocol::NewConversation{});
    return true;
}

bool DurableExchange::setAside(bool memory)
{
    send(protocol::SetAside{memory});
    ++m_asides;
    m_texts.setAside();
    return true;
}

std::optional<int> DurableExchange::takeBack()
{
    const int recalled = parts().line.durable().recallAside();
    if (std::exchange(m_asides, 0) > recalled)
        send(protocol::TakeBack{});
    m_texts.takeBack();
    return recalled;
}

void DurableExchange::forgetAside()
{
    m_asides = 0;
    send(protocol::ForgetAside{});
    m_texts.forgetAside();
}

void DurableExchange::forget()
{
    const bool wasOffered = m_uplink.held().isNoteOffered();
    m_uplink.forget();
    m_texts.clear();
    m_asides = 0;
    m_rejoinedAfter.reset();
    if (wasOffered)
        Q_EMIT lateNoteWithdrawn();
}

// ---- words

bool DurableExchange::send(const protocol::ClientMessage &message)
{
    return parts().line.send(message);
}

bool DurableExchange::sendText(const QString &text)
{
    return m_texts.send(text, isInSession() && !m_uplink.held().isNoteOffered());
}

bool DurableExchange::takeEcho(const protocol::FinalUserRequest &turn)
{
    return m_texts.takeEcho(turn.id);
}

void DurableExchange::onOverrun()
{
    parts().line.durable().closeForViolation(u"more speech than anybody can have heard"_s);
}

void DurableExchange::decideLateNote(bool send)
{
    HeldSpeech &held = m_uplink.held();
    if (!held.isNoteOffered())
        return;
    if (send) {
        m_uplink.flush();
        held.sendNote();
    } else {
        m_texts.discardLeft(); // must come first, or these texts would count as acknowledged
        held.discardNote();
    }
    parts().capture.endLateTurn();
    // The server may have the beginning of it. What was said since belongs to another turn.
    if (!send && held.held() == Duration(0))
        parts().line.send(protocol::DiscardTurn{});
    parts().seams.settle(send ? Seam::Note::Sent : Seam::Note::Discarded);
    Q_EMIT lateNoteWithdrawn();
}

} // namespace holdline::client
