// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatcodec.h"
#include "speech/chat/thoughtfilter.h"
#include "speech/service/eventstream.h"
#include "speech/service/servicetrouble.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline::speech;

namespace {

void check(bool good)
{
    if (!good)
        std::abort();
}

/// The events in `bytes`, which arrive in pieces of `piece` bytes.
QList<QByteArray> eventsIn(const QByteArray &bytes, qsizetype piece)
{
    EventStream stream;
    QList<QByteArray> events;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        stream.add(QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)));
        while (const auto event = stream.next())
            events.append(*event);
    }
    return events;
}

QString withoutThoughts(const QString &text, qsizetype piece)
{
    ThoughtFilter filter;
    QString answer;
    for (qsizetype at = 0; at < text.size(); at += piece)
        answer += filter.pass(text.mid(at, piece));
    return answer + filter.finish();
}

} // namespace

/// What the server of a language model sends must mean the same in any pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QList<QByteArray> events = eventsIn(bytes, qMax(qsizetype(1), bytes.size()));
    check(eventsIn(bytes, 1) == events && eventsIn(bytes, 7) == events);
    QString text;
    for (const QByteArray &event : events) {
        if (const auto piece = decodeChatPiece(event))
            text += piece.value().text;
    }
    text += QString::fromUtf8(bytes);
    check(withoutThoughts(text, 1) == withoutThoughts(text, qMax(qsizetype(1), text.size())));
    check(serviceErrorIn(bytes, {}).size() <= 200);
    return 0;
}
