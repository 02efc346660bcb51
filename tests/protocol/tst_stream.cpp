// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/streamitems.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_stream {

using namespace testing;
using namespace std::chrono_literals;

class TestStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersFromOneWhateverTheKind()
    {
        Stream stream;
        QCOMPARE(stream.lastNumber(), 0U);
        QCOMPARE(stream.append(text("a")), 1U);
        QCOMPARE(stream.append(sound(2)), 2U);
        QCOMPARE(stream.append(text("b")), 3U);
        QCOMPARE(stream.lastNumber(), 3U);
    }

    void handsOutWhatWasAppendedWithItsNumber()
    {
        Stream stream;
        stream.attach(0, kPlenty);
        stream.append(text("a"));
        stream.append(sound(4));
        stream.logged(2);
        QCOMPARE(stream.next(), tagged(text("a"), {.seq = 1, .ack = 0}));
        QCOMPARE(stream.next(), tagged(sound(4), {.seq = 2, .ack = 0}));
        QCOMPARE(stream.next(), std::nullopt);
    }

    void sendsNothingBeforeItIsDurable()
    {
        Stream stream;
        stream.attach(0, kPlenty);
        stream.append(text("a"));
        stream.append(text("b"));
        QCOMPARE(stream.next(), std::nullopt);
        stream.logged(1);
        QCOMPARE(sent(stream), (QList<quint64>{1}));
        stream.logged(2);
        QCOMPARE(sent(stream), (QList<quint64>{2}));
    }

    // EternalTerminal #731: programs froze because nothing buffered their output while the
    // connection was down.
    void takesItemsWhileThereIsNoLine()
    {
        Stream stream;
        stream.logged(stream.append(text("a")));
        QCOMPARE(stream.next(), std::nullopt);
        stream.attach(0, kPlenty);
        QCOMPARE(sent(stream), (QList<quint64>{1}));
        stream.detach();
        stream.logged(stream.append(text("b")));
        QCOMPARE(stream.next(), std::nullopt);
        stream.attach(1, kPlenty);
        QCOMPARE(sent(stream), (QList<quint64>{2}));
    }

    void forgetsOnAckOnly()
    {
        Stream stream = streamThatSent(3);
        QCOMPARE(stream.beyond(0).size(), 3U);
        QVERIFY(stream.acknowledge(2));
        QCOMPARE(stream.acknowledged(), 2U);
        QCOMPARE(stream.lastNumber(), 3U);
        QCOMPARE(stream.beyond(0), (std::vector{text("3")}));
        QCOMPARE(stream.unacknowledgedBytes(), text("3").bytes.size());
        QVERIFY(stream.acknowledge(1)); // late, so it has no effect
        QCOMPARE(stream.acknowledged(), 2U);
        QVERIFY(stream.acknowledge(3));
        QCOMPARE(stream.unacknowledgedBytes(), 0);
    }

    void bulkKeepsWithinTheWindow_data()
    {
        QTest::addColumn<qint64>("window");
        QTest::addColumn<int>("before"); // bytes of payload
        QTest::addColumn<int>("bytes");
        QTest::addColumn<bool>("fits");
        const qint64 item = sound(100).bytes.size();
        QTest::newRow("one item fills it") << item << 0 << 132 << true;
        QTest::newRow("one item is larger, but nothing else is there") << item << 0 << 9999 << true;
        QTest::newRow("the second just fits") << item * 2 << 100 << 132 << true;
        QTest::newRow("the second is a byte too large") << item * 2 << 100 << 133 << false;
        QTest::newRow("full") << item << 100 << 1 << false;
        QTest::newRow("no window at all") << qint64(0) << 0 << 132 << true;
    }

    void bulkKeepsWithinTheWindow()
    {
        QFETCH(qint64, window);
        QFETCH(int, before);
        QFETCH(int, bytes);
        QFETCH(bool, fits);
        Stream stream;
        QVERIFY(!stream.hasRoom(bytes)); // without a connection there is no window
        stream.attach(0, window);
        if (before > 0)
            stream.logged(stream.append(sound(before)));
        QCOMPARE(stream.hasRoom(bytes), fits);
        (void)sent(stream); // items that were sent have not arrived yet
        QCOMPARE(stream.hasRoom(bytes), fits);
        QVERIFY(stream.acknowledge(stream.lastNumber()));
        QVERIFY(stream.hasRoom(bytes));
        stream.detach();
        QVERIFY(!stream.hasRoom(bytes));
    }

    // EternalTerminal drops the oldest item when its buffer is full, and notices that at the next
    // resume.
    void forgetsNothingToMakeRoom()
    {
        Stream stream;
        stream.attach(0, 1);
        for (int i = 0; i < 1000; ++i)
            stream.logged(stream.append(text(QByteArray::number(i))));
        QCOMPARE(sent(stream).size(), 1000);
        QVERIFY(stream.covers(0));
        QCOMPARE(stream.beyond(0).size(), 1000U);
        QCOMPARE(stream.beyond(0).front(), text("0"));
    }

    void letsThroughOnceAndInOrder()
    {
        Stream stream;
        const auto first = stream.receive(numbered(1));
        QVERIFY(isFresh(first));
        QCOMPARE(std::get<Stream::Fresh>(first.value()).seq, 1U);
        QVERIFY(isDuplicate(stream.receive(numbered(1))));
        QVERIFY(isFresh(stream.receive(numberedSound(2))));
        QVERIFY(isDuplicate(stream.receive(numbered(1))));
        QVERIFY(isDuplicate(stream.receive(numberedSound(2))));
        QCOMPARE(stream.duplicates(), 3U);
    }

    // SignalR #55575: one code path did not count, and the two ends never agreed again.
    void whatHasNoNumberChangesNoCounter()
    {
        Stream stream;
        const auto before = stream.progress();
        const auto arrival = stream.receive(text("partial"));
        QVERIFY(arrival && std::holds_alternative<Stream::Unnumbered>(arrival.value()));
        QCOMPARE(stream.progress(), before);
        QVERIFY(isFresh(stream.receive(numbered(1))));
    }

    void saysWhetherAnItemWasHeld()
    {
        Stream stream;
        const auto live = stream.receive(numberedSound(1));
        QVERIFY(!std::get<Stream::Fresh>(live.value()).replayed);
        const auto held = stream.receive(tagged(sound(2), {.seq = 2, .ack = 0, .replayed = true}));
        QVERIFY(std::get<Stream::Fresh>(held.value()).replayed);
    }

    // QXmpp counts in its parser, before the program has the message.
    void hasReceivedOnlyWhatIsCommitted()
    {
        Stream stream = streamThatSent(0);
        QVERIFY(isFresh(stream.receive(numbered(1))));
        QVERIFY(isFresh(stream.receive(numbered(2))));
        QCOMPARE(stream.received(), 0U);
        QVERIFY(!stream.ackDue());
        stream.committed(1, {});
        QCOMPARE(stream.received(), 1U);
        QCOMPARE(stream.takeAck(), 1U);
        QVERIFY(isDuplicate(stream.receive(numbered(2)))); // replayed before it is committed
        stream.committed(2, {});
        QCOMPARE(stream.received(), 2U);
    }

    // LiveKit #4827, SignalR #50409: items that arrived before the reply to the resume were
    // dropped.
    void takesAnItemAheadOfTheWelcome()
    {
        Stream stream;
        QVERIFY(!stream.isAttached());
        QVERIFY(isFresh(stream.receive(numbered(1))));
        stream.committed(1, {});
        stream.attach(0, kPlenty);
        QVERIFY(stream.ackDue());
        QVERIFY(isDuplicate(stream.receive(numbered(1))));
    }

    void aViolationLeavesTheStreamAsItWas_data()
    {
        QTest::addColumn<WireMessage>("message");
        QTest::addColumn<Stream::Violation>("violation");
        using Violation = Stream::Violation;
        const auto json = [](const char *bytes) { return WireMessage{false, bytes}; };
        QTest::newRow("a number left out") << numbered(3, 1) << Violation::Gap;
        QTest::newRow("a number left out, sound") << numberedSound(3, 1) << Violation::Gap;
        QTest::newRow("the last number there is") << numberedSound(kMaxSeq) << Violation::Gap;
        QTest::newRow("an ack of what was never sent")
            << numbered(2, 4) << Violation::AckFromTheFuture;
        QTest::newRow("the same, sound") << numberedSound(2, 4) << Violation::AckFromTheFuture;
        QTest::newRow("the same, of a duplicate") << numbered(1, 4) << Violation::AckFromTheFuture;
        QTest::newRow("number 0") << json(R"({"hl":{"s":0,"a":1}})") << Violation::Malformed;
        QTest::newRow("number 0, sound") << numberedSound(0, 1) << Violation::Malformed;
        QTest::newRow("half a number") << json(R"({"hl":{"s":1.5,"a":1}})") << Violation::Malformed;
        QTest::newRow("no ack") << json(R"({"hl":{"s":2}})") << Violation::Malformed;
        QTest::newRow("no object") << json(R"({"hl":2})") << Violation::Malformed;
        QTest::newRow("sound without a number")
            << WireMessage{true, QByteArray(64, '\0')} << Violation::Malformed;
    }

    void aViolationLeavesTheStreamAsItWas()
    {
        QFETCH(WireMessage, message);
        QFETCH(Stream::Violation, violation);
        Stream stream = streamThatSent(2);
        stream.append(text("never sent"));
        QVERIFY(isFresh(stream.receive(numbered(1))));
        const auto before = stream.progress();
        const auto result = stream.receive(message);
        QVERIFY(!result);
        QCOMPARE(result.error(), violation);
        QCOMPARE(stream.progress(), before);
        QCOMPARE(stream.duplicates(), 0U);
        QVERIFY(isFresh(stream.receive(numbered(2, 2))));
        QCOMPARE(stream.acknowledged(), 2U);
    }
};

HOLDLINE_TEST(TestStream)

} // namespace holdline::tst_stream

#include "tst_stream.moc"
