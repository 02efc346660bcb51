// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/speechdecoder.h"

#include <QRegularExpression>
#include <QtEndian>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr int kLowestRate = 8000;
constexpr int kHighestRate = 192000;
constexpr int kMostChannels = 2;
constexpr qsizetype kRiffHead = 12; // "RIFF", size, "WAVE"
constexpr qsizetype kChunkHead = 8; // name, size
constexpr qsizetype kFormatSize = 16;
constexpr quint32 kLongestChunk = 64 * 1024;
constexpr quint16 kPcm = 1;
constexpr quint16 kExtensible = 0xFFFE;

bool isRate(quint32 rate)
{
    return rate >= kLowestRate && rate <= kHighestRate;
}

template <typename Number>
Number numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<Number>(bytes.sliced(at).data());
}

/// True if compressed sound begins with these bytes, although we asked for none: MP3, Ogg or FLAC.
bool isCompressed(QByteArrayView bytes)
{
    const bool isMp3Frame = bytes.size() >= 2 && static_cast<uchar>(bytes[0]) == 0xFF
        && (static_cast<uchar>(bytes[1]) & 0xE6) == 0xE2;
    return bytes.startsWith("ID3") || bytes.startsWith("OggS") || bytes.startsWith("fLaC")
        || isMp3Frame;
}

} // namespace

SpeechDecoder::SpeechDecoder(const QString &contentType)
    : m_isText(contentType.startsWith(u"text/"_s) || contentType.startsWith(u"application/json"_s))
{
    static const QRegularExpression kRate(uR"(\brate=(\d{4,6})\b)"_s);
    if (const auto match = kRate.match(contentType); match.hasMatch()) {
        const uint rate = match.capturedView(1).toUInt();
        m_rate = isRate(rate) ? static_cast<int>(rate) : kUsualRate;
    }
}

Result<audio::Pcm, QString> SpeechDecoder::add(const QByteArray &bytes)
{
    m_input += bytes;
    if (m_isText)
        return Failure{u"the answer is text and no sound"_s};
    if (m_stage == Stage::Beginning && m_input.size() >= kRiffHead) {
        if (m_input.startsWith("RIFF") && QByteArrayView(m_input).sliced(8, 4) == "WAVE") {
            m_input.remove(0, kRiffHead);
            m_stage = Stage::Chunks;
        } else if (isCompressed(m_input)) {
            return Failure{u"the answer is compressed sound"_s};
        } else {
            m_stage = Stage::Bare;
        }
    }
    if (m_stage == Stage::Chunks) {
        if (const auto read = readHeader(); !read)
            return Failure{read.error()};
    }
    return m_stage == Stage::Bare || m_stage == Stage::Data ? takeSamples() : audio::Pcm();
}

/// Reads the chunks before the samples. A service that streams does not know how many samples
/// follow, so we ignore the size of their chunk.
Outcome<QString> SpeechDecoder::readHeader()
{
    while (m_input.size() >= kChunkHead) {
        const auto size = numberAt<quint32>(m_input, 4);
        if (m_input.startsWith("data")) {
            if (!m_hasFormat)
                return Failure{u"the WAV file has no format"_s};
            m_input.remove(0, kChunkHead);
            m_stage = Stage::Data;
            return Success{};
        }
        if (size > kLongestChunk)
            return Failure{u"the WAV file is malformed"_s};
        const qsizetype padded = size + size % 2;
        if (m_input.size() < kChunkHead + padded)
            return Success{};
        if (m_input.startsWith("fmt ")) {
            auto read = readFormat(QByteArrayView(m_input).sliced(kChunkHead, size));
            if (!read)
                return read;
        }
        m_input.remove(0, kChunkHead + padded);
    }
    return Success{};
}

Outcome<QString> SpeechDecoder::readFormat(QByteArrayView chunk)
{
    if (chunk.size() < kFormatSize)
        return Failure{u"the WAV file is malformed"_s};
    const auto format = numberAt<quint16>(chunk, 0);
    const auto channels = numberAt<quint16>(chunk, 2);
    const auto rate = numberAt<quint32>(chunk, 4);
    const auto bits = numberAt<quint16>(chunk, 14);
    const bool isKnown = (format == kPcm || format == kExtensible) && channels >= 1
        && channels <= kMostChannels && isRate(rate) && bits == 8 * sizeof(audio::Sample);
    if (!isKnown)
        return Failure{u"the WAV file has another format than 16-bit PCM"_s};
    m_rate = static_cast<int>(rate);
    m_channels = channels;
    m_hasFormat = true;
    return Success{};
}

audio::Pcm SpeechDecoder::takeSamples()
{
    const qsizetype frame = m_channels * qsizetype(sizeof(audio::Sample));
    const qsizetype whole = m_input.size() - m_input.size() % frame;
    const audio::Pcm samples = audio::fromBytes(m_input.left(whole));
    m_input.remove(0, whole);
    if (m_channels == 1)
        return samples;
    audio::Pcm mono(samples.size() / 2);
    for (std::size_t i = 0; i < mono.size(); ++i)
        mono[i] = static_cast<audio::Sample>((samples[2 * i] + samples[2 * i + 1]) / 2);
    return mono;
}

} // namespace holdline::speech
