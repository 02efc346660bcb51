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

/// Lets the voiced parts of a capture stream pass, with 300 ms before and 500 ms after them. Time
/// is the number of frames. A plain value, owned by CaptureStream.
class VoiceGate
{
public:
    static constexpr Duration kBefore{300};
    static constexpr Duration kAfter{500};

    /// Returns the frames that may pass now, oldest first. `voiced` is the detector's verdict on
    /// `frame`. With `everything`, all frames pass: first those that were kept back, then `frame`.
    std::vector<CaptureFrame> push(CaptureFrame frame, bool voiced, bool everything);
    /// Whether a voice is heard, or was heard less than kAfter ago.
    bool isOpen() const { return m_sinceVoice < kAfter; }
    /// Forgets the frames so far: the next frame does not follow them.
    void reset();

private:
    bool isVoice(bool voiced);
    std::vector<CaptureFrame> takeBefore();

    std::deque<CaptureFrame> m_before; ///< the latest frames that did not pass, at most kBefore
    std::deque<bool> m_recent; ///< the detector's latest verdicts
    Duration m_sinceVoice{kAfter};
};

} // namespace holdline::client
