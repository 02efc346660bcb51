// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/observers.h"

#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <array>

namespace holdline::tst_observers {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kToken = "a-token-of-the-operator";

TestServer::Options withToken()
{
    ServerSettings settings;
    settings.adminToken = kToken;
    return {.settings = settings};
}

/// An observer that introduces itself and stores what it is told.
class Watcher : public QObject
{
public:
    Watcher(const TestServer &server, const QJsonObject &introduction)
        : Watcher(server, QJsonDocument(introduction).toJson(QJsonDocument::Compact))
    {
    }
    /// `from` is the address that a proxy names; empty without a proxy.
    Watcher(const TestServer &server, const QByteArray &introduction, const QByteArray &from = {})
    {
        connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
            m_told.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        if (!introduction.isNull())
            connect(&m_socket, &QWebSocket::connected, this, [this, introduction] {
                m_socket.sendTextMessage(QString::fromUtf8(introduction));
            });
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/logs"_s.arg(server.server.port())));
        if (!from.isEmpty())
            request.setRawHeader("X-Forwarded-For", from);
        m_socket.open(request);
    }

    QWebSocket &socket() { return m_socket; }
    const QWebSocket &socket() const { return m_socket; }
    int closeCode() const { return static_cast<int>(m_socket.closeCode()); }
    bool isObserving() const { return !m_told.isEmpty(); }
    /// Final texts after the greeting, for example "user: hello".
    QStringList said() const
    {
        QStringList lines;
        for (const QJsonObject &event : m_told) {
            if (event[u"final"_s].toBool())
                lines.append(event[u"role"_s].toString() + u": "_s + event[u"text"_s].toString());
        }
        return lines;
    }
    const QList<QJsonObject> &told() const { return m_told; }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_told;
};

QJsonObject introduction(const QString &session = {})
{
    QJsonObject object{{u"token"_s, QString::fromLatin1(kToken)}};
    if (!session.isEmpty())
        object.insert(u"session"_s, session);
    return object;
}

} // namespace

class TestObservers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsBothDialects()
    {
        TestServer server(withToken());
        Watcher watcher(server, introduction());
        QTRY_VERIFY(watcher.isObserving());
        WireClient plain(server.url());
        QTRY_VERIFY(plain.hasSession());
        plain.type(u"from a page"_s);
        QTRY_COMPARE(watcher.said(),
                     (QStringList{u"user: from a page"_s, u"assistant: You said: from a page."_s}));
        QCOMPARE(watcher.told().at(1)[u"session"_s].toString(), plain.sessionId().shortened());

        DurableClient streamed(server.url());
        QTRY_VERIFY(streamed.isGreeted());
        streamed.open();
        QTRY_VERIFY(streamed.isWelcome());
        streamed.type(u"from the app"_s);
        QTRY_COMPARE(
            watcher.said().mid(2),
            (QStringList{u"user: from the app"_s, u"assistant: You said: from the app."_s}));
        QVERIFY(QDateTime::fromString(watcher.told().last()[u"at"_s].toString(), Qt::ISODateWithMs)
                    .isValid());
    }

    void followsOneSessionFromItsBeginning()
    {
        TestServer server(withToken());
        WireClient one(server.url());
        WireClient other(server.url());
        QTRY_VERIFY(one.hasSession() && other.hasSession());
        one.type(u"before"_s);
        QTRY_VERIFY(one.heardOf(u"final_assistant_answer"_s));
        Watcher watcher(server, introduction(one.sessionId().shortened()));
        QTRY_COMPARE(watcher.said(),
                     (QStringList{u"user: before"_s, u"assistant: You said: before."_s}));
        other.type(u"elsewhere"_s);
        QTRY_VERIFY(other.heardOf(u"final_assistant_answer"_s));
        one.type(u"now"_s);
        QTRY_COMPARE(watcher.said().mid(2),
                     (QStringList{u"user: now"_s, u"assistant: You said: now."_s}));
    }

    void tellsPartsAndWhatWasTakenBack()
    {
        TestServer server(withToken());
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        Watcher watcher(server, introduction());
        QTRY_VERIFY(watcher.isObserving());
        client.type(u"hello"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        QTRY_VERIFY(!watcher.told().last()[u"amends"_s].toBool());
        client.send(protocol::TtsStart{});
        client.type(u"stop"_s);
        QTRY_VERIFY(std::ranges::any_of(
            watcher.told(), [](const QJsonObject &event) { return event[u"amends"_s].toBool(); }));
        QVERIFY(std::ranges::any_of(watcher.told(), [](const QJsonObject &event) {
            return event[u"role"_s] == u"assistant"_s && !event[u"final"_s].toBool();
        }));
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("introduction");
        QTest::addColumn<int>("code");
        const auto json = [](const QJsonObject &object) {
            return QJsonDocument(object).toJson(QJsonDocument::Compact);
        };
        QTest::newRow("wrong token") << json({{u"token"_s, u"guessed"_s}}) << 4401;
        QTest::newRow("no token") << json({{u"session"_s, u"0a1b2c3d"_s}}) << 4401;
        QTest::newRow("token of another type") << json({{u"token"_s, 7}}) << 4401;
        QTest::newRow("no JSON") << QByteArray("let me in") << 4400;
        QTest::newRow("deep JSON") << QByteArray(4000, '\x5b') << 4400;
        QTest::newRow("more than 4 KiB") << json({{u"token"_s, QString(5000, u'x')}}) << 1009;
    }

    void isRefused()
    {
        QFETCH(QByteArray, introduction);
        TestServer server(withToken());
        Watcher watcher(server, introduction);
        QTRY_COMPARE(watcher.socket().state(), QAbstractSocket::UnconnectedState);
        QTEST(watcher.closeCode(), "code");
        QVERIFY(watcher.told().isEmpty());
    }

    void thatSaysNothingIsSentAway()
    {
        TestServer server(withToken());
        Watcher watcher(server, QByteArray());
        QTRY_VERIFY_WITH_TIMEOUT(watcher.closeCode() == 4408, 12000); // 3 × 4 s
    }

    void thatSaysMoreIsSentAway()
    {
        TestServer server(withToken());
        Watcher watcher(server, introduction());
        QTRY_VERIFY(watcher.isObserving());
        watcher.socket().sendTextMessage(u"{\"type\":\"text\"}"_s);
        QTRY_COMPARE(watcher.closeCode(), 4400);
    }

    void areFew()
    {
        TestServer server(withToken());
        std::vector<std::unique_ptr<Watcher>> crowd;
        for (std::size_t i = 0; i < Observers::kMaxObservers; ++i)
            crowd.push_back(std::make_unique<Watcher>(server, introduction()));
        QTRY_VERIFY(std::ranges::all_of(crowd, &Watcher::isObserving));
        Watcher late(server, introduction());
        QTRY_COMPARE(late.closeCode(), 4413);
        crowd.clear();
        Watcher later(server, introduction());
        QTRY_VERIFY(later.isObserving());
    }

    void areNotPushedAsideByStrangers()
    {
        ServerSettings settings;
        settings.adminToken = kToken;
        settings.connectionsPerAddress = 10'000;
        settings.trustedProxies = {QHostAddress(QHostAddress::LocalHost)};
        TestServer server({.settings = settings});
        Watcher operatorFarAway(server, QByteArray(), "203.0.113.9");
        const auto isIn = [](const Watcher &one) {
            return one.socket().state() == QAbstractSocket::ConnectedState;
        };
        QTRY_VERIFY(isIn(operatorFarAway));
        std::vector<std::unique_ptr<Watcher>> crowd;
        for (std::size_t i = 0; i < Observers::kMaxStrangers; ++i)
            crowd.push_back(std::make_unique<Watcher>(server, QByteArray(), "203.0.113.7"));
        const auto isSentAway = [](const auto &one) { return one->closeCode() == 4413; };
        QTRY_COMPARE(std::ranges::count_if(crowd, isSentAway), 1);
        QVERIFY(isIn(operatorFarAway));
        operatorFarAway.socket().sendTextMessage(
            QString::fromUtf8(QJsonDocument(introduction()).toJson(QJsonDocument::Compact)));
        QTRY_VERIFY(operatorFarAway.isObserving());
    }

    void thatGuessWaitAndTheRightOneDoesNot()
    {
        TestServer server(withToken());
        std::vector<std::unique_ptr<Watcher>> guessers;
        guessers.reserve(8);
        for (int i = 0; i < 8; ++i)
            guessers.push_back(
                std::make_unique<Watcher>(server, QJsonObject{{u"token"_s, u"guessed"_s}}));
        const HttpRequest scrape{.port = server.server.port(), .path = "/metrics", .token = kToken};
        QTRY_VERIFY(scrape.send().body.contains("{reason=\"wrong_admin_token\"} 8\n"));
        Watcher watcher(server, introduction());
        QTRY_VERIFY(watcher.isObserving());
        const auto isAnswered = [](const auto &one) { return one->closeCode() == 4401; };
        QVERIFY(!std::ranges::all_of(guessers, isAnswered));
        QTRY_VERIFY(std::ranges::all_of(guessers, isAnswered));
    }

    void areNotThereWithoutATokenForThem()
    {
        TestServer server;
        Watcher watcher(server, introduction());
        QSignalSpy ended(&watcher.socket(), &QWebSocket::disconnected);
        QVERIFY(ended.wait());
        QVERIFY(!watcher.isObserving());
    }

    /// The observer is upgraded, introduces itself, and then reads nothing.
    void thatReadsTooSlowlyIsDropped()
    {
        TestServer server(withToken());
        QTcpSocket idler;
        idler.setReadBufferSize(1024);
        idler.connectToHost(QHostAddress::LocalHost, server.server.port());
        idler.write("GET /logs HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(idler.bytesAvailable() > 0);
        const QByteArray hello = QJsonDocument(introduction()).toJson(QJsonDocument::Compact);
        QByteArray frame("\x81");
        frame.append(static_cast<char>(0x80 | hello.size())).append(QByteArray(4, '\0'));
        idler.write(frame + hello);
        QTRY_VERIFY(idler.bytesToWrite() == 0);

        Watcher attentive(server, introduction());
        QTRY_VERIFY(attentive.isObserving());
        // The number of messages that one client may send before it counts as a flood.
        std::array<WireClient, 4> clients{WireClient(server.url()), WireClient(server.url()),
                                          WireClient(server.url()), WireClient(server.url())};
        for (const WireClient &client : clients)
            QTRY_VERIFY(client.hasSession());
        const auto observers = [&] {
            const HttpRequest scrape{
                .port = server.server.port(), .path = "/metrics", .token = kToken};
            return scrape.send().body.contains("\nholdline_observers 1\n") ? 1 : 2;
        };
        QCOMPARE(observers(), 2);
        // The kernel also gives up on such a peer, but much later.
        QTest::ignoreMessage(QtInfoMsg, "cut off a client that does not read");
        // Far more than the kernel and the limit take. Each answer is sent as a whole.
        const QString long4k(4000, u'x');
        for (int i = 0; i < 150 && (i % 10 > 0 || observers() == 2); ++i) {
            for (WireClient &client : clients) {
                const auto before = attentive.told().size();
                client.type(long4k);
                QTRY_VERIFY_WITH_TIMEOUT(attentive.told().size() > before, 20000);
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(observers(), 1, 20000);
        const auto told = attentive.told().size();
        WireClient another(server.url());
        QTRY_VERIFY(another.hasSession());
        another.type(u"still here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(attentive.said().contains(u"user: still here"_s), 20000);
        QVERIFY(attentive.told().size() > told);
    }
};

HOLDLINE_TEST(TestObservers)

} // namespace holdline::tst_observers

#include "tst_observers.moc"
