// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/tcpprobe.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

namespace holdline::tst_tcpprobe {

using namespace client;
using namespace Qt::StringLiterals;

class TestTcpProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsThatSomebodyListensAndLeaves()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QSignalSpy accepted(&server, &QTcpServer::newConnection);
        TcpProbe probe;
        QSignalSpy reached(&probe, &TcpProbe::reached);
        probe.start(u"127.0.0.1"_s, server.serverPort());
        QVERIFY(reached.wait());
        QVERIFY(!accepted.isEmpty() || accepted.wait());
        const QTcpSocket *guest = server.nextPendingConnection();
        QTRY_COMPARE(guest->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(guest->bytesAvailable(), 0);
        QCOMPARE(reached.count(), 1);

        probe.start(u"127.0.0.1"_s, server.serverPort());
        QVERIFY2(reached.wait(), "it can ask again");
    }

    void tellsNothingOfARefusal()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        TcpProbe probe;
        QSignalSpy reached(&probe, &TcpProbe::reached);
        probe.start(u"127.0.0.1"_s, port);
        QVERIFY(!reached.wait(200));
    }

    void oneThatIsStoppedOrReplacedTellsNothing()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        TcpProbe probe;
        QSignalSpy reached(&probe, &TcpProbe::reached);
        probe.start(u"127.0.0.1"_s, server.serverPort());
        probe.start(u"127.0.0.1"_s, server.serverPort());
        QVERIFY(reached.wait());
        probe.start(u"127.0.0.1"_s, server.serverPort());
        probe.stop();
        QVERIFY(!reached.wait(200));
        QCOMPARE(reached.count(), 1);
    }
};

HOLDLINE_TEST(TestTcpProbe)

} // namespace holdline::tst_tcpprobe

#include "tst_tcpprobe.moc"
