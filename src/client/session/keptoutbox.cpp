// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/keptoutbox.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <optional>

namespace holdline::client {

namespace {

/// Version of the format. A file of another version counts as damaged.
constexpr quint8 kVersion = 1;
constexpr qsizetype kLengthBytes = 4;
constexpr qsizetype kSumBytes = 8;
constexpr qsizetype kPrefixBytes = kLengthBytes + kSumBytes;

enum class Kind : quint8 { Head = 'H', Item = 'I', Acknowledgement = 'A' };

QByteArray sumOf(QByteArrayView body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha1).first(kSumBytes);
}

template <typename... Fields>
QByteArray record(Kind kind, const Fields &...fields)
{
    QByteArray body;
    QDataStream stream(&body, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << static_cast<quint8>(kind);
    (stream << ... << fields);
    QByteArray whole;
    QDataStream prefix(&whole, QIODevice::WriteOnly);
    prefix << static_cast<quint32>(body.size());
    return whole + sumOf(body) + body;
}

/// The body of the record at the beginning of `bytes`; `nullopt` if it is cut off or damaged.
std::optional<QByteArray> frontBody(QByteArrayView bytes)
{
    if (bytes.size() < kPrefixBytes)
        return std::nullopt;
    quint32 length = 0;
    QDataStream(bytes.first(kLengthBytes).toByteArray()) >> length;
    if (length > static_cast<std::size_t>(bytes.size() - kPrefixBytes))
        return std::nullopt;
    const QByteArrayView body = bytes.sliced(kPrefixBytes, length);
    if (bytes.sliced(kLengthBytes, kSumBytes) != sumOf(body))
        return std::nullopt;
    return body.toByteArray();
}

bool readHead(QDataStream &body, KeptOutbox &outbox)
{
    quint8 version = 0;
    KeptOutbox read;
    body >> version;
    if (version != kVersion)
        return false;
    body >> read.epoch >> read.first;
    outbox = read;
    return true;
}

bool readItem(QDataStream &body, KeptOutbox &outbox)
{
    KeptItem item;
    qint64 at = 0;
    body >> item.message.binary >> at >> item.message.bytes;
    item.at = WallTime(Duration(at));
    outbox.items.push_back(std::move(item));
    return true;
}

bool readAcknowledgement(QDataStream &body, KeptOutbox &outbox)
{
    quint64 upTo = 0;
    body >> upTo;
    outbox.acknowledge(upTo);
    return true;
}

bool apply(const QByteArray &bytes, KeptOutbox &outbox)
{
    QDataStream body(bytes);
    body.setVersion(QDataStream::Qt_6_4);
    quint8 kind = 0;
    body >> kind;
    switch (static_cast<Kind>(kind)) {
    case Kind::Head:
        return readHead(body, outbox);
    case Kind::Item:
        return readItem(body, outbox);
    case Kind::Acknowledgement:
        return readAcknowledgement(body, outbox);
    }
    return false;
}

} // namespace

void KeptOutbox::acknowledge(quint64 upTo)
{
    for (; first <= upTo && !items.empty(); ++first)
        items.pop_front();
    first = std::max(first, upTo + 1);
}

QByteArray headRecord(const KeptOutbox &outbox)
{
    return record(Kind::Head, kVersion, outbox.epoch, outbox.first);
}

QByteArray itemRecord(const KeptItem &item)
{
    return record(Kind::Item, item.message.binary,
                  static_cast<qint64>(item.at.time_since_epoch().count()), item.message.bytes);
}

QByteArray acknowledgementRecord(quint64 upTo)
{
    return record(Kind::Acknowledgement, upTo);
}

QByteArray encode(const KeptOutbox &outbox)
{
    QByteArray all = headRecord(outbox);
    for (const KeptItem &item : outbox.items)
        all += itemRecord(item);
    return all;
}

KeptOutbox decodeKeptOutbox(const QByteArray &file)
{
    KeptOutbox outbox;
    QByteArrayView rest(file);
    while (const auto body = frontBody(rest)) {
        if (!apply(*body, outbox))
            break;
        rest = rest.sliced(kPrefixBytes + body->size());
    }
    return outbox;
}

} // namespace holdline::client
