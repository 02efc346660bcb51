// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "tools/chaos/chaosproxy.h"
#include "tools/chaos/ledger.h"
#include "tools/chaos/ramp.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_instruments {

using namespace chaos;

namespace {

Fault resetAt(Direction direction, qint64 bytes)
{
    return {.kind = Fault::Kind::Reset,
            .trigger = Fault::Trigger{direction, bytes},
            .wait = Duration(0),
            .lasts = Duration(0),
            .bytesPerSecond = 0};
}

/// A client and a server with a ChaosProxy between them.
struct Wire
{
    ChaosProxy proxy;
    QTcpServer server;
    QTcpSocket client;
    std::unique_ptr<QTcpSocket> peer;
    QByteArray heard;

    bool connect()
    {
        if (!server.listen(QHostAddress::LocalHost) || !proxy.listen())
            return false;
        proxy.setTarget(server.serverPort());
        client.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(proxy.url().port()));
        const bool good = QTest::qWaitFor([this] { return server.hasPendingConnections(); });
        peer.reset(server.nextPendingConnection());
        QObject::connect(peer.get(), &QTcpSocket::readyRead, peer.get(),
                         [this] { heard += peer->readAll(); });
        return good && QTest::qWaitFor([this] {
                   return client.state() == QAbstractSocket::ConnectedState;
               });
    }
};

} // namespace

/// Tests the classes that count losses, because a wrong count would hide a loss.
class TestInstruments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeRampHasNothingMissing()
    {
        SignalCheck check(rampFrom(0));
        check.take(0, ramp(0, 70000));
        check.take(70000, ramp(70000, 10));
        QCOMPARE(check.missing(70010), quint64(0));
        QCOMPARE(check.repeated() + check.reordered() + check.wrong(), quint64(0));
    }

    void missingSamplesAreCountedInTheMiddleAndAtTheEnd()
    {
        SignalCheck check(rampFrom(0));
        check.take(0, ramp(0, 10));
        check.take(15, ramp(15, 5));
        QCOMPARE(check.missing(23), quint64(8));
    }

    void repeatedSamplesAreNotTakenForLateOnes()
    {
        SignalCheck check(rampFrom(0));
        check.take(0, ramp(0, 10));
        check.take(20, ramp(20, 10));
        check.take(5, ramp(5, 10)); // five again, five late
        QCOMPARE(check.repeated(), quint64(5));
        QCOMPARE(check.reordered(), quint64(5));
        QCOMPARE(check.missing(30), quint64(5));
    }

    void samplesOfAnotherPlaceAreWrong()
    {
        SignalCheck check(rampFrom(100));
        check.take(0, ramp(100, 10));
        check.take(10, ramp(111, 10));
        QCOMPARE(check.wrong(), quint64(10));
    }

    void aLedgerTellsMissingRepeatedAndLateMessagesApart()
    {
        Ledger ledger;
        for (const char *message : {"a", "b", "c", "d"})
            ledger.noteSent(message);
        for (const char *message : {"a", "c", "a", "b"})
            ledger.noteArrived(message);
        QCOMPARE(ledger.repeated(), 1);
        QCOMPARE(ledger.reordered(), 1);
        QCOMPARE(ledger.missing(), 1);
        QCOMPARE(ledger.firstMissing(), QByteArray("d"));
    }

    void theSameSeedGivesTheSameFaults()
    {
        Schedule one(5);
        Schedule same(5);
        Schedule other(6);
        bool differs = false;
        for (int i = 0; i < 20; ++i) {
            const Fault fault = one.next();
            QCOMPARE(same.next().wait, fault.wait);
            differs = differs || other.next().wait != fault.wait;
        }
        QVERIFY(differs);
    }

    void aTriggerLetsThatManyBytesThroughAndNoMore()
    {
        Wire wire;
        QVERIFY(wire.connect());
        wire.proxy.arm(resetAt(Direction::ToServer, 1000));
        QSignalSpy struck(&wire.proxy, &ChaosProxy::struck);
        wire.client.write(QByteArray(4000, 'x'));
        QTRY_COMPARE(wire.client.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(wire.peer->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(struck.size(), 1);
        QVERIFY2(wire.heard.size() <= 1000, qPrintable(QString::number(wire.heard.size())));
    }

    void aHalfOpenServerHearsNothingOfTheEnd()
    {
        Wire wire;
        QVERIFY(wire.connect());
        Fault fault = resetAt(Direction::ToServer, 0);
        fault.trigger.reset();
        fault.kind = Fault::Kind::HalfOpenServer;
        wire.proxy.arm(fault);
        QSignalSpy over(&wire.proxy, &ChaosProxy::over);
        wire.proxy.strike();
        QTRY_COMPARE(wire.client.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(over.size(), 1);
        QCOMPARE(wire.peer->state(), QAbstractSocket::ConnectedState);
    }
};

HOLDLINE_TEST(TestInstruments)

} // namespace holdline::tst_instruments

#include "tst_instruments.moc"
