// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "server/door/frontdoor.h"
#include "support/childprocess.h"
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSslCipher>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace holdline::tst_frontdoor {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kToken = "a-token-of-clients";
const QByteArray kAdminToken = "a-token-of-operators";
const QByteArray kUpgrade = "Host: %HOST%\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

TlsIdentity identityOf(const testing::TestCertificate &certificate)
{
    return TlsIdentity::read(certificate.certificateFile(), certificate.keyFile()).value();
}

QByteArray without(const QByteArray &line)
{
    return QByteArray(kUpgrade).replace(line, {});
}

/// A TCP connection that sends what it is told and stores what it receives.
class RawClient
{
public:
    explicit RawClient(quint16 port) : m_host("127.0.0.1:" + QByteArray::number(port))
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
                         [this] { m_heard += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
    }

    void say(QByteArray bytes) { m_socket.write(bytes.replace("%HOST%", m_host)); }
    QByteArray statusLine() const { return m_heard.left(m_heard.indexOf("\r\n")); }
    QByteArray heard() const { return m_heard; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QByteArray m_host;
    QByteArray m_heard;
    QTcpSocket m_socket;
};

} // namespace

class TestFrontDoor : public QObject
{
    Q_OBJECT

private:
    static std::unique_ptr<FrontDoor> openDoor(const QByteArray &token = {})
    {
        auto door = std::make_unique<FrontDoor>(AccessPolicy({}, token),
                                                [] { return QByteArray(R"({"status":"ok"})"); });
        connect(door.get(), &FrontDoor::webSocketOpened, door.get(),
                [door = door.get()](WebSocket *socket) { socket->setParent(door); });
        return door->listen(QHostAddress::LocalHost, 0) ? std::move(door) : nullptr;
    }

private Q_SLOTS:
    void answersEachRequest_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QByteArray>("withToken");
        const auto row = [](const char *name, const QByteArray &request, const char *open,
                            const char *withToken) {
            QTest::newRow(name) << request + "\r\n" << QByteArray(open) << QByteArray(withToken);
        };
        row("what is this", "GET / HTTP/1.1\r\nHost: %HOST%\r\n", "200", "401");
        row("health", "GET /health HTTP/1.1\r\nHost: %HOST%\r\n", "200", "200");
        row("nothing there", "GET /secret HTTP/1.1\r\nHost: %HOST%\r\n", "404", "401");
        row("wrong method", "POST /health HTTP/1.1\r\nHost: %HOST%\r\nContent-Length: 0\r\n", "404",
            "401");
        row("no upgrade", "GET /ws HTTP/1.1\r\nHost: %HOST%\r\n", "426", "401");
        row("upgrade", "GET /ws HTTP/1.1\r\n" + kUpgrade, "101", "401");
        row("upgrade back to a session", "GET /ws?session_id=1 HTTP/1.1\r\n" + kUpgrade, "101",
            "401");
        row("upgrade with the token",
            "GET /ws HTTP/1.1\r\nAuthorization: Bearer " + kToken + "\r\n" + kUpgrade, "101",
            "101");
        row("upgrade with a wrong token",
            "GET /ws HTTP/1.1\r\nAuthorization: Bearer guess\r\n" + kUpgrade, "101", "401");
        row("page with a wrong token",
            "GET / HTTP/1.1\r\nHost: %HOST%\r\nauthorization: Bearer guess\r\n", "200", "401");
        row("health with a wrong token",
            "GET /health HTTP/1.1\r\nHost: %HOST%\r\nauthorization: Bearer guess\r\n", "200",
            "200");
        row("a body in chunks", "POST / HTTP/1.1\r\nHost: %HOST%\r\nTransfer-Encoding: chunked\r\n",
            "411", "411");
        row("page with the token",
            "GET / HTTP/1.1\r\nHost: %HOST%\r\nauthorization: Bearer " + kToken + "\r\n", "200",
            "200");
        row("upgrade elsewhere", "GET /elsewhere HTTP/1.1\r\n" + kUpgrade, "404", "404");
        row("own origin", "GET /ws HTTP/1.1\r\nOrigin: http://%HOST%\r\n" + kUpgrade, "101", "401");
        row("foreign origin", "GET /ws HTTP/1.1\r\nOrigin: https://evil.example\r\n" + kUpgrade,
            "403", "403");
        row("foreign page asks for health",
            "GET /health HTTP/1.1\r\nOrigin: https://evil.example\r\nHost: %HOST%\r\n", "403",
            "403");
        row("no HTTP", "EHLO example.org\r\n", "400", "400");
        row("health, its head", "HEAD /health HTTP/1.1\r\nHost: %HOST%\r\n", "200", "200");
        row("nothing there, its head", "HEAD /secret HTTP/1.1\r\nHost: %HOST%\r\n", "404", "401");
        row("another method", "DELETE /health HTTP/1.1\r\nHost: %HOST%\r\n", "501", "501");
        row("no host", "GET /health HTTP/1.1\r\n", "400", "400");
        row("no host, before HTTP/1.1", "GET /health HTTP/1.0\r\n", "200", "200");
        row("a length with a sign", "POST / HTTP/1.1\r\nHost: %HOST%\r\nContent-Length: +2\r\n",
            "400", "400");
        row("a space before a colon",
            "POST / HTTP/1.1\r\nHost: %HOST%\r\nTransfer-Encoding : chunked\r\n", "400", "400");
        row("another WebSocket", "GET /ws HTTP/1.1\r\n" + without("Sec-WebSocket-Version: 13\r\n"),
            "426", "426");
        row("upgrade without a key",
            "GET /ws HTTP/1.1\r\n" + without("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
            "400", "400");
        row("upgrade by POST", "POST /ws HTTP/1.1\r\n" + kUpgrade, "400", "400");
        row("upgrade before HTTP/1.1", "GET /ws HTTP/1.0\r\n" + kUpgrade, "426", "401");
        row("upgrade to HTTP/2",
            "GET /health HTTP/1.1\r\nHost: %HOST%\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n",
            "200", "200");
        row("a name that leads here", "GET /health HTTP/1.1\r\nHost: evil.example\r\n", "421",
            "421");
        row("page of a name that leads here",
            "GET /ws HTTP/1.1\r\nOrigin: http://evil.example\r\n"
                + QByteArray(kUpgrade).replace("%HOST%", "evil.example"),
            "421", "421");
    }

    void answersEachRequest()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, open);
        QFETCH(QByteArray, withToken);
        const auto openServer = openDoor();
        RawClient client(openServer->port());
        client.say(request);
        QTRY_VERIFY(!client.statusLine().isEmpty());
        QCOMPARE(client.statusLine().split(' ').value(1), open);

        const auto barred = openDoor(kToken);
        RawClient stranger(barred->port());
        stranger.say(request);
        QTRY_VERIFY(!stranger.statusLine().isEmpty());
        QCOMPARE(stranger.statusLine().split(' ').value(1), withToken);
    }

    void healthIsJson()
    {
        const auto door = openDoor();
        RawClient client(door->port());
        client.say("GET /health HTTP/1.1\r\nHost: %HOST%\r\n\r\n");
        QTRY_VERIFY(client.heard().endsWith(R"({"status":"ok"})"));
        QVERIFY(client.heard().toLower().contains("content-type: application/json"));
    }

    void aHeadMayArriveByteByByte()
    {
        const auto door = openDoor();
        const QSignalSpy opened(door.get(), &FrontDoor::webSocketOpened);
        RawClient client(door->port());
        QTRY_VERIFY(client.isOpen());
        QByteArray request = "GET /ws HTTP/1.1\r\n" + kUpgrade + "\r\n";
        for (const char byte : request.replace("%HOST%", "localhost")) {
            client.say(QByteArray(1, byte));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(opened.count(), 1);
    }

    void aHeadIsAnsweredLikeAPageWithoutItsBody()
    {
        const auto door = openDoor();
        RawClient client(door->port());
        client.say("HEAD /health HTTP/1.1\r\nHost: %HOST%\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.heard().contains("\r\nContent-Length: 15\r\n"));
        QVERIFY(client.heard().endsWith("\r\n\r\n"));
    }

    void aPathMeansOneThing_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path :
             {"/%Vlogs", "/%6cogs", "//logs", "/./logs", "/x/../logs", "/logs#", "/%ws", "//x/ws"})
            QTest::newRow(path) << QByteArray(path);
    }

    /// Such a path is neither for clients nor for observers. Both ways were once open to strangers.
    void aPathMeansOneThing()
    {
        QFETCH(QByteArray, path);
        const auto door = openDoor(kToken);
        door->setOperators(AccessPolicy({}, kAdminToken));
        const QSignalSpy clients(door.get(), &FrontDoor::webSocketOpened);
        const QSignalSpy observers(door.get(), &FrontDoor::observerCame);
        RawClient stranger(door->port());
        stranger.say("GET " + path + " HTTP/1.1\r\n" + kUpgrade + "\r\n");
        QTRY_VERIFY(stranger.isClosed());
        QVERIFY(stranger.statusLine().contains(" 400 "));
        QVERIFY(clients.isEmpty() && observers.isEmpty());
    }

    void observersAreNoClients()
    {
        const auto door = openDoor(kToken);
        door->setOperators(AccessPolicy({}, kAdminToken));
        connect(door.get(), &FrontDoor::observerCame, door.get(),
                [&](WebSocket *socket) { socket->setParent(door.get()); });
        const QSignalSpy clients(door.get(), &FrontDoor::webSocketOpened);
        const QSignalSpy observers(door.get(), &FrontDoor::observerCame);
        RawClient observer(door->port());
        observer.say("GET /logs?/ws HTTP/1.1\r\n" + kUpgrade + "\r\n");
        QTRY_COMPARE(observers.count(), 1);
        RawClient client(door->port());
        client.say("GET /ws?/logs HTTP/1.1\r\nAuthorization: Bearer " + kToken + "\r\n" + kUpgrade
                   + "\r\n");
        QTRY_COMPARE(clients.count(), 1);
        QCOMPARE(observers.count(), 1);
    }

    /// Every spelling of a path that reaches the operators' pages is checked with their token.
    void noSpellingAvoidsTheBrake_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path :
             {"/admin/api/state", "//x/admin/api/state", "/admin//api/state", "/%61dmin/api/state",
              "/x/../admin/api/state", "/admin/api/state?a", "/metrics"})
            QTest::newRow(path) << QByteArray(path);
    }

    void noSpellingAvoidsTheBrake()
    {
        QFETCH(QByteArray, path);
        const auto door = openDoor();
        door->setOperators(AccessPolicy({}, kAdminToken));
        bool isReached = false;
        for (const char *page : {"/admin/api/state", "/metrics"})
            door->pages().add("GET", page, [&](const PageRequest &) {
                isReached = true;
                return HttpAnswer{};
            });
        RawClient guesser(door->port());
        guesser.say("GET " + path
                    + " HTTP/1.1\r\nHost: %HOST%\r\nAuthorization: Bearer guess\r\n\r\n");
        QTRY_VERIFY(guesser.isClosed());
        QVERIFY(!isReached);
        QCOMPARE(door->refusals().wrongAdminToken + door->refusals().notHttp, 1U);
    }

    void answersToTheNamesItWasGiven()
    {
        const auto door = openDoor();
        door->setNames(ServerNames({u"voice.example.org"_s}));
        for (const auto &[host, status] :
             {std::pair{"voice.example.org:443", "200"}, std::pair{"localhost", "200"},
              std::pair{"192.0.2.1", "200"}, std::pair{"evil.example", "421"}}) {
            RawClient client(door->port());
            client.say("GET /health HTTP/1.1\r\nHost: " + QByteArray(host) + "\r\n\r\n");
            QTRY_VERIFY(client.isClosed());
            QCOMPARE(client.statusLine().split(' ').value(1), QByteArray(status));
        }
        QCOMPARE(door->refusals().foreignHost, 1U);
    }

    void aHeadThatIsTooLongIsRefused()
    {
        const auto door = openDoor();
        RawClient client(door->port());
        client.say("GET /ws HTTP/1.1\r\nX: " + QByteArray(FrontDoor::kMaxHeadBytes, 'x'));
        QTRY_COMPARE(client.statusLine().split(' ').value(1), "431");
        QTRY_VERIFY(client.isClosed());
    }

    void aHeadThatIsTooSlowIsCutOff()
    {
        const auto door = openDoor();
        door->setRequestTimeout(100ms);
        RawClient silent(door->port());
        RawClient slow(door->port());
        slow.say("GET /ws HTTP/1.1\r\n");
        QTRY_VERIFY(slow.isOpen());
        QTRY_VERIFY(silent.isClosed());
        QTRY_VERIFY(slow.isClosed());
    }

    void aWebSocketOutlivesTheDeadlineOfItsHead()
    {
        const auto door = openDoor();
        door->setRequestTimeout(50ms);
        QWebSocket client;
        client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(door->port())));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        RawClient silent(door->port());
        QTRY_VERIFY(silent.isOpen());
        QTRY_VERIFY(silent.isClosed());
        QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
    }

    void whoComesTooOftenIsToldWhenToComeBack()
    {
        const auto door = openDoor();
        door->setLimits({.perSecond = 1});
        const QUrl url(u"ws://127.0.0.1:%1/ws"_s.arg(door->port()));
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
        QWebSocket welcome[3];
        for (QWebSocket &client : welcome) {
            client.open(url);
            QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        }
        const QSignalSpy opened(door.get(), &FrontDoor::webSocketOpened);
        QWebSocket client;
        client.open(url, options);
        QTRY_COMPARE(static_cast<int>(client.closeCode()), 4429);
        QVERIFY(QRegularExpression(u"^\\{\"after_ms\":[0-9]{1,4}\\}$"_s)
                    .match(client.closeReason())
                    .hasMatch());
        QCOMPARE(client.subprotocol(), QLatin1StringView(protocol::kSubprotocol));
        QVERIFY(opened.isEmpty());
        QCOMPARE(door->refusals().tooMany, 1U);
        // Each connection gets a place within 30 s; later ones are closed without an answer.
        std::vector<std::unique_ptr<RawClient>> insistent;
        insistent.reserve(100);
        for (int i = 0; i < 100; ++i)
            insistent.push_back(std::make_unique<RawClient>(door->port()));
        QTRY_VERIFY(door->refusals().dropped > 60);
        QVERIFY(door->refusals().dropped <= 80);
    }

    /// Uses real sockets and the real clock. A tenth of the load that was measured at a real
    /// server.
    void whoObeysIsInWhenTheRateAllows()
    {
        constexpr int kClients = 100;
        constexpr int kPerSecond = 20;
        const auto door = openDoor();
        door->setLimits({.perSecond = kPerSecond});
        const QUrl url(u"ws://127.0.0.1:%1/ws"_s.arg(door->port()));
        std::vector<std::unique_ptr<QWebSocket>> clients;
        int tries = 0;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(std::make_unique<QWebSocket>());
            QWebSocket *client = clients.back().get();
            connect(client, &QWebSocket::disconnected, client, [client, url, &tries] {
                ++tries;
                const QJsonObject reason =
                    QJsonDocument::fromJson(client->closeReason().toUtf8()).object();
                const Duration wait(reason[u"after_ms"_s].toInteger(1000));
                QTimer::singleShot(wait, Qt::PreciseTimer, client, [=] { client->open(url); });
            });
            client->open(url);
        }
        QElapsedTimer clock;
        clock.start();
        QSignalSpy opened(door.get(), &FrontDoor::webSocketOpened);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), kClients, 30'000);
        // The burst of 3 s is let in at once. The others connect at most twice, except when another
        // client was faster.
        QVERIFY2(tries <= 2 * (kClients - 3 * kPerSecond), qPrintable(QString::number(tries)));
        QVERIFY(clock.elapsed() >= 1000 * (kClients - 3 * kPerSecond) / kPerSecond - 100);
    }

    void pagesAreToldToo()
    {
        const auto door = openDoor();
        door->setLimits({.perSecond = 1});
        for (const char *status : {"200", "200", "200", "429"}) {
            RawClient client(door->port());
            client.say("GET /health HTTP/1.1\r\nHost: %HOST%\r\n\r\n");
            QTRY_COMPARE(client.statusLine().split(' ').value(1), QByteArray(status));
            if (client.statusLine().contains("429"))
                QVERIFY(client.heard().contains("\r\nRetry-After: "));
        }
    }

    void behindATrustedProxyEachComesForItself()
    {
        const auto door = openDoor();
        door->setLimits({.perAddress = 1});
        const auto ask = [&](const QByteArray &client) {
            RawClient proxy(door->port());
            proxy.say("GET /health HTTP/1.1\r\nHost: %HOST%\r\nX-Forwarded-For: 10.0.0.1\r\n"
                      "X-Forwarded-For: "
                      + client + "\r\n\r\n");
            const bool isAnswered = QTest::qWaitFor([&] { return proxy.isClosed(); });
            return isAnswered ? proxy.statusLine().split(' ').value(1) : QByteArray();
        };
        const auto askOften = [&](const QByteArray &client) {
            QByteArray last;
            for (int i = 0; i < 10; ++i)
                last = ask(client);
            return last;
        };
        QCOMPARE(askOften("203.0.113.7"), "200");
        door->setProxies(TrustedProxies({QHostAddress(QHostAddress::LocalHost)}));
        QCOMPARE(askOften("203.0.113.7"), "429"); // never closed without an answer
        QCOMPARE(ask("203.0.113.8"), "200");
        QCOMPARE(ask("203.0.113.7"), "429");
        QCOMPARE(door->refusals().dropped, 0U);
    }

    void behindATrustedProxyAWebSocketHasItsClientsAddress_data()
    {
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("trusted") << true;
        QTest::newRow("not trusted") << false;
    }

    void behindATrustedProxyAWebSocketHasItsClientsAddress()
    {
        QFETCH(bool, isTrusted);
        const testing::TestCertificate certificate;
        for (const bool hasTls : {false, true}) {
            const auto door = openDoor();
            if (isTrusted)
                door->setProxies(TrustedProxies({QHostAddress(QHostAddress::LocalHost)}));
            if (hasTls)
                door->setIdentity(identityOf(certificate));
            QHostAddress peer;
            connect(door.get(), &FrontDoor::webSocketOpened, this,
                    [&](const WebSocket *socket) { peer = socket->peerAddress(); });
            QNetworkRequest request(
                QUrl(u"%1://127.0.0.1:%2/ws"_s.arg(hasTls ? u"wss"_s : u"ws"_s).arg(door->port())));
            request.setRawHeader("X-Forwarded-For", "203.0.113.7");
            QWebSocket client;
            client.setSslConfiguration(certificate.trust());
            client.open(request);
            QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
            QTRY_COMPARE(peer, QHostAddress(isTrusted ? u"203.0.113.7"_s : u"127.0.0.1"_s));
        }
    }

    void whoWaitedLongestMakesRoom()
    {
        const auto door = openDoor();
        door->setLimits({.perSecond = 100'000});
        door->setRequestTimeout(60s);
        RawClient first(door->port());
        QTRY_VERIFY(first.isOpen());
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (std::size_t i = 1; i < WaitingRoom::kCapacity; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QHostAddress::LocalHost, door->port());
            if (i % 200 == 0)
                QTRY_COMPARE(crowd.back()->state(), QAbstractSocket::ConnectedState);
        }
        QTRY_COMPARE(door->findChildren<QTcpSocket *>().size(),
                     static_cast<qsizetype>(WaitingRoom::kCapacity));
        QVERIFY(first.isOpen());
        RawClient last(door->port());
        last.say("GET /health HTTP/1.1\r\nHost: %HOST%\r\n\r\n");
        QTRY_VERIFY(last.statusLine().contains("200"));
        QTRY_VERIFY(first.isClosed());
        QCOMPARE(door->crowdedOut(), 1U);
    }

    void underTlsABodyMayBeLongerThanAHead()
    {
        const testing::TestCertificate certificate;
        const auto door = openDoor();
        door->setIdentity(identityOf(certificate));
        QSslSocket client;
        client.setSslConfiguration(certificate.trust());
        client.connectToHostEncrypted(u"127.0.0.1"_s, door->port());
        client.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15000\r\n\r\n"
                     + QByteArray(15'000, 'x'));
        QTRY_VERIFY(client.bytesAvailable() > 0);
        QVERIFY(client.readAll().startsWith("HTTP/1.1 404"));
    }

    void saysWhyItRefused()
    {
        const auto door = openDoor(kToken);
        const auto ask = [&](const QByteArray &request) {
            RawClient client(door->port());
            client.say(request);
            return QTest::qWaitFor([&] { return client.isClosed(); });
        };
        QVERIFY(ask("GET /ws HTTP/1.1\r\n" + kUpgrade + "\r\n"));
        QVERIFY(ask("GET /elsewhere HTTP/1.1\r\n" + kUpgrade + "\r\n"));
        QVERIFY(ask("GET /ws HTTP/1.1\r\nOrigin: https://evil.example\r\n" + kUpgrade + "\r\n"));
        QVERIFY(ask("EHLO example.org\r\n\r\n"));
        QVERIFY(ask(QByteArray(FrontDoor::kMaxHeadBytes, 'x')));
        door->setRequestTimeout(50ms);
        QVERIFY(ask("GET"));
        door->setIdentity(identityOf(testing::TestCertificate()));
        QVERIFY(ask("GET / HTTP/1.1\r\n\r\n"));
        const DoorRefusals &refusals = door->refusals();
        QCOMPARE(refusals.wrongToken, 1U);
        QCOMPARE(refusals.unknownPath, 1U);
        QCOMPARE(refusals.foreignOrigin, 1U);
        QCOMPARE(refusals.notHttp, 1U);
        QCOMPARE(refusals.headTooLong, 1U);
        QCOMPARE(refusals.tooSlow, 1U);
        QCOMPARE(refusals.withoutTls, 1U);
    }

    void aBodyWithoutEndIsCutOff()
    {
        const auto door = openDoor();
        RawClient client(door->port());
        client.say("POST / HTTP/1.1\r\nHost: %HOST%\r\nContent-Length: 1000000000\r\n\r\n");
        client.say(QByteArray(200'000, 'x'));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.statusLine().split(' ').value(1), "413");
        QCOMPARE(door->refusals().bodyTooLong, 1U);
    }

    void aBodyThatIsTooSlowIsCutOff()
    {
        const auto door = openDoor();
        door->setRequestTimeout(100ms);
        RawClient client(door->port());
        client.say("POST / HTTP/1.1\r\nHost: %HOST%\r\nContent-Length: 10\r\n\r\n12345");
        QTRY_VERIFY(client.isOpen());
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(door->refusals().tooSlow, 1U);
        QVERIFY(client.heard().isEmpty());
    }

    // ---- guessing

    void aConnectionCarriesOneRequest_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("status");
        const QByteArray wrong = "Authorization: Bearer guess\r\n\r\n";
        QTest::newRow("after what is open") << "GET /health HTTP/1.1\r\nHost: %HOST%\r\n\r\n"_ba
                                            << "200"_ba;
        QTest::newRow("after the right token")
            << "GET / HTTP/1.1\r\nHost: %HOST%\r\nAuthorization: Bearer "_ba + kToken + "\r\n\r\n"
            << "200"_ba;
        QTest::newRow("after none") << "GET / HTTP/1.1\r\nHost: %HOST%\r\n\r\n"_ba
                                    << "401"_ba;
        QTest::newRow("after a wrong one")
            << "GET / HTTP/1.1\r\nHost: %HOST%\r\n"_ba + wrong << "401"_ba;
        QTest::newRow("after a body")
            << "POST / HTTP/1.1\r\nHost: %HOST%\r\nAuthorization: Bearer "_ba + kToken
                + "\r\nContent-Length: 4\r\n\r\nbody"
            << "404"_ba;
        QTest::newRow("after what others may read as two")
            << "GET /health HTTP/1.1\r\nHost: %HOST%\n\nGET /?a: HTTP/1.1\r\n\r\n"_ba
            << "400"_ba;
    }

    void aConnectionCarriesOneRequest()
    {
        QFETCH(QByteArray, first);
        const QByteArray guess =
            "GET / HTTP/1.1\r\nHost: %HOST%\r\nAuthorization: Bearer guess\r\n\r\n";
        const auto door = openDoor(kToken);
        RawClient inOneGo(door->port());
        inOneGo.say(first + guess.repeated(100));
        RawClient oneByOne(door->port());
        oneByOne.say(first);
        QTRY_VERIFY(!oneByOne.statusLine().isEmpty());
        oneByOne.say(guess);
        for (const RawClient *client : {&inOneGo, &oneByOne}) {
            QTRY_VERIFY(client->isClosed());
            QTEST(client->statusLine().split(' ').value(1), "status");
            QCOMPARE(client->heard().count("HTTP/1.1 "), 1);
            QVERIFY(client->heard().toLower().contains("connection: close\r\n"));
        }
        QVERIFY(door->refusals().wrongToken <= 2);
        QTRY_VERIFY(door->findChildren<QTcpSocket *>().isEmpty());
    }

    void wrongTokensWaitAndTheRightOneDoesNot_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("right");
        QTest::newRow("clients") << "/ws"_ba << kToken;
        QTest::newRow("pages") << "/"_ba << kToken;
        QTest::newRow("operators") << "/admin/api/state"_ba << kAdminToken;
    }

    void wrongTokensWaitAndTheRightOneDoesNot()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, right);
        const auto door = openDoor(kToken);
        door->setOperators(AccessPolicy({}, kAdminToken));
        const auto ask = [&](const QByteArray &token) {
            auto client = std::make_unique<RawClient>(door->port());
            client->say("GET " + path + " HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n"
                        + kUpgrade + "\r\n");
            return client;
        };
        std::vector<std::unique_ptr<RawClient>> guessers;
        guessers.reserve(20);
        for (int i = 0; i < 20; ++i)
            guessers.push_back(ask("guess" + QByteArray::number(i)));
        const auto counted = [&] {
            return door->refusals().wrongToken + door->refusals().wrongAdminToken;
        };
        QTRY_COMPARE(counted(), 20U);
        QVERIFY(door->waitingCount() > 0);
        const auto owner = ask(right);
        QTRY_VERIFY(!owner->statusLine().isEmpty());
        QVERIFY(!owner->statusLine().contains("401"));
        QVERIFY(guessers.back()->heard().isEmpty());
        QTRY_VERIFY(guessers.front()->isClosed());
        QVERIFY(guessers.front()->statusLine().contains("401"));
        guessers.clear();
        QTRY_COMPARE(door->waitingCount(), 0U);
        QCOMPARE(counted(), 20U);
    }

    void limitsAreSetOnEverySocket()
    {
        const auto door = openDoor();
        QWebSocket client;
        client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(door->port())));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.sendBinaryMessage(QByteArray(protocol::kMaxMessageBytes + 1, 'x'));
        QTRY_COMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    }

    void underTlsItIsTheSameDoor()
    {
        const testing::TestCertificate certificate;
        const auto door = openDoor(kToken);
        door->setIdentity(identityOf(certificate));
        const QSignalSpy opened(door.get(), &FrontDoor::webSocketOpened);
        QSslSocket client;
        client.setSslConfiguration(certificate.trust());
        client.connectToHostEncrypted(u"127.0.0.1"_s, door->port());
        client.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QByteArray heard;
        connect(&client, &QSslSocket::readyRead, this, [&] { heard += client.readAll(); });
        QSsl::SslProtocol spoken = QSsl::UnknownProtocol;
        connect(&client, &QSslSocket::encrypted, this, [&] { spoken = client.sessionProtocol(); });
        QTRY_VERIFY(heard.endsWith(R"({"status":"ok"})"));
        QVERIFY(spoken >= QSsl::TlsV1_2);

        QNetworkRequest request(QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(door->port())));
        QWebSocket stranger;
        stranger.setSslConfiguration(certificate.trust());
        const QSignalSpy refused(&stranger, &QWebSocket::disconnected);
        stranger.open(request);
        QTRY_COMPARE(refused.count(), 1);
        request.setRawHeader("Authorization", "Bearer " + kToken);
        QWebSocket guest;
        guest.setSslConfiguration(certificate.trust());
        guest.open(request);
        QTRY_COMPARE(guest.state(), QAbstractSocket::ConnectedState);
        QCOMPARE(opened.count(), 1);
    }

    void underTlsNobodyGetsInWithout()
    {
        const testing::TestCertificate certificate;
        const auto door = openDoor();
        door->setIdentity(identityOf(certificate));
        RawClient client(door->port());
        client.say("GET /health HTTP/1.1\r\nHost: %HOST%\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(!client.heard().contains("HTTP"));
        QTRY_VERIFY(door->findChildren<QTcpSocket *>().isEmpty());
    }

    void theDeadlineOfTheHeadIncludesTls()
    {
        const testing::TestCertificate certificate;
        const auto door = openDoor();
        door->setIdentity(identityOf(certificate));
        door->setRequestTimeout(100ms);
        RawClient silent(door->port());
        RawClient halfway(door->port());
        halfway.say(QByteArray::fromHex("1603010200010001fc0303")); // the beginning of a TLS hello
        QSslSocket encrypted;
        encrypted.setSslConfiguration(certificate.trust());
        encrypted.connectToHostEncrypted(u"127.0.0.1"_s, door->port());
        QTRY_VERIFY(halfway.isOpen());
        QTRY_VERIFY(silent.isClosed());
        QTRY_VERIFY(halfway.isClosed());
        QTRY_COMPARE(encrypted.state(), QAbstractSocket::UnconnectedState);
        QTRY_VERIFY(door->findChildren<QTcpSocket *>().isEmpty());
    }

    void underTlsSecretsStaySecret_data()
    {
        QTest::addColumn<QString>("ciphers");
        QTest::addColumn<bool>("isSpoken");
        QTest::newRow("without forward secrecy") << u"AES128-SHA"_s << false;
        QTest::newRow("without it, authenticated") << u"AES128-GCM-SHA256"_s << false;
        QTest::newRow("with it, and padding") << u"ECDHE-RSA-AES128-SHA"_s << false;
        QTest::newRow("AES with it") << u"ECDHE-RSA-AES128-GCM-SHA256"_s << true;
        QTest::newRow("ChaCha20 with it") << u"ECDHE-RSA-CHACHA20-POLY1305"_s << true;
    }

    /// Ciphers of TLS 1.2, with a key that would work with all of them.
    void underTlsSecretsStaySecret()
    {
        QFETCH(QString, ciphers);
        const QTemporaryDir folder;
        const QString certificate = folder.filePath(u"certificate.pem"_s);
        const QString key = folder.filePath(u"key.pem"_s);
        testing::runTool(u"openssl"_s,
                         {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                          u"-subj"_s, u"/CN=localhost"_s, u"-keyout"_s, key, u"-out"_s,
                          certificate});
        const auto identity = TlsIdentity::read(certificate, key);
        QVERIFY2(identity, qPrintable(identity ? QString() : identity.error()));
        const auto door = openDoor();
        door->setIdentity(identity.value());
        QSslSocket client;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(QSsl::TlsV1_2);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setCiphers(ciphers);
        QCOMPARE(configuration.ciphers().size(), 1);
        client.setSslConfiguration(configuration);
        bool isEncrypted = false;
        connect(&client, &QSslSocket::encrypted, this, [&] { isEncrypted = true; });
        client.connectToHostEncrypted(u"127.0.0.1"_s, door->port());
        QTRY_VERIFY(isEncrypted || client.state() == QAbstractSocket::UnconnectedState);
        QTEST(isEncrypted, "isSpoken");
    }

    /// Each handshake takes the thread a millisecond or two; other clients are served in between.
    void thereIsOneHandshakeInATurn()
    {
        constexpr int kClients = 30;
        const testing::TestCertificate certificate;
        const auto door = openDoor();
        door->setIdentity(identityOf(certificate));
        const auto begun = [&] {
            const auto sockets = door->findChildren<QSslSocket *>();
            return std::ranges::count(sockets, QSslSocket::SslServerMode, &QSslSocket::mode);
        };
        qsizetype before = 0;
        qsizetype mostInATurn = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&] {
            mostInATurn = std::max(mostInATurn, begun() - std::exchange(before, begun()));
        });
        turn.start(0);
        std::vector<std::unique_ptr<QSslSocket>> clients;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(std::make_unique<QSslSocket>());
            clients.back()->setSslConfiguration(certificate.trust());
            clients.back()->connectToHostEncrypted(u"127.0.0.1"_s, door->port());
        }
        QTRY_VERIFY(
            std::ranges::all_of(clients, [](const auto &client) { return client->isEncrypted(); }));
        QCOMPARE(begun(), kClients);
        QVERIFY2(mostInATurn <= 2, qPrintable(QString::number(mostInATurn)));
    }

    void anotherCertificateIsShownToThoseWhoComeLater()
    {
        const testing::TestCertificate first;
        const testing::TestCertificate second;
        const auto door = openDoor();
        const QUrl url(u"wss://127.0.0.1:%1/ws"_s.arg(door->port()));
        door->setIdentity(identityOf(first));
        QWebSocket early;
        early.setSslConfiguration(first.trust());
        early.open(url);
        QTRY_COMPARE(early.state(), QAbstractSocket::ConnectedState);
        door->setIdentity(identityOf(second));
        QWebSocket late;
        late.setSslConfiguration(second.trust());
        late.open(url);
        QTRY_COMPARE(late.state(), QAbstractSocket::ConnectedState);
        QCOMPARE(early.state(), QAbstractSocket::ConnectedState);
    }

    void aPortInUseIsToldInWords()
    {
        const auto door = openDoor();
        FrontDoor second(AccessPolicy({}, {}), {});
        const auto outcome = second.listen(QHostAddress::LocalHost, door->port());
        QVERIFY(!outcome);
        QVERIFY(outcome.error().contains(QString::number(door->port())));
    }

    void closesForNewConnectionsOnly()
    {
        const auto door = openDoor();
        const quint16 port = door->port();
        QWebSocket client;
        client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(port)));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        door->close();
        RawClient late(port);
        QTRY_VERIFY(late.isClosed());
        QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
    }

    void connectionsLeaveNoSocketBehind()
    {
        const auto door = openDoor();
        connect(door.get(), &FrontDoor::webSocketOpened, this, [](WebSocket *socket) {
            connect(socket, &WebSocket::disconnected, socket, &QObject::deleteLater);
        });
        for (int i = 0; i < 50; ++i) {
            QTcpSocket quick;
            quick.connectToHost(QHostAddress::LocalHost, door->port());
            QVERIFY(quick.waitForConnected());
            if (i % 2 == 0)
                quick.write("GET /ws HTTP/1.1\r\n" + kUpgrade + "\r\n");
            quick.flush();
            if (i % 3 == 0)
                QTest::qWait(0);
        }
        QTRY_VERIFY(door->findChildren<QTcpSocket *>().isEmpty());
        QTRY_VERIFY(door->findChildren<WebSocket *>().isEmpty());
    }
};

HOLDLINE_TEST(TestFrontDoor)

} // namespace holdline::tst_frontdoor

#include "tst_frontdoor.moc"
