// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/stream.h"

/// Items, and streams that have sent or received some.
namespace holdline::testing {

using namespace holdline::protocol;

inline constexpr qint64 kPlenty = 1'000'000;
inline constexpr quint64 kWrap = 1ULL << 32;

inline WireMessage text(const QByteArray &content)
{
    return {.binary = false, .bytes = "{\"text\":\"" + content + "\"}"};
}

inline WireMessage sound(qsizetype bytes, char sample = '\x5a')
{
    return {.binary = true, .bytes = encode(AudioItem{.pcm = QByteArray(bytes, sample)})};
}

inline WireMessage numbered(quint64 seq, quint64 ack = 0)
{
    return tagged(text("hello"), {.seq = seq, .ack = ack});
}

inline WireMessage numberedSound(quint64 seq, quint64 ack = 0)
{
    return tagged(sound(2), {.seq = seq, .ack = ack});
}

inline ItemTag tag(const std::optional<WireMessage> &message)
{
    return *tagOf(message.value()).value();
}

/// Sends everything that may be sent, and returns the numbers.
inline QList<quint64> sent(Stream &stream)
{
    QList<quint64> numbers;
    while (const auto message = stream.next())
        numbers.push_back(tag(message).seq);
    return numbers;
}

/// A connected stream that has given and sent `items` numbers.
inline Stream streamThatSent(int items)
{
    Stream stream;
    stream.attach(0, kPlenty);
    for (int i = 0; i < items; ++i)
        stream.logged(stream.append(text(QByteArray::number(i + 1))));
    (void)sent(stream);
    return stream;
}

inline bool isFresh(const Result<Stream::Arrival, Stream::Violation> &result)
{
    return result && std::holds_alternative<Stream::Fresh>(result.value());
}

inline bool isDuplicate(const Result<Stream::Arrival, Stream::Violation> &result)
{
    return result && std::holds_alternative<Stream::Duplicate>(result.value());
}

/// A connected stream that has received `items` items, all committed at `now`.
inline Stream streamThatGot(quint64 items, Instant now = {}, qsizetype bytes = 2)
{
    Stream stream;
    stream.attach(0, kPlenty);
    for (quint64 seq = 1; seq <= items; ++seq) {
        (void)stream.receive(tagged(sound(bytes), {.seq = seq, .ack = 0}));
        stream.committed(seq, now);
    }
    return stream;
}

} // namespace holdline::testing
