// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/seam.h"
#include "client/session/line.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace holdline::client {

class AnswerPlayback;
class TranscriptModel;

/// Writes what the server tells into the transcript. Nothing on the wire says which answer a text
/// belongs to; this and AnswerPlayback tell by the order. Owned by ConversationController; GUI
/// thread.
class TranscriptWriter
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::TranscriptWriter)

public:
    /// All three must outlive this.
    TranscriptWriter(TranscriptModel &model, AnswerPlayback &playback, const Clock &clock);

    /// What the server heard so far; empty: it was nothing.
    void writePartialTurn(const QString &text);
    /// The words of a turn that was spoken until `ended`: its response time counts from there.
    void writeSpokenTurn(const QString &text, Instant ended);
    /// The server took a turn, which is shown already: what comes now answers it.
    void expectAnswer();
    /// A typed turn leaves now: its response time counts from here.
    void startResponseTime() { m_turnEnded = m_clock.now(); }
    void cancelResponseTime() { m_turnEnded.reset(); }
    /// Of the turn that is not answered yet, unless the line was lost since.
    const std::optional<Instant> &turnEnded() const { return m_turnEnded; }

    /// The answer so far. True when it is another one than before.
    bool writePartialAnswer(const QString &text);
    /// The whole answer or, after an interruption, as much as had been said of it. True as above.
    bool writeAnswer(const protocol::FinalAssistantAnswer &answer);
    /// The user stops what sounds of the newest answer.
    void onStopped();
    /// The newest answer sounds: the response time if this is its first sound and it answers a
    /// turn.
    std::optional<Duration> onSound();
    /// Marks how much of the newest answer has been heard.
    void updateSpoken();

    /// What is partial stays; `wordsMissing`: and may not be all.
    void onLineLost(bool wordsMissing);
    /// A session on a plain line, after this outage if there was one.
    void onSessionStarted(const Line::Session &session, const std::optional<Seam> &outage);
    /// Another session than before on a line that holds: what is partial stays.
    void onReplaced();
    /// The server tells the transcript anew.
    void onRejoined();
    /// Empties the transcript. What still comes of the answer under way is not written.
    void clear();

private:
    static QString sessionWords(const Line::Session &session);
    bool beginAnswerIfAnother();
    bool isForgotten(const QString &answer) const;
    bool tellsInterruption(const protocol::FinalAssistantAnswer &answer) const;
    void addDivider(const QString &text, const QString &details = {});

    TranscriptModel &m_model;
    AnswerPlayback &m_playback;
    const Clock &m_clock;
    bool m_answerShown = false; ///< the newest answer in the model is the one under way
    QString m_forgotten; ///< the answer under way when the transcript was cleared
    std::optional<Instant> m_turnEnded; ///< the user's, not answered yet
    std::optional<Instant> m_question; ///< the turn that the newest answer is for, until it sounds
};

} // namespace holdline::client
