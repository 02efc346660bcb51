// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/itemcodec.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace holdline::protocol {

namespace {

enum Flag : quint32 {
    SpeechPlaying = 1U << 0,
    Numbered = 1U << 1,
    Replayed = 1U << 2,
    GapBefore = 1U << 3,
    FromServer = 1U << 8,
    Opus = 1U << 9,
};

constexpr qsizetype kFlagsAt = 4;
constexpr qsizetype kSeqAt = 8;
constexpr qsizetype kPositionAt = 16;
constexpr qsizetype kStreamAt = 24;
constexpr qsizetype kAckAt = 28;

template <typename T>
T read(const QByteArray &message, qsizetype offset)
{
    return qFromBigEndian<T>(message.constData() + offset);
}

template <typename T>
void write(QByteArray &message, qsizetype offset, T value)
{
    qToBigEndian(value, message.data() + offset);
}

bool isNumberedAudio(const QByteArray &message)
{
    return message.size() >= kItemHeaderBytes
        && (read<quint32>(message, kFlagsAt) & Flag::Numbered) != 0;
}

} // namespace

WireMessage tagged(const WireMessage &content, const ItemTag &tag)
{
    WireMessage message = content;
    if (content.binary) {
        write(message.bytes, kSeqAt, tag.seq);
        write(message.bytes, kAckAt, static_cast<quint32>(tag.ack));
        const auto flags = read<quint32>(content.bytes, kFlagsAt);
        write(message.bytes, kFlagsAt, tag.replayed ? flags | Flag::Replayed : flags);
    } else {
        const QByteArray member = "\"hl\":{\"s\":" + QByteArray::number(tag.seq)
            + ",\"a\":" + QByteArray::number(tag.ack) + "},";
        message.bytes.insert(1, member);
    }
    return message;
}

Result<std::optional<ItemTag>, BadTag> tagOf(const WireMessage &message)
{
    if (!message.binary)
        return tagOf(parsed(message.bytes));
    if (!isNumberedAudio(message.bytes))
        return Failure{BadTag{}};
    const auto flags = read<quint32>(message.bytes, kFlagsAt);
    const auto seq = read<quint64>(message.bytes, kSeqAt);
    if (seq == 0 || seq > kMaxSeq)
        return Failure{BadTag{}};
    return std::optional(ItemTag{.seq = seq,
                                 .ack = read<quint32>(message.bytes, kAckAt),
                                 .replayed = (flags & Flag::Replayed) != 0});
}

Result<std::optional<ItemTag>, BadTag> tagOf(const ParsedMessage &message)
{
    const QJsonValue hl = message.object["hl"_L1];
    if (hl.isUndefined())
        return std::optional<ItemTag>();
    const auto seq = wholeNumber(hl["s"_L1]);
    const auto ack = wholeNumber(hl["a"_L1]);
    if (!seq || !ack || *seq == 0)
        return Failure{BadTag{}};
    return std::optional(ItemTag{.seq = *seq, .ack = *ack});
}

QByteArray encode(const AudioItem &item)
{
    quint32 flags = Flag::Numbered;
    flags |= item.speechPlaying ? Flag::SpeechPlaying : 0U;
    flags |= item.replayed ? Flag::Replayed : 0U;
    flags |= item.gapBefore ? Flag::GapBefore : 0U;
    flags |= item.fromServer ? Flag::FromServer : 0U;
    flags |= item.opus ? Flag::Opus : 0U;
    QByteArray message(kItemHeaderBytes, '\0');
    write(message, 0, item.timestampMs);
    write(message, kFlagsAt, flags);
    write(message, kPositionAt, item.position);
    write(message, kStreamAt, item.stream);
    return message.append(item.opus.value_or(item.pcm));
}

std::optional<AudioItem> decodeAudioItem(const QByteArray &message)
{
    if (!isNumberedAudio(message))
        return std::nullopt;
    const auto flags = read<quint32>(message, kFlagsAt);
    const qsizetype wholeSamples = (message.size() - kItemHeaderBytes) / 2 * 2;
    AudioItem item{.timestampMs = read<quint32>(message, 0),
                   .speechPlaying = (flags & Flag::SpeechPlaying) != 0,
                   .replayed = (flags & Flag::Replayed) != 0,
                   .gapBefore = (flags & Flag::GapBefore) != 0,
                   .fromServer = (flags & Flag::FromServer) != 0,
                   .position = read<quint64>(message, kPositionAt),
                   .stream = read<quint32>(message, kStreamAt)};
    if ((flags & Flag::Opus) != 0)
        item.opus = message.mid(kItemHeaderBytes);
    else
        item.pcm = message.mid(kItemHeaderBytes, wholeSamples);
    return item;
}

} // namespace holdline::protocol
