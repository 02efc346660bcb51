// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/resampler.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QByteArrayView>

namespace holdline::audio {

/// 48 kHz mono s16 if the device accepts it, otherwise the format that it prefers.
QAudioFormat bestFormat(const QAudioDevice &device);

/// Converts the sound of a microphone to 48 kHz mono by averaging its channels. Allocates memory
/// only while its buffers grow. Audio thread.
class CaptureConverter
{
public:
    explicit CaptureConverter(const QAudioFormat &format);

    /// `frames` are whole frames in the given format. The result is valid until the next call.
    PcmView convert(QByteArrayView frames);

private:
    QAudioFormat m_format;
    Resampler m_resampler;
    Pcm m_mono;
    Pcm m_out;
};

/// Converts 48 kHz mono to the format of a loudspeaker: every channel gets the same sound.
/// Allocates memory only while its buffers grow. Audio thread.
class PlaybackConverter
{
public:
    explicit PlaybackConverter(const QAudioFormat &format);

    /// How many samples at 48 kHz convert to no more than `bytes`.
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
