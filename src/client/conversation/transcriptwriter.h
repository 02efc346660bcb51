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

/// Writes the turns and answers that the server sends into the transcript. The wire does not say
/// which answer a text belongs to; this class and AnswerPlayback conclude it from the order. Owned
/// by ConversationController; GUI thread.
class TranscriptWriter
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::TranscriptWriter)

public:
    /// All three must outlive this.
    TranscriptWriter(TranscriptModel &model, AnswerPlayback &playback, const Clock &clock);

    /// The words of a turn so far. Empty if the server heard no words.
    void writePartialTurn(const QString &text);
    /// The words of a spoken turn. `ended` is when it ended: the response time counts from then.
    void writeSpokenTurn(const QString &text, Instant ended);
    /// The server has accepted a turn that is shown already: the next answer belongs to it.
    void expectAnswer();
    /// A typed turn is sent now: its response time counts from now.
    void startResponseTime() { m_turnEnded = m_clock.now(); }
    void cancelResponseTime() { m_turnEnded.reset(); }
    /// When the unanswered turn ended; `nullopt` if there is none, or if the line was lost since.
    const std::optional<Instant> &turnEnded() const { return m_turnEnded; }

    /// The text of an answer so far. Returns true if it begins another answer.
    bool writePartialAnswer(const QString &text);
    /// The whole answer or, after an interruption, the part of it that was said. Returns true if it
    /// begins another answer.
    bool writeAnswer(const protocol::FinalAssistantAnswer &answer);
    /// The user stops the newest answer.
    void onStopped();
    /// Playback of the newest answer begins. Returns the response time if this is its first sound
    /// and it answers a turn.
    std::optional<Duration> onSound();
    /// Marks how much of the newest answer was heard.
    void updateSpoken();

    /// Makes partial rows final. `wordsMissing`: adds a divider that says that words may be
    /// missing.
    void onLineLost(bool wordsMissing);
    /// A session has begun on a Plain line, after this outage if there was one.
    void onSessionStarted(const Line::Session &session, const std::optional<Seam> &outage);
    /// Durable: a different session has begun. Makes partial rows final.
    void onReplaced();
    /// The server sends the history anew.
    void onRejoined();
    /// Empties the transcript. The rest of the current answer is not written.
    void clear();
    /// The same, but TranscriptModel::takeBack() brings the rows back.
    void setAside();
    /// The server has begun another conversation: everything that comes now is written.
    void onNewConversation();

private:
    static QString sessionWords(const Line::Session &session);
    bool beginAnswerIfAnother();
    bool isForgotten(const QString &answer) const;
    bool tellsInterruption(const protocol::FinalAssistantAnswer &answer) const;
    void addDivider(const QString &text, const QString &details = {});

    TranscriptModel &m_model;
    AnswerPlayback &m_playback;
    const Clock &m_clock;
    bool m_answerShown = false; ///< the newest answer of the model is the current one
    QString m_forgotten; ///< text of the current answer when the transcript was cleared
    std::optional<Instant> m_turnEnded; ///< when the unanswered turn of the user ended
    std::optional<Instant> m_question; ///< end of the newest answer's turn, until playback begins
};

} // namespace holdline::client
