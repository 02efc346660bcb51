// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/resampler.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QByteArrayView>

namespace holdline::audio {

/// 48 kHz mono s16 if the device takes it, otherwise what it prefers.
QAudioFormat bestFormat(const QAudioDevice &device);

/// Turns what a microphone delivers into 48 kHz mono: channels are averaged. Allocates only while
/// its buffers grow.
class CaptureConverter
{
public:
    explicit CaptureConverter(const QAudioFormat &format);

    /// Whole frames in the format given. The result is valid until the next call.
    PcmView convert(QByteArrayView frames);

private:
    QAudioFormat m_format;
    Resampler m_resampler;
    Pcm m_mono;
    Pcm m_out;
};

/// Turns 48 kHz mono into what a loudspeaker takes: every channel gets the same. Allocates only
/// while its buffers grow.
class PlaybackConverter
{
public:
    explicit PlaybackConverter(const QAudioFormat &format);

    /// How many samples at 48 kHz may be converted without giving more than `bytes`.
    std::size_t samplesFor(qsizetype bytes) const;
    /// The result is valid until the next call.
    QByteArrayView convert(PcmView pcm);

private:
    QAudioFormat m_format;
    Resampler m_resampler;
    Pcm m_mono;
    std::vector<char> m_out;
};

} // namespace holdline::audio
