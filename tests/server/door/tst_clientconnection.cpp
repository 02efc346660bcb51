// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "server/door/clientconnection.h"
#include "server/door/frontdoor.h"
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QNetworkRequest>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>

namespace holdline::tst_clientconnection {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A WebSocket client and the connection that the server has with it.
struct Pair
{
    explicit Pair(ClientConnection::Limits limits = {})
    {
        QObject::connect(&door, &FrontDoor::webSocketOpened, &door, [=, this](WebSocket *socket) {
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

    /// The TCP socket of the client, to write frames that the client itself would not write.
    QTcpSocket *tcp() const { return client.findChild<QTcpSocket *>(); }

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
        // A masked text frame of two bytes. The mask is zero, so the bytes are not changed.
        socket->write(QByteArray::fromHex("818200000000") + "\xff\xfe");
        QTRY_COMPARE(closed.count(), 1);
        QTRY_COMPARE(pair.client.closeCode(), QWebSocketProtocol::CloseCodeWrongDatatype);
    }

    void framesThatBreakARuleEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("not masked") << QByteArray("\x81\x02{}", 4) << 1002;
        QTest::newRow("goes on with nothing") << QByteArray::fromHex("808000000000") << 1002;
    }

    void framesThatBreakARuleEndTheConnection()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy received(pair.connection.get(), &ClientConnection::received);
        pair.tcp()->write(bytes);
        QTRY_COMPARE(int(pair.client.closeCode()), code);
        QVERIFY(received.isEmpty());
    }

    void aCharacterMayBeSplitOverFragments()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy received(pair.connection.get(), &ClientConnection::received);
        pair.tcp()->write(QByteArray::fromHex("018100000000c3808100000000bc"));
        QTRY_COMPARE(received.count(), 1);
        QCOMPARE(received[0].first().value<protocol::WireMessage>().bytes, QByteArray("\u00fc"));
    }

    void whatNeverEndsIsSentAway_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("again");
        const QByteArray empty = QByteArray::fromHex("008000000000");
        const QByteArray begun = QByteArray::fromHex("028000000000");
        QTest::newRow("empty frames that go on with a message") << begun << empty.repeated(100);
        QTest::newRow("pings") << QByteArray() << QByteArray::fromHex("898000000000").repeated(100);
        QTest::newRow("pongs") << QByteArray() << QByteArray::fromHex("8a8000000000").repeated(100);
    }

    void whatNeverEndsIsSentAway()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, again);
        Pair pair;
        QVERIFY(pair.open());
        QPointer tcp = pair.tcp();
        const auto flood = [&] {
            if (tcp && pair.client.isValid())
                tcp->write(again);
        };
        tcp->write(first);
        QTimer floods;
        connect(&floods, &QTimer::timeout, this, flood);
        floods.start(0);
        QTRY_COMPARE(int(pair.client.closeCode()), 4429);
    }

    /// Qt's own WebSocket answers each ping at once, whether the peer reads or not.
    void pongsDoNotPileUpForAPeerThatDoesNotRead()
    {
        Pair pair;
        QVERIFY(pair.open());
        QTcpSocket *tcp = pair.tcp();
        tcp->setReadBufferSize(1024);
        tcp->disconnect(&pair.client);
        pair.connection->send({true, QByteArray(3'000'000, 'x')}); // fills the kernel's buffer
        const qint64 before = pair.connection->backlog();
        QVERIFY(before > 0);
        const QByteArray ping = QByteArray::fromHex("89fd00000000") + QByteArray(125, 'p');
        const QSignalSpy seen(pair.connection.get(), &ClientConnection::received);
        tcp->write(ping.repeated(5'000) + QByteArray::fromHex("828000000000"));
        QTRY_COMPARE(seen.count(), 1);
        QVERIFY(pair.connection->backlog() <= before);
    }

    void aMessageThatIsNotFinishedInTimeIsNotAwaited_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("half a header") << QByteArray::fromHex("82fe");
        QTest::newRow("half a payload") << QByteArray::fromHex("82850000000000");
        QTest::newRow("a first fragment") << QByteArray::fromHex("028000000000");
        QTest::newRow("a first fragment, and signs of life")
            << QByteArray::fromHex("0280000000008a8000000000");
    }

    void aMessageThatIsNotFinishedInTimeIsNotAwaited()
    {
        QFETCH(QByteArray, begin);
        Pair pair({.messagePatience = 50ms});
        QVERIFY(pair.open());
        pair.tcp()->write(begin);
        QTRY_COMPARE(int(pair.client.closeCode()), 4408);
    }

    void messagesOneAfterAnotherTakeTheirTime()
    {
        // In all, the messages take longer than the patience with one of them.
        constexpr Duration kPatience = 1s;
        constexpr int kPace = 80; // ms
        Pair pair({.messagePatience = kPatience});
        QVERIFY(pair.open());
        const QSignalSpy received(pair.connection.get(), &ClientConnection::received);
        // Each read ends within a message, but the same message never stays unfinished for long.
        QByteArray rest = QByteArray::fromHex("82830000000061626382830000").repeated(1);
        pair.tcp()->write(rest);
        for (int i = 1; i <= 20; ++i) {
            QTRY_COMPARE(received.count(), i);
            QTest::qWait(kPace);
            pair.tcp()->write(QByteArray::fromHex("000061626382830000"));
        }
        QVERIFY(pair.client.isValid());
    }

    void whatIsNotFinishedIsHeld()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy changed(pair.connection.get(), &ClientConnection::unfinishedChanged);
        pair.tcp()->write(QByteArray::fromHex("02ff000000000004000000000000")
                          + QByteArray(0x40000, 'x'));
        QTRY_VERIFY(pair.connection->heldBytes() >= 0x40000);
        QVERIFY(changed.count() >= 3);
        pair.tcp()->write(QByteArray::fromHex("808000000000"));
        QTRY_VERIFY(pair.connection->heldBytes() < 1000);
    }

    void whatAMessageCostsIsCharged()
    {
        Pair pair;
        QVERIFY(pair.open());
        connect(pair.connection.get(), &ClientConnection::received, this,
                [&] { pair.connection->charge(MessageRate::kBurst / 4); });
        for (int i = 0; i < 6; ++i)
            pair.client.sendTextMessage(u"{}"_s);
        QTRY_COMPARE(int(pair.client.closeCode()), 4429);
    }

    void whoComesBackFromTheSameAddressHasNoFreshCredit()
    {
        FrontDoor door(AccessPolicy({}, {}), {});
        door.setProxies(TrustedProxies({QHostAddress(QHostAddress::LocalHost)}));
        QVERIFY(door.listen(QHostAddress::LocalHost, 0));
        std::vector<std::unique_ptr<ClientConnection>> connections;
        QList<QByteArray> heard;
        connect(&door, &FrontDoor::webSocketOpened, this, [&](WebSocket *socket) {
            ClientConnection &connection =
                *connections.emplace_back(std::make_unique<ClientConnection>(socket));
            connect(&connection, &ClientConnection::received, this,
                    [&](const protocol::WireMessage &message) {
                        heard += message.bytes;
                        if (message.bytes == "expensive")
                            connection.charge(1h);
                    });
        });
        const auto come = [&](QWebSocket &client, const QByteArray &address) {
            QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(door.port())));
            request.setRawHeader("X-Forwarded-For", address);
            const std::size_t before = connections.size();
            client.open(request);
            return QTest::qWaitFor([&] {
                return connections.size() > before
                    && client.state() == QAbstractSocket::ConnectedState;
            });
        };
        QWebSocket flooder;
        QVERIFY(come(flooder, "203.0.113.7"));
        flooder.sendTextMessage(u"expensive"_s);
        QTRY_COMPARE(int(flooder.closeCode()), 4429);
        QWebSocket again;
        QVERIFY(come(again, "203.0.113.7"));
        again.sendTextMessage(u"again"_s);
        again.flush();
        QWebSocket neighbour;
        QVERIFY(come(neighbour, "203.0.113.8"));
        neighbour.sendTextMessage(u"undisturbed"_s);
        QTRY_VERIFY(heard.contains("undisturbed"));
        QVERIFY(!heard.contains("again"));
        // It is not sent away, and the server can still end the connection as it should.
        QVERIFY(again.isValid());
        connections[1]->close(protocol::CloseCode::Restart, {});
        QTRY_COMPARE(int(again.closeCode()), 4412);
    }

    /// Closing with unread bytes would reset the connection, and the peer would lose what it has
    /// not read.
    void aPeerThatKeepsSendingSeesWhyItIsClosed()
    {
        for (int round = 0; round < 20; ++round) {
            QByteArray heard; // the socket tells of its errors even while the pair is deleted
            bool isReset = false;
            Pair pair;
            QVERIFY(pair.open());
            pair.client.disconnect();
            QPointer tcp = pair.tcp();
            tcp->disconnect(&pair.client); // does not answer a close
            connect(tcp, &QTcpSocket::readyRead, this, [&] { heard += tcp->readAll(); });
            connect(tcp, &QTcpSocket::errorOccurred, this,
                    [&](auto) { isReset = !heard.contains("taken over"); });
            const QByteArray item = QByteArray::fromHex("82fe0c8000000000") + QByteArray(3200, 'x');
            for (int i = 0; i < 100; ++i)
                tcp->write(item);
            const QSignalSpy received(pair.connection.get(), &ClientConnection::received);
            QTRY_VERIFY(received.count() > 10);
            pair.connection->send({false, QByteArray(100'000, 'y')});
            pair.connection->close(protocol::CloseCode::Replaced, u"taken over"_s);
            for (int i = 0; i < 100; ++i)
                tcp->write(item);
            QTRY_VERIFY(heard.contains("taken over"));
            QVERIFY(!isReset);
        }
    }

    void theReasonOfACloseReachesTheClient()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy closed(pair.connection.get(), &ClientConnection::closed);
        pair.connection->close(protocol::CloseCode::Replaced, u"taken over"_s);
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
        pair.connection->close(protocol::CloseCode::Restart, {});
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

    /// Each message is many times as long as what is read in one turn.
    void longMessagesPassWhole_data()
    {
        QTest::addColumn<bool>("secure");
        QTest::newRow("as they are") << false;
        QTest::newRow("under TLS") << true;
    }

    void longMessagesPassWhole()
    {
        QFETCH(bool, secure);
        const testing::TestCertificate certificate;
        Pair pair;
        QVERIFY(secure ? pair.openSecurely(certificate) : pair.open());
        const QSignalSpy received(pair.connection.get(), &ClientConnection::received);
        constexpr int kMessages = 10;
        for (char i = 0; i < kMessages; ++i)
            pair.client.sendBinaryMessage(QByteArray(300'000, i));
        QTRY_COMPARE(received.count(), kMessages);
        for (char i = 0; i < kMessages; ++i)
            QCOMPARE(received[i].first().value<protocol::WireMessage>().bytes,
                     QByteArray(300'000, i));
        QVERIFY(pair.client.isValid());
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
        pair.connection->close(protocol::CloseCode::Restart, {});
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

HOLDLINE_TEST(TestClientConnection)

} // namespace holdline::tst_clientconnection

#include "tst_clientconnection.moc"
