// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"

#include "protocol/limits.h"

#include <utility>

// The part of ConversationController that follows the line: sessions begin, are lost and come back.
namespace holdline::client {

namespace {

using Activity = protocol::Activity::State;
using Origin = Line::Session::Origin;

} // namespace

/// An earlier process could not send these to its server: shows them as waiting until this process
/// has sent them.
void ConversationController::onLeftFound(const DurableLine::Left &left)
{
    m_texts.showLeft(left.texts);
    m_seams.beginWithLeft(left);
}

void ConversationController::onSessionStarted(const Line::Session &session)
{
    std::optional<Seam> cut = m_seams.isOpen() ? std::optional(outage()) : std::nullopt;
    if (cut) {
        cut->end = session.isAnother() ? Seam::End::Replaced : Seam::End::Restored;
        cut->sentAgain = session.sentAgain;
    }
    m_inSession = true;
    if (session.origin != Origin::Resumed)
        m_newAwaited = 0;
    m_report.onSessionStarted(session.isAnother());
    m_call.onSessionStarted(session.isAnother());
    if (m_turnPause && !(isDurable() && session.origin == Origin::Resumed))
        m_toldUnasked = send(protocol::SetSpeed{*m_turnPause}) && !isDurable();
    if (std::exchange(m_clearWhenLive, false))
        send(protocol::ClearHistory{});
    if (isDurable())
        beginDurableSession(session, cut);
    else
        beginPlainSession(session, cut);
    if (cut && !cut->left)
        Q_EMIT outageEnded();
    updateCaption();
}

void ConversationController::beginPlainSession(const Line::Session &session,
                                               const std::optional<Seam> &cut)
{
    // The server does not know of an answer that came over the earlier connection.
    m_capture.setServerStopsSpeech(!m_playback.isPlaying());
    m_capture.onSessionStarted(session.isAnother());
    m_seams.end();
    m_writer.onSessionStarted(session, cut);
    if (m_playback.isPlaying())
        m_report.onStarted();
    if (m_texts.sendWaiting()) {
        m_toldUnasked = false;
        m_report.onOtherSent();
        m_server = Activity::Thinking;
    }
}

void ConversationController::beginDurableSession(const Line::Session &session,
                                                 std::optional<Seam> cut)
{
    m_capture.setServerStopsSpeech(true);
    if (session.isAnother()) {
        m_writer.onReplaced();
        m_server = Activity::Idle;
    }
    m_history.begin(session);
    const auto note = m_capture.onSessionStarted(session.isAnother());
    if (cut && note)
        cut->note = Seam::Note::Offered;
    if (session.origin == Origin::Rejoined) {
        m_rejoinedAfter = cut;
        m_seams.end();
    } else if (cut) {
        m_seams.end(*cut);
    } else if (session.origin == Origin::Replacement) {
        m_writer.onSessionStarted(session, std::nullopt);
    }
    if (note)
        Q_EMIT lateNoteOffered(note->speech, note->age, note->texts);
}

void ConversationController::onHistory(const QList<protocol::HistoryMessage> &messages, bool first,
                                       bool last)
{
    if (first)
        m_writer.onRejoined();
    m_history.write(messages, first, last);
    if (!last)
        return;
    if (const auto cut = std::exchange(m_rejoinedAfter, std::nullopt))
        m_seams.end(*cut);
    m_texts.showAgain(m_history);
}

void ConversationController::onLost()
{
    const bool wordsUnderWay = mayHaveLostWords();
    const bool wasOffered = m_capture.heldSpeech().isNoteOffered();
    m_capture.onLineLost();
    const bool wasInSession = std::exchange(m_inSession, false);
    if (!isDurable()) {
        if (wasInSession)
            m_writer.onLineLost(wordsUnderWay);
        m_playback.onLineLost();
        m_texts.forgetSent();
        m_server = Activity::Idle;
    }
    if (wasInSession) {
        if (isDurable())
            m_texts.onLost();
        m_seams.begin(m_line.kind(), wordsUnderWay);
        Q_EMIT outageBegan();
    }
    if (wasOffered)
        Q_EMIT lateNoteWithdrawn();
    updateCaption();
}

void ConversationController::setLossReason(const QString &reason)
{
    m_seams.setReason(reason);
}

void ConversationController::giveUpLine()
{
    m_seams.giveUp(outage());
}

/// The account of the current outage, up to now.
Seam ConversationController::outage()
{
    Seam seam = m_seams.account();
    if (!isDurable()) {
        seam.speechLost = m_capture.unheard();
        return seam;
    }
    const HeldSpeech::Tally said = m_capture.heldSpeech().tally();
    seam.speechKept = said.kept;
    seam.speechLost = said.refused;
    seam.texts = m_texts.held();
    if (m_playback.isUnderWay()) {
        const auto heard = static_cast<std::size_t>(m_playback.reached().position);
        seam.answerAt =
            std::chrono::duration_cast<Duration>(audio::durationOf(heard, protocol::kSampleRate));
    }
    return seam;
}

bool ConversationController::mayHaveLostWords() const
{
    return m_capture.isHeld() || m_playback.isIncomplete() || m_server == Activity::Listening
        || m_server == Activity::Waiting || m_server == Activity::Thinking;
}

} // namespace holdline::client
