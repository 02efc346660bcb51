// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/voice/playbackreport.h"

namespace holdline::client {

class Line;

/// Tells a Durable server how far each answer was heard. Owned by DurableExchange.
class DurableReport : public PlaybackReport
{
public:
    /// Both must outlive this.
    DurableReport(Line &line, AnswerPlayback &playback);

    bool serverStopsSpeech() const override { return true; }
    void onSessionStarted() override { tellPlayed(); }
    void onStarted() override { }
    void onFinished() override { tellPlayed(); }
    void onProgress() override { tellPlayed(); }

private:
    void tellStopped() override;
    void tellPlayed();

    Line &m_line;
};

} // namespace holdline::client
