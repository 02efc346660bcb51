// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/streamitems.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_streamacks {

using namespace testing;
using namespace std::chrono_literals;

class TestStreamAcks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Prosody: "client handled 9 new stanzas, but we only sent 0" (stanza #112). QXmpp does not
    // check this; in SignalR it is a TODO.
    void refusesAnAckOfWhatWasNeverSent()
    {
        Stream stream;
        QCOMPARE(stream.acknowledge(9).error(), Stream::Violation::AckFromTheFuture);
        QCOMPARE(stream.acknowledged(), 0U);
        stream.logged(stream.append(text("a")));
        QVERIFY(!stream.acknowledge(1)); // not sent yet
        stream.attach(0, kPlenty);
        QVERIFY(!stream.acknowledge(1));
        QVERIFY(stream.next());
        QVERIFY(stream.acknowledge(1));
    }

    void anItemAcknowledgesWhateverItIs()
    {
        Stream stream = streamThatSent(4);
        QVERIFY(isFresh(stream.receive(numbered(1, 1))));
        QCOMPARE(stream.acknowledged(), 1U);
        QVERIFY(isFresh(stream.receive(numberedSound(2, 2))));
        QCOMPARE(stream.acknowledged(), 2U);
        QVERIFY(isDuplicate(stream.receive(numberedSound(1, 3))));
        QCOMPARE(stream.acknowledged(), 3U);
        QVERIFY(isDuplicate(stream.receive(numbered(1, 1)))); // item 1 was sent long ago
        QVERIFY(isDuplicate(stream.receive(numberedSound(1, 1))));
        QCOMPARE(stream.acknowledged(), 3U);
    }

    // XEP-0198 wraps its count at 2^32; the map in QXmpp is then in the wrong order.
    void soundAcknowledgesAcrossTwoToThe32()
    {
        Stream stream(Stream::Restored{
            .received = 0, .firstLogged = kWrap - 1, .log = {text("a"), text("b"), text("c")}});
        stream.attach(kWrap - 2, kPlenty);
        QCOMPARE(sent(stream), (QList<quint64>{kWrap - 1, kWrap, kWrap + 1}));
        QVERIFY(isFresh(stream.receive(numberedSound(1, kWrap - 2))));
        QCOMPARE(stream.acknowledged(), kWrap - 2);
        QVERIFY(isFresh(stream.receive(numberedSound(2, kWrap)))); // 0 on the wire
        QCOMPARE(stream.acknowledged(), kWrap);
        QVERIFY(isFresh(stream.receive(numberedSound(3, kWrap - 1)))); // an older acknowledgement
        QCOMPARE(stream.acknowledged(), kWrap);
        QVERIFY(!stream.receive(numberedSound(4, kWrap + 2)));
        QVERIFY(isFresh(stream.receive(numberedSound(4, kWrap + 1))));
        QCOMPARE(stream.acknowledged(), kWrap + 1);
    }

    void numbersAcrossTwoToThe32()
    {
        Stream stream(Stream::Restored{.received = kWrap - 1, .firstLogged = kWrap, .log = {}});
        QVERIFY(isFresh(stream.receive(numberedSound(kWrap, kWrap - 1))));
        stream.committed(kWrap, {});
        stream.attach(kWrap - 1, kPlenty);
        QCOMPARE(stream.append(sound(2)), kWrap);
        QCOMPARE(stream.append(text("a")), kWrap + 1);
        stream.logged(kWrap + 1);
        QCOMPARE(tag(stream.next()), (ItemTag{.seq = kWrap, .ack = 0}));
        QCOMPARE(tag(stream.next()), (ItemTag{.seq = kWrap + 1, .ack = kWrap}));
    }

    // QXmpp asks for an acknowledgement after every stanza.
    void owesAnAckAfter_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("bytes"); // of each item on the wire
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("one item") << 1 << 34 << false;
        QTest::newRow("15 items") << 15 << 34 << false;
        QTest::newRow("16 items") << 16 << 34 << true;
        QTest::newRow("a byte less than 64 KiB") << 1 << 64 * 1024 - 1 << false;
        QTest::newRow("64 KiB in one item") << 1 << 64 * 1024 << true;
        QTest::newRow("64 KiB in two") << 2 << 32 * 1024 << true;
    }

    void owesAnAckAfter()
    {
        QFETCH(int, items);
        QFETCH(int, bytes);
        QFETCH(bool, atOnce);
        const Instant now{1h};
        Stream stream = streamThatGot(static_cast<quint64>(items), now, bytes - 32);
        QCOMPARE(stream.ackDue(), atOnce ? now : now + 100ms);
        QCOMPARE(stream.takeAck(), static_cast<quint64>(items));
        QCOMPARE(stream.ackDue(), std::nullopt);
    }

    void theFirstItemNotAcknowledgedStartsTheDelay()
    {
        const Instant start{1h};
        Stream stream = streamThatGot(1, start);
        QVERIFY(isFresh(stream.receive(numbered(2))));
        stream.committed(2, start + 90ms);
        QCOMPARE(stream.ackDue(), start + 100ms);
        stream.takeAck();
        QVERIFY(isFresh(stream.receive(numbered(3))));
        stream.committed(3, start + 150ms);
        QCOMPARE(stream.ackDue(), start + 250ms);
    }

    void aPolicyCanBeMorePatient()
    {
        const Instant now{1h};
        Stream stream = streamThatGot(16, now);
        stream.setAckPolicy({.items = 17, .bytes = 1024, .delay = 5s});
        QCOMPARE(stream.ackDue(), now + 5s);
        stream.setAckPolicy({.items = 17, .bytes = 16, .delay = 5s});
        QCOMPARE(stream.ackDue(), now);
    }

    void noMoreIsInHandThanTwoWindows()
    {
        Stream stream;
        const WireMessage item = sound(100'000 - kItemHeaderBytes);
        quint64 seq = 0;
        const auto next = [&] { return tagged(item, {.seq = seq + 1, .ack = 0}); };
        for (; stream.bytesInHand() + 100'000 <= 2 * kWindow; ++seq)
            QVERIFY(isFresh(stream.receive(next())));
        QVERIFY(stream.bytesInHand() > kWindow);
        QCOMPARE(stream.receive(next()).error(), Stream::Violation::BeyondWindow);
        QVERIFY(!isFresh(stream.receive(tagged(item, {.seq = seq, .ack = 0})))); // needs no room
        stream.committed(1, {});
        QVERIFY(isFresh(stream.receive(next())));
        stream.committed(seq + 1, {});
        QCOMPARE(stream.bytesInHand(), 0);
    }

    void oneItemMayBeLargerThanThat()
    {
        Stream stream;
        QVERIFY(isFresh(stream.receive(tagged(sound(2 * kWindow), {.seq = 1, .ack = 0}))));
        QCOMPARE(stream.receive(numberedSound(2)).error(), Stream::Violation::BeyondWindow);
        stream.committed(1, {});
        QVERIFY(isFresh(stream.receive(numberedSound(2))));
    }

    void anAckOfAudioIsTheValueNearestToTheLastOne()
    {
        Stream stream = streamThatSent(3);
        QVERIFY(stream.acknowledge(2));
        QVERIFY(isFresh(stream.receive(numberedSound(1, 1)))); // an old one
        QCOMPARE(stream.acknowledged(), 2U);
        QCOMPARE(stream.receive(numberedSound(2, 0xffffffff)).error(),
                 Stream::Violation::AckFromTheFuture);
    }

    void anItemThatGoesOutCarriesTheAck()
    {
        Stream stream = streamThatGot(3);
        stream.logged(stream.append(text("a")));
        QCOMPARE(tag(stream.next()), (ItemTag{.seq = 1, .ack = 3}));
        QCOMPARE(stream.ackDue(), std::nullopt);
    }

    void owesNothingWhileThereIsNobodyToTell()
    {
        Stream stream = streamThatGot(20);
        stream.detach();
        QCOMPARE(stream.ackDue(), std::nullopt);
        stream.attach(0, kPlenty);
        QVERIFY(stream.ackDue()); // the resume may have told less than is committed now
        stream.takeAck();
        QCOMPARE(stream.ackDue(), std::nullopt);
    }

    void owesWhatWasCommittedAfterTheHandshakeToldIt()
    {
        Stream stream = streamThatGot(1);
        QVERIFY(isFresh(stream.receive(numbered(2))));
        stream.detach();
        QCOMPARE(stream.takeAck(), 1U); // goes into the resume
        stream.committed(2, {});
        stream.attach(0, kPlenty);
        QVERIFY(stream.ackDue());
        QCOMPARE(stream.takeAck(), 2U);
    }

    void tellsHowFarItHasCome()
    {
        Stream stream = streamThatSent(3);
        stream.append(text("given"));
        stream.logged(stream.append(text("durable")));
        stream.append(text("given"));
        QVERIFY(stream.acknowledge(1));
        stream.detach();
        stream.attach(2, kPlenty);
        QVERIFY(isFresh(stream.receive(numbered(1))));
        QVERIFY(isFresh(stream.receive(numbered(2))));
        stream.committed(1, {});
        QCOMPARE(stream.progress(),
                 (Stream::Progress{.acknowledged = 2,
                                   .sent = 2,
                                   .everSent = 3,
                                   .durable = 5,
                                   .given = 6,
                                   .arrived = 2,
                                   .committed = 1}));
    }
};

HOLDLINE_TEST(TestStreamAcks)

} // namespace holdline::tst_streamacks

#include "tst_streamacks.moc"
