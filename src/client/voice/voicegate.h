// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QtGlobal>

#include <deque>
#include <vector>

namespace holdline::client {

/// 10 ms of a capture stream at 16 kHz.
struct CaptureFrame
{
    quint64 position; ///< of its first sample
    audio::Pcm pcm;
};

/// Lets the voiced parts of a capture stream through: what a voice says, 300 ms before and 500 ms
/// after it. Time is the number of frames. A plain value.
class VoiceGate
{
public:
    static constexpr Duration kBefore{300};
    static constexpr Duration kAfter{500};

    /// The frames that may go on now, oldest first; `voiced` is the verdict on `frame`. With
    /// `everything` none is held back, and what was is let through before it.
    std::vector<CaptureFrame> push(CaptureFrame frame, bool voiced, bool everything);
    /// A voice is heard, or was just before: the latest frame went through.
    bool isOpen() const { return m_sinceVoice < kAfter; }
    /// What comes next does not follow upon what was.
    void reset();

private:
    bool isVoice(bool voiced);
    std::vector<CaptureFrame> takeBefore();

    std::deque<CaptureFrame> m_before; ///< unvoiced so far, at most kBefore
    std::deque<bool> m_recent; ///< the latest verdicts
    Duration m_sinceVoice{kAfter};
};

} // namespace holdline::client
