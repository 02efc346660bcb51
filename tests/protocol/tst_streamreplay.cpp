// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/streamitems.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_streamreplay {

using namespace testing;
using namespace std::chrono_literals;

class TestStreamReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // libstrophe #222: the handled count was off by one.
    void replaysFromTheItemAfterThePeersLast_data()
    {
        QTest::addColumn<quint64>("peerReceived");
        QTest::addColumn<QList<quint64>>("replayed");
        QTest::newRow("nothing arrived") << quint64(0) << QList<quint64>{1, 2, 3};
        QTest::newRow("one") << quint64(1) << QList<quint64>{2, 3};
        QTest::newRow("two") << quint64(2) << QList<quint64>{3};
        QTest::newRow("all, only the ack was lost") << quint64(3) << QList<quint64>{};
    }

    void replaysFromTheItemAfterThePeersLast()
    {
        QFETCH(quint64, peerReceived);
        QFETCH(QList<quint64>, replayed);
        Stream stream = streamThatSent(3);
        stream.detach();
        QVERIFY(stream.covers(peerReceived));
        stream.attach(peerReceived, kPlenty);
        QCOMPARE(stream.acknowledged(), peerReceived);
        QCOMPARE(sent(stream), replayed);
        QCOMPARE(stream.replayedItems(), static_cast<quint64>(replayed.size()));
    }

    // livekit android #921: the second replay sent buffers that the first one had drained.
    void replaysTheSameBytesAgainAndAgain()
    {
        Stream stream;
        stream.attach(0, kPlenty);
        stream.append(text("a"));
        stream.append(sound(320, '\x11'));
        stream.logged(2);
        (void)sent(stream);
        for (int cut = 0; cut < 3; ++cut) {
            stream.detach();
            stream.attach(0, kPlenty);
            QCOMPARE(stream.next(), tagged(text("a"), {.seq = 1, .ack = 0}));
            QCOMPARE(stream.next(),
                     tagged(sound(320, '\x11'), {.seq = 2, .ack = 0, .replayed = true}));
        }
        QCOMPARE(stream.replayedItems(), 6U);
    }

    void beginsAReplayAnewWhenItIsCut()
    {
        Stream stream = streamThatSent(5);
        for (int cut = 0; cut < 3; ++cut) {
            stream.detach();
            stream.attach(1, kPlenty);
            QCOMPARE(tag(stream.next()).seq, 2U);
            QCOMPARE(tag(stream.next()).seq, 3U);
        }
        stream.detach();
        stream.attach(2, kPlenty);
        QCOMPARE(sent(stream), (QList<quint64>{3, 4, 5}));
    }

    void beginsAnewWhenANewerLineTakesOver()
    {
        Stream stream = streamThatSent(3);
        stream.attach(1, kPlenty); // the older connection is dead, but that was not noticed
        QCOMPARE(sent(stream), (QList<quint64>{2, 3}));
    }

    void marksOnlyWhatMayHaveGoneOutBefore()
    {
        Stream stream;
        stream.attach(0, kPlenty);
        stream.logged(stream.append(sound(2)));
        QVERIFY(!tag(stream.next()).replayed);
        stream.detach();
        stream.logged(stream.append(sound(2)));
        stream.attach(0, kPlenty);
        QVERIFY(tag(stream.next()).replayed);
        QVERIFY(!tag(stream.next()).replayed);
        QCOMPARE(stream.replayedItems(), 1U);
    }

    void aCutBeforeTheFirstItemReplaysNothing()
    {
        Stream stream;
        stream.logged(stream.append(sound(2)));
        stream.attach(0, kPlenty);
        stream.detach();
        stream.attach(0, kPlenty);
        QVERIFY(!tag(stream.next()).replayed);
        QCOMPARE(stream.replayedItems(), 0U);
    }

    void anAckDuringAReplaySkipsWhatHasArrived()
    {
        Stream stream = streamThatSent(4);
        stream.detach();
        stream.attach(0, kPlenty);
        QCOMPARE(tag(stream.next()).seq, 1U);
        QVERIFY(stream.acknowledge(3)); // an acknowledgement from the first replay
        QCOMPARE(sent(stream), (QList<quint64>{4}));
    }

    // stanza.io #494: a resume set the counters back to 0.
    void resumingKeepsTheNumbers()
    {
        Stream stream = streamThatSent(2);
        QVERIFY(isFresh(stream.receive(numbered(1, 2))));
        stream.committed(1, {});
        stream.detach();
        stream.attach(2, kPlenty);
        QCOMPARE(stream.received(), 1U);
        QCOMPARE(stream.append(text("c")), 3U);
        QVERIFY(isFresh(stream.receive(numbered(2, 2))));
    }

    // Socket.IO cannot recover a connection on which nothing has arrived.
    void servesWhomTheLogCovers_data()
    {
        QTest::addColumn<quint64>("peerReceived");
        QTest::addColumn<bool>("covered");
        QTest::newRow("forgotten: it had acknowledged more") << quint64(1) << false;
        QTest::newRow("exactly what it acknowledged") << quint64(2) << true;
        QTest::newRow("more than it acknowledged") << quint64(3) << true;
        QTest::newRow("all that was sent") << quint64(4) << true;
        // EternalTerminal says "client is too far behind server" for ever; here this is a regular
        // answer.
        QTest::newRow("more than was sent: from another time") << quint64(5) << false;
        QTest::newRow("nonsense") << ~quint64(0) << false;
    }

    void servesWhomTheLogCovers()
    {
        QFETCH(quint64, peerReceived);
        QFETCH(bool, covered);
        Stream stream = streamThatSent(4);
        stream.append(text("never sent"));
        QVERIFY(stream.acknowledge(2));
        QCOMPARE(stream.covers(peerReceived), covered);
        QVERIFY(Stream().covers(0));
        QVERIFY(!Stream().covers(1));
    }

    // QXmpp gives new numbers to all unacknowledged items in a new session, so items that were
    // handled come twice.
    void numbersAnewOnlyWhatThePeerHasNot_data()
    {
        QTest::addColumn<quint64>("peerReceived");
        QTest::addColumn<qsizetype>("rest");
        QTest::newRow("it got all that was sent") << quint64(3) << qsizetype(1);
        QTest::newRow("it got one more than it acknowledged") << quint64(2) << qsizetype(2);
        QTest::newRow("what it acknowledged") << quint64(1) << qsizetype(3);
        QTest::newRow("it has lost what it acknowledged") << quint64(0) << qsizetype(3);
        QTest::newRow("it knows more than is there") << quint64(99) << qsizetype(0);
    }

    void numbersAnewOnlyWhatThePeerHasNot()
    {
        QFETCH(quint64, peerReceived);
        QFETCH(qsizetype, rest);
        Stream stream = streamThatSent(3);
        QVERIFY(stream.acknowledge(1));
        stream.append(text("4"));
        const auto items = stream.beyond(peerReceived);
        QCOMPARE(static_cast<qsizetype>(items.size()), rest);
        if (rest > 0)
            QCOMPARE(items.back(), text("4"));
        if (rest == 3)
            QCOMPARE(items.front(), text("2"));
    }

    void goesOnWhereTheStoreLeftIt()
    {
        Stream stream(
            Stream::Restored{.received = 7, .firstLogged = 4, .log = {text("four"), sound(2)}});
        QCOMPARE(stream.received(), 7U);
        QCOMPARE(stream.acknowledged(), 3U);
        QCOMPARE(stream.lastNumber(), 5U);
        QVERIFY(!stream.isAttached());
        QVERIFY(stream.covers(3) && stream.covers(5)); // any of these may have been sent
        QVERIFY(!stream.covers(2) && !stream.covers(6));
        stream.attach(3, kPlenty);
        QCOMPARE(stream.next(), tagged(text("four"), {.seq = 4, .ack = 7}));
        QVERIFY(tag(stream.next()).replayed);
        QCOMPARE(stream.append(text("six")), 6U);
        QVERIFY(isDuplicate(stream.receive(numbered(7))));
        QVERIFY(isFresh(stream.receive(numbered(8))));
    }

    void neverReusesANumberAfterAnEmptyLog()
    {
        Stream stream(Stream::Restored{.received = 0, .firstLogged = 4, .log = {}});
        QCOMPARE(stream.lastNumber(), 3U);
        QVERIFY(stream.covers(3) && !stream.covers(2));
        QCOMPARE(stream.append(text("four")), 4U);
    }
};

HOLDLINE_TEST(TestStreamReplay)

} // namespace holdline::tst_streamreplay

#include "tst_streamreplay.moc"
