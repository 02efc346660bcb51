// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/websocketreader.h"
#include "support/testcase.h"

#include <QTest>
#include <QtEndian>

#include <vector>

namespace holdline::tst_websocketreader {

using namespace protocol;
using namespace Qt::StringLiterals;

using Reader = WebSocketReader;
using Event = Reader::Event;
using Fault = Reader::Fault;
using Events = std::vector<Event>;

namespace {

constexpr quint8 kFinal = 0x80;
constexpr quint8 kMasked = 0x80;
constexpr qsizetype kLimit = 100'000;

enum Opcode : quint8 { Continuation, Text, Binary, Close = 8, Ping, Pong };

/// A frame as a client sends it; `first` is its first byte.
QByteArray frame(int first, const QByteArray &payload, const QByteArray &mask = "\x12\x34\x56\x78")
{
    QByteArray bytes(1, static_cast<char>(first));
    const auto size = payload.size();
    if (size < 126) {
        bytes.append(static_cast<char>(kMasked | size));
    } else if (size <= 0xffff) {
        bytes.append("\xfe").resize(4);
        qToBigEndian(static_cast<quint16>(size), bytes.data() + 2);
    } else {
        bytes.append("\xff").resize(10);
        qToBigEndian(static_cast<quint64>(size), bytes.data() + 2);
    }
    bytes.append(mask);
    for (qsizetype i = 0; i < size; ++i)
        bytes.append(static_cast<char>(payload[i] ^ mask[i % 4]));
    return bytes;
}

Event text(const QByteArray &bytes)
{
    return WireMessage{.binary = false, .bytes = bytes};
}

Event binary(const QByteArray &bytes)
{
    return WireMessage{.binary = true, .bytes = bytes};
}

QByteArray closePayload(quint16 code, const QByteArray &reason = {})
{
    QByteArray payload(2, '\0');
    qToBigEndian(code, payload.data());
    return payload + reason;
}

Events eventsOf(const QByteArray &bytes, qsizetype step)
{
    Reader reader;
    reader.limitMessages(kLimit);
    Events events;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        reader.add(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
        while (const auto event = reader.next())
            events.push_back(*event);
    }
    return events;
}

} // namespace

class TestWebSocketReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesAreTheSameEventsHoweverTheyAreSplit_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Events>("events");
        const QByteArray smallest16(126, 'a');
        const QByteArray largest16(0xffff, 'b');
        const QByteArray smallest64(0x10000, 'c');

        // happy
        QTest::newRow("text") << frame(kFinal | Text, "{}") << Events{text("{}")};
        QTest::newRow("binary") << frame(kFinal | Binary, QByteArray("\0\xff", 2))
                                << Events{binary(QByteArray("\0\xff", 2))};
        QTest::newRow("empty messages") << frame(kFinal | Text, {}) + frame(kFinal | Binary, {})
                                        << Events{text({}), binary({})};
        QTest::newRow("lengths in two and in eight bytes")
            << frame(kFinal | Binary, smallest16) + frame(kFinal | Binary, largest16)
                + frame(kFinal | Binary, smallest64)
            << Events{binary(smallest16), binary(largest16), binary(smallest64)};
        QTest::newRow("a message in fragments, with a ping between them")
            << frame(Text, "a") + frame(Continuation, {}) + frame(kFinal | Ping, "now?")
                + frame(kFinal | Continuation, "b")
            << Events{Reader::Part{}, Reader::Part{}, Reader::Ping{"now?"}, text("ab")};
        QTest::newRow("a character across two fragments") << frame(Text, "\xc3")
                + frame(kFinal | Continuation, "\xbc") << Events{Reader::Part{}, text("\u00fc")};
        QTest::newRow("a pong") << frame(kFinal | Pong, "x") << Events{Reader::Pong{}};
        QTest::newRow("a close without a code, and nothing after it") << frame(kFinal | Close, {})
                + frame(kFinal | Text, "x") << Events{Reader::Close{std::nullopt}};
        QTest::newRow("a close with code and reason")
            << frame(kFinal | Close, closePayload(4409, "bye"))
            << Events{Reader::Close{quint16(4409)}};
        QTest::newRow("as long as may be") << frame(kFinal | Binary, QByteArray(kLimit, 'x'))
                                           << Events{binary(QByteArray(kLimit, 'x'))};

        // rainy
        const auto broken = Events{Fault::BrokenFrame};
        QTest::newRow("not masked") << QByteArray("\x81\x02{}", 4) << broken;
        QTest::newRow("reserved bit") << frame(kFinal | 0x40 | Text, "x") << broken;
        QTest::newRow("unknown opcode") << frame(kFinal | 3, "x") << broken;
        QTest::newRow("unknown control opcode") << frame(kFinal | 11, "x") << broken;
        QTest::newRow("a ping in fragments") << frame(Ping, "x") << broken;
        QTest::newRow("a long ping") << frame(kFinal | Ping, smallest16) << broken;
        QTest::newRow("a length of two bytes that fits one")
            << QByteArray::fromHex("82fe007d12345678") << broken;
        QTest::newRow("a length of eight bytes that fits two")
            << QByteArray::fromHex("82ff000000000000ffff12345678") << broken;
        QTest::newRow("a length with the highest bit")
            << QByteArray::fromHex("82ff800000000000000012345678") << broken;
        QTest::newRow("goes on with nothing") << frame(kFinal | Continuation, "x") << broken;
        QTest::newRow("a message within another") << frame(Text, "a") + frame(kFinal | Text, "b")
                                                  << Events{Reader::Part{}, Fault::BrokenFrame};
        QTest::newRow("half a close code") << frame(kFinal | Close, "x") << broken;
        QTest::newRow("a close code that is only for programs")
            << frame(kFinal | Close, closePayload(1006)) << broken;
        QTest::newRow("text that is not UTF-8")
            << frame(kFinal | Text, "\xff\xfe") << Events{Fault::NotUtf8};
        QTest::newRow("text that ends within a character")
            << frame(kFinal | Text, "\xc3") << Events{Fault::NotUtf8};
        QTest::newRow("a reason that is not UTF-8")
            << frame(kFinal | Close, closePayload(1000, "\xff")) << Events{Fault::NotUtf8};
        QTest::newRow("too long, by its header alone")
            << frame(kFinal | Binary, QByteArray(kLimit + 1, 'x')).left(14)
            << Events{Fault::TooLarge};
        QTest::newRow("too long in all")
            << frame(Binary, QByteArray(kLimit, 'x')) + frame(Continuation, {})
                + frame(Continuation, "x") + frame(kFinal | Text, "after it")
            << Events{Reader::Part{}, Reader::Part{}, Fault::TooLarge};
    }

    void bytesAreTheSameEventsHoweverTheyAreSplit()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Events, events);
        QVERIFY(eventsOf(bytes, bytes.size()) == events);
        for (const qsizetype step : {1, 2, 3, 7, 1000})
            QVERIFY(eventsOf(bytes, step) == events);
    }

    void knowsWhatItHolds()
    {
        Reader reader;
        reader.limitMessages(kLimit);
        QVERIFY(!reader.isUnfinished());
        QCOMPARE(reader.unfinishedBytes(), 0);
        reader.add(frame(Binary, QByteArray(50'000, 'x')));
        QCOMPARE(*reader.next(), Event(Reader::Part{}));
        QVERIFY(!reader.next());
        QVERIFY(reader.isUnfinished());
        QVERIFY(reader.unfinishedBytes() >= 50'000);
        reader.add(frame(kFinal | Continuation, {}));
        QVERIFY(reader.next());
        QVERIFY(!reader.next());
        QVERIFY(!reader.isUnfinished());
        QCOMPARE(reader.unfinishedBytes(), 0);
    }

    void aHeaderAloneTakesNoRoomForWhatItAnnounces()
    {
        Reader reader;
        reader.limitMessages(kLimit);
        reader.add(frame(kFinal | Binary, QByteArray(kLimit, 'x')).left(20));
        QVERIFY(!reader.next());
        QVERIFY(reader.isUnfinished());
        QVERIFY(reader.unfinishedBytes() < 1000);
    }

    void aServersFramesAreWhole()
    {
        QCOMPARE(serverFrame({.binary = false, .bytes = "{}"}), QByteArray("\x81\x02{}"));
        QCOMPARE(serverFrame({.binary = true, .bytes = QByteArray(300, 'x')}).left(4),
                 QByteArray::fromHex("827e012c"));
        QCOMPARE(serverFrame({.binary = true, .bytes = QByteArray(70'000, 'x')}).left(10),
                 QByteArray::fromHex("827f0000000000011170"));
        QCOMPARE(serverPing(), QByteArray::fromHex("8900"));
        QCOMPARE(serverPong("x"), QByteArray("\x8a\x01x"));
        QCOMPARE(serverClose(4409, u"bye"_s), QByteArray::fromHex("88051139") + "bye");
    }

    void aReasonIsCutAtACharacter()
    {
        const QByteArray close = serverClose(1000, QString(100, u'\u00fc'));
        QCOMPARE(close.size(), 2 + 2 + 122);
        QVERIFY(close.sliced(4).isValidUtf8());
    }
};

HOLDLINE_TEST(TestWebSocketReader)

} // namespace holdline::tst_websocketreader

#include "tst_websocketreader.moc"
