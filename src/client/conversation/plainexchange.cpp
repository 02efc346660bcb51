// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/plainexchange.h"

#include "client/conversation/seamwriter.h"
#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"
#include "client/voice/answerplayback.h"
#include "client/voice/speechdialect.h"
#include "client/voice/voicecapture.h"

#include <utility>

namespace holdline::client {

using Activity = protocol::Activity::State;

PlainExchange::PlainExchange(const ExchangeParts &parts, PlainUplink &uplink)
    : Exchange(parts)
    , m_uplink(uplink)
    , m_report(parts.line, parts.playback)
    , m_calls(parts.line)
    , m_texts(parts.line, parts.transcript, parts.writer, parts.clock)
{
}

const SpeechDialect &PlainExchange::speech() const
{
    return plainSpeech();
}

Seam PlainExchange::outage() const
{
    Seam seam = parts().seams.account();
    seam.speechUnsent = m_uplink.unheard();
    return seam;
}

// ---- the session

void PlainExchange::goOn(const Line::Session &session, std::optional<Seam> outage)
{
    // The server does not know of an answer that came over the earlier connection.
    const bool isPlaying = parts().playback.isPlaying();
    parts().capture.setServerStopsSpeech(!isPlaying);
    parts().seams.end();
    parts().writer.onSessionStarted(session, outage);
    if (isPlaying)
        m_report.onStarted();
    sendWaiting();
}

bool PlainExchange::onLost(bool wordsUnderWay)
{
    parts().capture.onLineLost();
    const bool wasInSession = endSession();
    if (wasInSession)
        parts().writer.onLineLost(wordsUnderWay);
    parts().playback.abandon();
    m_texts.forgetSent();
    Q_EMIT activityAssumed(Activity::Idle);
    if (wasInSession)
        parts().seams.begin(Seam::Server::Restarts, wordsUnderWay);
    return wasInSession;
}

bool PlainExchange::startNewConversation()
{
    leave();
    parts().line.startNewSession();
    return false;
}

bool PlainExchange::setAside(bool memory)
{
    m_uplink.forget();
    m_texts.setAside();
    return !memory && startNewConversation();
}

std::optional<int> PlainExchange::takeBack()
{
    m_texts.takeBack();
    if (isInSession())
        sendWaiting();
    return std::nullopt;
}

void PlainExchange::forget()
{
    m_uplink.forget();
    m_texts.clear();
}

// ---- words

bool PlainExchange::send(const protocol::ClientMessage &message)
{
    const bool sent = isInSession() && parts().line.send(message);
    if (sent)
        noteSent();
    return sent;
}

void PlainExchange::sendUnasked(const protocol::ClientMessage &message)
{
    m_toldUnasked = send(message);
}

bool PlainExchange::sendText(const QString &text)
{
    const bool sent = m_texts.send(text, isInSession());
    if (sent)
        noteSent();
    return sent;
}

bool PlainExchange::takeEcho(const protocol::FinalUserRequest &turn)
{
    return m_texts.takeEcho(turn.content);
}

void PlainExchange::onReceived()
{
    if (isInSession())
        sendWaiting(); // the line may have been congested
}

void PlainExchange::sendWaiting()
{
    if (!m_texts.sendWaiting())
        return;
    noteSent();
    Q_EMIT activityAssumed(Activity::Thinking);
}

bool PlainExchange::onRefused(const protocol::ValidationError &error)
{
    if (m_report.isAbout(error)) {
        parts().capture.setServerStopsSpeech(false);
        return true;
    }
    if (std::exchange(m_toldUnasked, false))
        return true;
    m_texts.forgetSent();
    return false;
}

void PlainExchange::onOverrun()
{
    parts().transcript.addDivider(
        tr("The server sent too much speech at once: the rest is not spoken"),
        parts().clock.wallTime());
}

/// The next refusal may be about this message.
void PlainExchange::noteSent()
{
    m_toldUnasked = false;
    m_report.onOtherSent();
}

} // namespace holdline::client
