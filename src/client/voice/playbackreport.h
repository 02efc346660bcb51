// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::client {

class AnswerPlayback;

/// Tells the server about playback, in one dialect, and stops it. ConversationController tells it
/// what AnswerPlayback does. GUI thread.
class PlaybackReport
{
public:
    /// `playback` must outlive this.
    explicit PlaybackReport(AnswerPlayback &playback) : m_playback(playback) { }
    virtual ~PlaybackReport();

    /// Whether the server stops an answer when the user talks over it.
    virtual bool serverStopsSpeech() const = 0;

    virtual void onSessionStarted() = 0;
    virtual void onStarted() = 0;
    virtual void onFinished() = 0;
    virtual void onProgress() = 0;
    /// Stops playback because the user wants silence.
    void stop();
    /// The same, and drops the answer.
    void forget();
    /// Stops playback because the server wants silence.
    virtual void interrupt();

protected:
    AnswerPlayback &playback() const { return m_playback; }

private:
    virtual void tellStopped() = 0;

    AnswerPlayback &m_playback;
};

} // namespace holdline::client
