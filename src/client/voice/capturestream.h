// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "client/voice/voicegate.h"
#include "protocol/itemcodec.h"

#include <QList>

namespace holdline::client {

/// Cuts the microphone's sound into items for a Durable session: takes blocks of any length at
/// 48 kHz and returns items of 100 ms at 16 kHz. Each opening of the device begins a stream, and
/// each item has its position in the stream. An item is shorter where the stream is interrupted.
/// Owned by VoiceCapture; GUI thread.
class CaptureStream
{
public:
    enum class Pass {
        Everything,
        Voice, ///< see VoiceGate
        Nothing, ///< no sound, but the position goes on
    };
    using Items = QList<protocol::AudioItem>;

    /// `clock` must outlive this.
    explicit CaptureStream(const Clock &clock) : m_clock(clock) { }

    /// The device was opened: begins a new stream and drops the unfinished item.
    void begin();
    /// Returns the items that this block completes.
    Items push(audio::PcmView block, Pass pass);
    /// Returns the unfinished item, if there is one. Later sound begins another item.
    Items flush();

private:
    void append(const CaptureFrame &frame, Items &items);

    const Clock &m_clock;
    audio::Resampler m_resampler{audio::kDeviceRate, audio::kSpeechRate};
    audio::VoiceDetector m_detector;
    VoiceGate m_gate;
    audio::Pcm m_uncut; ///< less than a frame
    quint32 m_stream = 0; ///< from 1
    quint64 m_position = 0; ///< of the first sample of m_uncut
    audio::Pcm m_item; ///< unfinished
    quint64 m_itemEnd = 0; ///< position after m_item, or after the item before
    bool m_gapBefore = false;
};

} // namespace holdline::client
