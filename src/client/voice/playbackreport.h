// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"

#include <QObject>

namespace holdline::client {

class AnswerPlayback;
class Line;

/// Tells the server about playback: a Plain server when it begins and ends, a Durable server how
/// far each answer was heard. Owned by ConversationController; GUI thread.
class PlaybackReport : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    PlaybackReport(Line &line, AnswerPlayback &playback, QObject *parent = nullptr);

    /// Whether the server has refused these messages. Such a server cannot stop an answer when the
    /// user talks over it.
    bool isRejected() const { return m_rejected; }
    /// Returns whether the error is about these messages. If it is, they are not sent any more.
    bool isAbout(const protocol::ValidationError &error);
    /// Another message was sent, so the next error may be about that one.
    void onOtherSent() { m_lastSent = false; }

    /// `another`: the session is not the one before.
    void onSessionStarted(bool another);
    void onStarted();
    void onFinished();
    void onProgress();
    /// Stops playback because the user wants silence.
    void stop();
    /// The same, and drops the answer.
    void forget();
    /// Stops playback because the server wants silence.
    void interrupt();

private:
    bool isDurable() const;
    void tell(bool sounds);
    void tellPlayed();
    void tellStopped();

    Line &m_line;
    AnswerPlayback &m_playback;
    bool m_rejected = false;
    bool m_lastSent = false; ///< the latest message sent was one of these
};

} // namespace holdline::client
