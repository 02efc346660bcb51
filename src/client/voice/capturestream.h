// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "client/voice/voicegate.h"
#include "protocol/itemcodec.h"

#include <QList>

namespace holdline::client {

/// Cuts what the microphone hears, in blocks of any length at 48 kHz, into items of 100 ms at
/// 16 kHz that say where in the stream of this opening they belong. An item is shorter where the
/// stream is interrupted. Not thread-safe.
class CaptureStream
{
public:
    enum class Pass {
        Everything,
        Voice, ///< see VoiceGate
        Nothing, ///< but the stream goes on
    };
    using Items = QList<protocol::AudioItem>;

    /// `clock` must outlive this.
    explicit CaptureStream(const Clock &clock) : m_clock(clock) { }

    /// The device was opened: what comes next is another stream. What was unfinished is lost.
    void begin();
    /// The items that this block completes.
    Items push(audio::PcmView block, Pass pass);
    /// The item that is not full yet, if there is any: what comes next begins another one.
    Items flush();
    /// Of a voice, or everything passes: the latest block was taken.
    bool isVoiceHeard() const { return m_gate.isOpen(); }

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
    quint64 m_itemEnd = 0; ///< position behind it, or behind the one before
    bool m_gapBefore = false;
};

} // namespace holdline::client
