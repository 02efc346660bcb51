// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "server/clientconnection.h"
#include "server/frontdoor.h"
#include "support/testcertificate.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace holdline;
using namespace holdline::server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A WebSocket client and the connection that the server has with it.
struct Pair
{
    explicit Pair(ClientConnection::Limits limits = {})
    {
        QObject::connect(&door, &FrontDoor::webSocketOpened, &door, [=, this](QWebSocket *socket) {
            connection = std::make_unique<ClientConnection>(socket, limits);
        });
        QObject::connect(&client, &QWebSocket::textMessageReceived, &client,
                         [this](const QString &text) {
                             heard += protocol::WireMessage{false, text.toUtf8()};
                         });
        QObject::connect(&client, &QWebSocket::binaryMessageReceived, &client,
                         [this](const QByteArray &bytes) {
                             heard += protocol::WireMessage{true, bytes};
                         });
    }

    bool open()
    {
        if (!door.listen(QHostAddress::LocalHost, 0))
            return false;
        client.open(QUrl(u"%1://127.0.0.1:%2/ws"_s.arg(m_scheme).arg(door.port())));
        return QTest::qWaitFor(
            [this] { return connection && client.state() == QAbstractSocket::ConnectedState; });
    }

    bool openSecurely(const testing::TestCertificate &certificate)
    {
        const auto identity =
            TlsIdentity::read(certificate.certificateFile(), certificate.keyFile());
        if (!identity)
            return false;
        door.setIdentity(identity.value());
        client.setSslConfiguration(certificate.trust());
        m_scheme = u"wss"_s;
        return open();
    }

    FrontDoor door{AccessPolicy({}, {}), {}};
    QWebSocket client;
    QList<protocol::WireMessage> heard;
    std::unique_ptr<ClientConnection> connection;

private:
    QString m_scheme = u"ws"_s;
};

} // namespace

class TestClientConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void messagesPassAsTheyAreInBothDirections()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy received(pair.connection.get(), &ClientConnection::received);
        const QList<protocol::WireMessage> messages{
            {false, "{{{ \u00fc"}, {true, QByteArray(7, '\0')}, {true, {}}, {false, {}}};
        for (const protocol::WireMessage &message : messages) {
            if (message.binary)
                pair.client.sendBinaryMessage(message.bytes);
            else
                pair.client.sendTextMessage(QString::fromUtf8(message.bytes));
            pair.connection->send(message);
        }
        QTRY_COMPARE(received.count(), messages.size());
        for (qsizetype i = 0; i < messages.size(); ++i)
            QVERIFY(received[i].first().value<protocol::WireMessage>() == messages[i]);
        QTRY_COMPARE(pair.heard, messages);
    }

    void aMessageThatIsTooLargeClosesWith1009_data()
    {
        QTest::addColumn<bool>("text");
        QTest::newRow("audio") << false;
        QTest::newRow("text") << true;
    }

    void aMessageThatIsTooLargeClosesWith1009()
    {
        QFETCH(bool, text);
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        constexpr auto kTooLarge = static_cast<qsizetype>(protocol::kMaxMessageBytes) + 1;
        if (text)
            pair.client.sendTextMessage(QString(kTooLarge, u'x'));
        else
            pair.client.sendBinaryMessage(QByteArray(kTooLarge, 'x'));
        QTRY_COMPARE(closed.count(), 1);
        QTRY_COMPARE(pair.client.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    }

    void garbageInsteadOfFramesEndsTheConnectionOnly()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        auto *socket = pair.client.findChild<QTcpSocket *>();
        QVERIFY(socket);
        socket->write(QByteArray(4096, '\xff'));
        QTRY_COMPARE(closed.count(), 1);
    }

    void invalidUtf8EndsTheConnectionOnly()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        auto *socket = pair.client.findChild<QTcpSocket *>();
        QVERIFY(socket);
        // A masked text frame of two bytes; with a mask of zeros they are what they are.
        socket->write(QByteArray::fromHex("818200000000") + "\xff\xfe");
        QTRY_COMPARE(closed.count(), 1);
        QTRY_COMPARE(pair.client.closeCode(), QWebSocketProtocol::CloseCodeWrongDatatype);
    }

    void theReasonOfACloseReachesTheClient()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        pair.connection->close(CloseCode::Replaced, u"taken over"_s);
        pair.connection->send({.bytes = "{}"});
        QTRY_COMPARE(closed.count(), 1);
        QTRY_COMPARE(static_cast<int>(pair.client.closeCode()), 4409);
        QCOMPARE(pair.client.closeReason(), u"taken over"_s);
        QVERIFY(pair.heard.isEmpty());
    }

    void aPeerThatDoesNotAnswerTheCloseIsCutOff()
    {
        Pair pair({.closeGrace = 100ms});
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        auto *socket = pair.client.findChild<QTcpSocket *>();
        QVERIFY(socket);
        socket->disconnect(&pair.client);
        socket->disconnect();
        pair.connection->close(CloseCode::Restart, {});
        QTRY_COMPARE(closed.count(), 1);
    }

    void aPeerThatDoesNotReadIsCutOff()
    {
        Pair pair({.backlog = 1024 * 1024});
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        auto *socket = pair.client.findChild<QTcpSocket *>();
        QVERIFY(socket);
        socket->setReadBufferSize(1024);
        socket->disconnect();
        const protocol::WireMessage chunk{true, QByteArray(96'000, 'x')};
        for (int i = 0; i < 200; ++i)
            pair.connection->send(chunk);
        QTRY_COMPARE(closed.count(), 1);
    }

    void whatWaitsIsSeenThroughTls()
    {
        const testing::TestCertificate certificate;
        Pair pair({.backlog = 4 * 1024 * 1024});
        QVERIFY(pair.openSecurely(certificate));
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        QSignalSpy shrank(pair.connection.get(), &ClientConnection::backlogShrank);
        auto *socket = pair.client.findChild<QTcpSocket *>();
        QVERIFY(socket);
        socket->setReadBufferSize(1024);
        const protocol::WireMessage chunk{true, QByteArray(96'000, 'x')};
        for (int i = 0; i < 20; ++i)
            pair.connection->send(chunk);
        QVERIFY(pair.connection->backlog() > 1'000'000);
        shrank.clear();
        socket->setReadBufferSize(0);
        QTRY_COMPARE(pair.connection->backlog(), 0);
        QVERIFY(!shrank.isEmpty());
        socket->setReadBufferSize(1024);
        socket->disconnect();
        for (int i = 0; i < 100; ++i)
            pair.connection->send(chunk);
        QTRY_COMPARE(closed.count(), 1);
    }

    void aPeerThatAnswersPingsStays()
    {
        Pair pair({.pingInterval = 20ms});
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        const QSignalSpy seen(pair.connection.get(), &ClientConnection::peerSeen);
        QTRY_VERIFY(seen.count() > 5);
        QCOMPARE(closed.count(), 0);
    }

    void aPeerThatIsSilentForTwoIntervalsIsCutOff()
    {
        Pair pair({.pingInterval = 50ms});
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        auto *socket = pair.client.findChild<QTcpSocket *>();
        QVERIFY(socket);
        socket->disconnect();
        QTRY_COMPARE(closed.count(), 1);
    }

    void aVanishedPeerIsReportedOnce()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        pair.client.abort();
        QTRY_COMPARE(closed.count(), 1);
        pair.connection->send({.bytes = "{}"});
        pair.connection->close(CloseCode::Restart, {});
        pair.connection.reset();
    }

    void mayBeDestroyedAtAnyTime()
    {
        Pair pair;
        QVERIFY(pair.open());
        connect(pair.connection.get(), &ClientConnection::received, this,
                [&] { pair.connection.reset(); });
        pair.client.sendBinaryMessage("audio");
        pair.client.sendBinaryMessage("audio");
        QTRY_COMPARE(pair.client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(pair.door.findChildren<QTcpSocket *>().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestClientConnection)
#include "tst_clientconnection.moc"
