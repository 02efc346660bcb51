// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

namespace holdline::tst_cuttingproxy {

using namespace testing;
using Direction = CuttingProxy::Direction;

namespace {

/// Sends back what it gets.
class EchoServer : public QTcpServer
{
public:
    EchoServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this,
                    [socket] { socket->write(socket->readAll()); });
        });
    }
};

} // namespace

class TestCuttingProxy : public QObject
{
    Q_OBJECT

    std::unique_ptr<EchoServer> m_server;
    std::unique_ptr<CuttingProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QByteArray m_echoed;

    void dial()
    {
        m_echoed.clear();
        m_client = std::make_unique<QTcpSocket>();
        connect(m_client.get(), &QTcpSocket::readyRead, this,
                [this] { m_echoed += m_client->readAll(); });
        m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<EchoServer>();
        m_proxy = std::make_unique<CuttingProxy>();
        m_proxy->setTarget(m_server->serverPort());
        QVERIFY(m_proxy->listen());
    }

    void cleanup()
    {
        m_client.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void passesEverythingAndTellsIt()
    {
        QSignalSpy forwarded(m_proxy.get(), &CuttingProxy::forwarded);
        dial();
        m_client->write("hello");
        QTRY_COMPARE(m_echoed, "hello");
        QCOMPARE(m_proxy->openConnections(), 1);
        QCOMPARE(forwarded.size(), 2);
        QCOMPARE(forwarded[0][1].value<Direction>(), Direction::ToServer);
        QCOMPARE(forwarded[1][2].toByteArray(), "hello");

        m_client->disconnectFromHost();
        QTRY_COMPARE(m_proxy->openConnections(), 0);
    }

    void cutResetsButWelcomesNewConnections()
    {
        dial();
        m_client->write("hello");
        QTRY_COMPARE(m_echoed, "hello");
        m_proxy->cut();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_client->error(), QAbstractSocket::RemoteHostClosedError);

        dial();
        m_client->write("again");
        QTRY_COMPARE(m_echoed, "again");
        QCOMPARE(m_proxy->connectionsSoFar(), 2);
    }

    void canBeCutWhileItForwards()
    {
        connect(m_proxy.get(), &CuttingProxy::forwarded, m_proxy.get(), &CuttingProxy::cut);
        dial();
        m_client->write("hello");
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(m_echoed.isEmpty());
        QCOMPARE(m_proxy->openConnections(), 0);
    }

    void refusesUntilItPassesAgain()
    {
        m_proxy->refuse();
        dial();
        QTRY_COMPARE(m_client->error(), QAbstractSocket::ConnectionRefusedError);

        m_proxy->pass();
        dial();
        m_client->write("hello");
        QTRY_COMPARE(m_echoed, "hello");
    }

    void blackholeSwallowsSilentlyAndPassHandsItOut()
    {
        dial();
        m_client->write("hello");
        QTRY_COMPARE(m_echoed, "hello");

        QSignalSpy forwarded(m_proxy.get(), &CuttingProxy::forwarded);
        QSignalSpy arrived(m_client.get(), &QTcpSocket::readyRead);
        m_proxy->blackhole();
        m_client->write(" again");
        QVERIFY(!arrived.wait(200));
        QVERIFY(forwarded.isEmpty());
        QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);

        m_proxy->pass();
        QTRY_COMPARE(m_echoed, "hello again");
    }

    void blackholeHidesThatTheServerHasGone()
    {
        dial();
        QTRY_COMPARE(m_proxy->openConnections(), 1);
        m_proxy->blackhole();
        QSignalSpy closed(m_client.get(), &QTcpSocket::disconnected);
        m_server.reset();
        QVERIFY(!closed.wait(200));
        m_proxy->pass();
        QTRY_COMPARE(closed.size(), 1);
    }

    void dialsAsSlowlyAsItIsTold()
    {
        m_proxy->setDialDelay(Duration(300));
        QElapsedTimer sinceDial;
        sinceDial.start();
        dial();
        m_client->write("hello");
        QTRY_COMPARE(m_echoed, "hello");
        QVERIFY(sinceDial.elapsed() >= 300);
    }

    void closesTheClientWhenNobodyIsBehindIt()
    {
        m_server.reset();
        dial();
        QSignalSpy closed(m_client.get(), &QTcpSocket::disconnected);
        QTRY_COMPARE(closed.size(), 1);
        QTRY_COMPARE(m_proxy->openConnections(), 0);
    }
};

HOLDLINE_TEST(TestCuttingProxy)

} // namespace holdline::tst_cuttingproxy

#include "tst_cuttingproxy.moc"
