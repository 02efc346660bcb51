// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/voice/playbackreport.h"
#include "protocol/messages.h"

namespace holdline::client {

class Line;

/// Tells a Plain server when playback begins and ends. Owned by PlainExchange.
class PlainReport : public PlaybackReport
{
public:
    /// Both must outlive this.
    PlainReport(Line &line, AnswerPlayback &playback);

    /// Returns whether the error is about these messages. If it is, they are not sent any more.
    bool isAbout(const protocol::ValidationError &error);
    /// Another message was sent, so the next error may be about that one.
    void onOtherSent() { m_lastSent = false; }

    /// A server that refuses these messages does not know what plays, so it cannot stop an answer
    /// when the user talks over it.
    bool serverStopsSpeech() const override { return !m_rejected; }
    void onSessionStarted() override { m_rejected = false; }
    void onStarted() override;
    void onFinished() override;
    void onProgress() override { }
    void interrupt() override;

private:
    void tellStopped() override { } // onFinished() does
    bool canTell() const;

    Line &m_line;
    bool m_rejected = false;
    bool m_lastSent = false; ///< the latest message sent was one of these
};

} // namespace holdline::client
