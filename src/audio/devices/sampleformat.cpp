// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/sampleformat.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace holdline::audio {

namespace {

double toUnit(std::uint8_t value)
{
    return (value - 128) / 128.0;
}
double toUnit(std::int16_t value)
{
    return value / 32768.0;
}
double toUnit(std::int32_t value)
{
    return value / 2147483648.0;
}
double toUnit(float value)
{
    return static_cast<double>(value);
}

Sample toSample(double unit)
{
    if (std::isnan(unit))
        return 0;
    return static_cast<Sample>(std::lround(std::clamp(unit * 32768.0, -32768.0, 32767.0)));
}

template <typename T>
T fromSample(Sample sample)
{
    if constexpr (std::is_same_v<T, std::uint8_t>)
        return static_cast<std::uint8_t>((sample >> 8) + 128);
    else if constexpr (std::is_same_v<T, std::int32_t>)
        return sample * 65536;
    else if constexpr (std::is_same_v<T, float>)
        return static_cast<float>(sample) / 32768.0F;
    else
        return sample;
}

template <typename T>
void mix(QByteArrayView frames, std::size_t channels, Pcm &mono)
{
    const char *from = frames.data();
    for (Sample &sample : mono) {
        double sum = 0;
        for (std::size_t channel = 0; channel < channels; ++channel, from += sizeof(T)) {
            T value;
            std::memcpy(&value, from, sizeof(T));
            sum += toUnit(value);
        }
        sample = toSample(sum / static_cast<double>(channels));
    }
}

template <typename T>
void spread(PcmView mono, std::size_t channels, std::vector<char> &frames)
{
    char *to = frames.data();
    for (const Sample sample : mono) {
        const T value = fromSample<T>(sample);
        for (std::size_t channel = 0; channel < channels; ++channel, to += sizeof(T))
            std::memcpy(to, &value, sizeof(T));
    }
}

template <typename Function>
void withSampleType(QAudioFormat::SampleFormat format, Function function)
{
    switch (format) {
    case QAudioFormat::UInt8:
        return function(std::uint8_t());
    case QAudioFormat::Int32:
        return function(std::int32_t());
    case QAudioFormat::Float:
        return function(float());
    default:
        return function(std::int16_t());
    }
}

} // namespace

QAudioFormat bestFormat(const QAudioDevice &device)
{
    QAudioFormat format;
    format.setSampleRate(kDeviceRate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    return device.isFormatSupported(format) ? format : device.preferredFormat();
}

CaptureConverter::CaptureConverter(const QAudioFormat &format)
    : m_format(format)
    , m_resampler(format.sampleRate(), kDeviceRate)
{
}

PcmView CaptureConverter::convert(QByteArrayView frames)
{
    const auto channels = static_cast<std::size_t>(m_format.channelCount());
    m_mono.resize(static_cast<std::size_t>(frames.size() / m_format.bytesPerFrame()));
    withSampleType(m_format.sampleFormat(),
                   [&]<typename T>(T) { mix<T>(frames, channels, m_mono); });
    m_resampler.process(m_mono, m_out);
    return m_out;
}

PlaybackConverter::PlaybackConverter(const QAudioFormat &format)
    : m_format(format)
    , m_resampler(kDeviceRate, format.sampleRate())
{
}

std::size_t PlaybackConverter::samplesFor(qsizetype bytes) const
{
    const auto frames = static_cast<qint64>(bytes / m_format.bytesPerFrame());
    if (m_format.sampleRate() == kDeviceRate)
        return static_cast<std::size_t>(frames);
    // The resampler may complete one frame more than the ratio says.
    return static_cast<std::size_t>(std::max<qint64>(0, frames - 1) * kDeviceRate
                                    / m_format.sampleRate());
}

QByteArrayView PlaybackConverter::convert(PcmView pcm)
{
    m_resampler.process(pcm, m_mono);
    m_out.resize(m_mono.size() * static_cast<std::size_t>(m_format.bytesPerFrame()));
    const auto channels = static_cast<std::size_t>(m_format.channelCount());
    withSampleType(m_format.sampleFormat(),
                   [&]<typename T>(T) { spread<T>(m_mono, channels, m_out); });
    return {m_out.data(), static_cast<qsizetype>(m_out.size())};
}

} // namespace holdline::audio
