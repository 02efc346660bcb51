// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"

#include <QObject>

namespace holdline::client {

class AnswerPlayback;
class Line;

/// Tells the server what sounds: a plain one when it begins and ends, one that holds how far each
/// answer has been heard. Owned by ConversationController; GUI thread.
class PlaybackReport : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    PlaybackReport(Line &line, AnswerPlayback &playback, QObject *parent = nullptr);

    /// The server does not know these messages, hence no barge-in.
    bool isRejected() const { return m_rejected; }
    /// Whether the error is about these messages, which are then not sent any more.
    bool isAbout(const protocol::ValidationError &error);
    /// Something else was sent: what is refused now may be that.
    void onOtherSent() { m_lastSent = false; }

    /// `another` session than before.
    void onSessionStarted(bool another);
    void onStarted();
    void onFinished();
    void onProgress();
    /// Stops what sounds because the user wants it.
    void stop();
    /// The same, and nothing is left of it.
    void forget();
    /// Stops what sounds because the server wants it.
    void interrupt();

private:
    bool isDurable() const;
    void tell(bool sounds);
    void tellPlayed();
    void tellStopped();

    Line &m_line;
    AnswerPlayback &m_playback;
    bool m_rejected = false;
    bool m_lastSent = false; ///< of all messages one of these was the last
};

} // namespace holdline::client
