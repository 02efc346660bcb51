// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/impairedline.h"

#include "client/link/sockettuning.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>

namespace holdline::tst_impairedline {

using namespace client;
using namespace testing;
using Mode = ImpairedLine::Mode;

namespace {

/// Sends back what it receives, unless it is told not to read.
class EchoServer : public QTcpServer
{
public:
    EchoServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            if (isDeaf)
                socket->setReadBufferSize(1);
            else
                connect(socket, &QTcpSocket::readyRead, this,
                        [socket] { socket->write(socket->readAll()); });
        });
    }

    bool isDeaf = false;
};

} // namespace

class TestImpairedLine : public QObject
{
    Q_OBJECT

    std::unique_ptr<EchoServer> m_server;
    std::unique_ptr<ImpairedLine> m_line;
    std::unique_ptr<QTcpSocket> m_client;
    QByteArray m_echoed;

    void dial(const QString &host, quint16 port, const QNetworkProxy &proxy)
    {
        m_echoed.clear();
        m_client = std::make_unique<QTcpSocket>();
        m_client->setProxy(proxy);
        connect(m_client.get(), &QTcpSocket::readyRead, this,
                [this] { m_echoed += m_client->readAll(); });
        m_client->connectToHost(host, port);
    }

    void dial() { dial(QStringLiteral("127.0.0.1"), m_server->serverPort(), m_line->proxy()); }

    bool isEchoing(const QByteArray &text)
    {
        m_client->write(text);
        return QTest::qWaitFor([&] { return m_echoed.endsWith(text); });
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<EchoServer>();
        m_line = std::make_unique<ImpairedLine>();
        QVERIFY(m_line->listen());
    }

    void cleanup()
    {
        m_client.reset();
        m_line.reset();
        m_server.reset();
    }

    void passesEverythingAndEndsWithItsEnds()
    {
        dial();
        QVERIFY(isEchoing("hello"));
        const QByteArray much(3'000'000, 'x');
        m_client->write(much);
        QTRY_COMPARE(m_echoed.size(), 5 + much.size());
        QCOMPARE(m_line->connections(), 1);
        m_client->disconnectFromHost();
        QTRY_COMPARE(m_line->connections(), 0);
    }

    void keepsTlsEndToEnd()
    {
        const TestCertificate certificate;
        QVERIFY(certificate.isValid());
        ServerProcess server(certificate.serverArguments());
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        QSslSocket client;
        client.setProxy(m_line->proxy());
        client.setSslConfiguration(certificate.trust());
        client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
        QTRY_VERIFY2(client.isEncrypted(), qPrintable(client.errorString()));
        QCOMPARE(client.peerCertificate(), certificate.certificate());
        QVERIFY(wireBelow(client).peerPort() == m_line->proxy().port());
    }

    void endsTheClientAfterTheLastByteOfTheServer()
    {
        dial();
        QVERIFY(isEchoing("hello"));
        auto *served = m_server->findChild<QTcpSocket *>();
        served->write("goodbye");
        served->disconnectFromHost();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_echoed, "hellogoodbye");
        QTRY_COMPARE(m_line->connections(), 0);
    }

    void tellsApartWhyNobodyAnswers()
    {
        const quint16 closedPort = m_server->serverPort();
        m_server->close();
        dial(QStringLiteral("127.0.0.1"), closedPort, m_line->proxy());
        QTRY_COMPARE(m_client->error(), QAbstractSocket::ConnectionRefusedError);
        dial(QStringLiteral("no-such-host.invalid"), closedPort, m_line->proxy());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->error(), QAbstractSocket::HostNotFoundError, 20'000);
        QTRY_COMPARE(m_line->connections(), 0);
    }

    void servesNobodyElse_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("without the key")
            << QByteArray("CONNECT 127.0.0.1:%1 HTTP/1.1\r\n\r\n") << QByteArray("HTTP/1.1 407 ");
        QTest::newRow("with a guessed key")
            << QByteArray("CONNECT 127.0.0.1:%1 HTTP/1.1\r\nProxy-Authorization: Bearer 0\r\n\r\n")
            << QByteArray("HTTP/1.1 407 ");
        QTest::newRow("an endless request")
            << QByteArray(100'000, 'x') << QByteArray("HTTP/1.1 431 ");
    }

    void servesNobodyElse()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, answer);
        dial(QStringLiteral("127.0.0.1"), m_line->proxy().port(), QNetworkProxy::NoProxy);
        m_client->write(request.replace("%1", QByteArray::number(m_server->serverPort())));
        QTRY_VERIFY(m_echoed.startsWith(answer));
        QTRY_COMPARE(m_line->connections(), 0);
    }

    void theNamesOfFieldsHaveNoCase()
    {
        const QByteArray key = m_line->proxy().rawHeader("Proxy-Authorization");
        dial(QStringLiteral("127.0.0.1"), m_line->proxy().port(), QNetworkProxy::NoProxy);
        m_client->write("CONNECT 127.0.0.1:" + QByteArray::number(m_server->serverPort())
                        + " HTTP/1.1\r\nproxy-authorization: " + key + "\r\n\r\n");
        QTRY_VERIFY(m_echoed.startsWith("HTTP/1.1 200 "));
    }

    void takesNoEndlessNumberOfConnections()
    {
        std::vector<std::unique_ptr<QTcpSocket>> many;
        for (int i = 0; i < 3 * ImpairedLine::kMostConnections; ++i) {
            auto &socket = many.emplace_back(std::make_unique<QTcpSocket>());
            socket->setProxy(QNetworkProxy::NoProxy);
            socket->connectToHost(QHostAddress::LocalHost, m_line->proxy().port());
        }
        const auto open = [&] {
            return std::count_if(many.begin(), many.end(), [](const auto &socket) {
                return socket->state() == QAbstractSocket::ConnectedState;
            });
        };
        QTRY_COMPARE(m_line->connections(), ImpairedLine::kMostConnections);
        QTRY_COMPARE(open(), ImpairedLine::kMostConnections);
    }

    void cutResetsAndRefusesUntilItPassesAgain()
    {
        dial();
        QVERIFY(isEchoing("hello"));
        m_line->setMode(Mode::Cut);
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_client->error(), QAbstractSocket::RemoteHostClosedError);
        QTRY_VERIFY(m_server->findChildren<QTcpSocket *>().isEmpty()
                    || m_server->findChild<QTcpSocket *>()->state()
                        == QAbstractSocket::UnconnectedState);

        dial();
        QTRY_COMPARE(m_client->error(), QAbstractSocket::ConnectionRefusedError);
        m_line->setMode(Mode::Pass);
        dial();
        QVERIFY(isEchoing("again"));
    }

    void blackholeSwallowsSilentlyAndGivesBack()
    {
        dial();
        QVERIFY(isEchoing("hello"));
        QSignalSpy arrived(m_client.get(), &QTcpSocket::readyRead);
        m_line->setMode(Mode::Blackhole);
        m_client->write(" again");
        QVERIFY(!arrived.wait(200));
        QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        m_line->setMode(Mode::Pass);
        QTRY_COMPARE(m_echoed, "hello again");
    }

    void blackholeLeavesNewConnectionsUnanswered()
    {
        m_line->setMode(Mode::Blackhole);
        dial();
        QSignalSpy connected(m_client.get(), &QTcpSocket::connected);
        QVERIFY(!connected.wait(200));
        QCOMPARE(m_client->error(), QAbstractSocket::UnknownSocketError);
        m_line->setMode(Mode::Pass);
        QTRY_COMPARE(connected.size(), 1);
        QVERIFY(isEchoing("hello"));
    }

    void slowsDownInBothDirections()
    {
        m_line->setSlowness({.up = {.bytesPerSecond = 40'000, .delay = Duration(50)},
                             .down = {.bytesPerSecond = 0, .delay = Duration(150)}});
        m_line->setMode(Mode::Slow);
        QElapsedTimer clock;
        clock.start();
        dial();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        QVERIFY(clock.elapsed() >= 200);
        clock.restart();
        m_client->write(QByteArray(20'000, 'x'));
        QTRY_COMPARE(m_echoed.size(), 20'000);
        QVERIFY(clock.elapsed() >= 500 + 50 + 150);
    }

    void holdsUpWhoSendsFasterThanTheLineTakes_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::newRow("to a server that does not read") << Mode::Pass;
        QTest::newRow("into a black hole") << Mode::Blackhole;
        QTest::newRow("on a slow line") << Mode::Slow;
    }

    void holdsUpWhoSendsFasterThanTheLineTakes()
    {
        QFETCH(Mode, mode);
        constexpr qint64 kMuch = 30'000'000;
        m_server->isDeaf = true;
        dial();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        m_line->setMode(mode);
        QTcpSocket &wire = wireBelow(*m_client);
        QVERIFY(&wire != m_client.get());
        QSignalSpy left(&wire, &QTcpSocket::bytesWritten);
        m_client->write(QByteArray(kMuch, 'x'));
        while (left.wait(300)) // on a slow line some bytes keep leaving
            if (mode == Mode::Slow && left.size() > 100)
                break;
        QVERIFY2(wire.bytesToWrite() > kMuch * 2 / 3,
                 qPrintable(QString::number(wire.bytesToWrite())));
    }
};

HOLDLINE_TEST(TestImpairedLine)

} // namespace holdline::tst_impairedline

#include "tst_impairedline.moc"
