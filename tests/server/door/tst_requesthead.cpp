// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/requesthead.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_requesthead {

using namespace server;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kHost = "\r\nHost: localhost";
const QByteArray kKey = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray kUpgrade = kHost + "\r\nUpgrade: websocket\r\nConnection: Upgrade";

QByteArray webSocket(const QByteArray &key = kKey, const QByteArray &version = "13")
{
    return kUpgrade + "\r\nSec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: " + version;
}

} // namespace

class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatDecidesAboutARequest()
    {
        const auto read = RequestHead::parse("GET /ws?session_id=1 HTTP/1.1\r\n"
                                             "host: voice.example:8000\r\n"
                                             "ORIGIN: https://voice.example\r\n"
                                             "Authorization:  Bearer t \r\n"
                                             "Connection: keep-alive, Upgrade\r\n"
                                             "Sec-WebSocket-Protocol: a\r\n"
                                             "Sec-WebSocket-Protocol: holdline.v1\r\n"
                                             "Sec-WebSocket-Version: 13\r\n"
                                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                             "Upgrade: WebSocket");
        QVERIFY(read);
        const RequestHead &head = read.value();
        QCOMPARE(head.method, "GET");
        QCOMPARE(head.path, "/ws");
        QVERIFY(head.route == Route::Voice);
        QCOMPARE(head.host, "voice.example:8000");
        QCOMPARE(head.origin, "https://voice.example");
        QCOMPARE(head.authorization, "Bearer t");
        QVERIFY(head.wantsWebSocket);
        QCOMPARE(head.webSocketKey, kKey);
        QCOMPARE(head.subprotocols, "a,holdline.v1");
        QVERIFY(!head.isForwarded);
    }

    void decidesTheRoute_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<Route>("route");
        QTest::newRow("clients") << "/ws"_ba << Route::Voice;
        QTest::newRow("clients, back") << "/ws?session_id=%20/logs"_ba << Route::Voice;
        QTest::newRow("observers") << "/logs"_ba << Route::Observers;
        QTest::newRow("observers, with a query") << "/logs?/ws"_ba << Route::Observers;
        QTest::newRow("page of operators") << "/admin"_ba << Route::Operators;
        QTest::newRow("API of operators") << "/admin/api/state"_ba << Route::Operators;
        QTest::newRow("anything else of operators") << "/admin/x"_ba << Route::Operators;
        QTest::newRow("figures") << "/metrics"_ba << Route::Operators;
        QTest::newRow("health") << "/health"_ba << Route::Health;
        QTest::newRow("the root") << "/"_ba << Route::Elsewhere;
        QTest::newRow("almost observers") << "/logs/"_ba << Route::Elsewhere;
        QTest::newRow("almost clients") << "/ws/"_ba << Route::Elsewhere;
        QTest::newRow("in capitals") << "/LOGS"_ba << Route::Elsewhere;
        QTest::newRow("almost operators") << "/administration"_ba << Route::Elsewhere;
    }

    void decidesTheRoute()
    {
        QFETCH(QByteArray, target);
        const auto head = RequestHead::parse("GET " + target + " HTTP/1.1" + kHost);
        QVERIFY(head);
        QTEST(head.value().route, "route");
    }

    void refusesWhatCouldBeReadAsAnotherPath_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"/%Vlogs",
                                   "/%",
                                   "/%6",
                                   "/%6cogs",
                                   "/%2f",
                                   "//logs",
                                   "//x/admin/api/state",
                                   "/admin//api/state",
                                   "/./logs",
                                   "/../logs",
                                   "/a/../logs",
                                   "/logs/.",
                                   "/logs/..",
                                   "/a/.x/logs",
                                   "/.x",
                                   "/\\logs",
                                   "/lo\tgs",
                                   "/lo\x01gs",
                                   "/logs\x7f",
                                   "/l\xc3\xb6gs",
                                   "/logs#ws",
                                   "/ws?a#/logs",
                                   "/ws?%",
                                   "/ws?%1",
                                   "/ws?%Vl",
                                   "/ws?a\x01",
                                   "/\"ws\"",
                                   "/<ws>",
                                   "/{ws}",
                                   "/w^s",
                                   "/w`s",
                                   "/w|s",
                                   "/[ws]",
                                   "logs",
                                   "*",
                                   "http://localhost/logs",
                                   ""})
            QTest::newRow(target) << QByteArray(target);
    }

    void refusesWhatCouldBeReadAsAnotherPath()
    {
        QFETCH(QByteArray, target);
        for (const QByteArray &rest : {kHost, webSocket()})
            QVERIFY(!RequestHead::parse("GET " + target + " HTTP/1.1" + rest));
    }

    void wantsAWebSocketOnlyWithBothHeaders_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("wants");
        const QByteArray rest = "Sec-WebSocket-Key: " + kKey + "\r\nSec-WebSocket-Version: 13\r\n";
        QTest::newRow("both") << rest + "Upgrade: websocket\r\nConnection: upgrade" << true;
        QTest::newRow("upgrade alone") << rest + "Upgrade: websocket" << false;
        QTest::newRow("connection alone") << rest + "Connection: upgrade" << false;
        QTest::newRow("another protocol") << rest + "Upgrade: h2c\r\nConnection: upgrade" << false;
        QTest::newRow("neither") << QByteArray("Accept: */*") << false;
    }

    void wantsAWebSocketOnlyWithBothHeaders()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, wants);
        const auto head = RequestHead::parse("GET /ws HTTP/1.1" + kHost + "\r\n" + headers);
        QVERIFY(head);
        QCOMPARE(head.value().wantsWebSocket, wants);
    }

    void anUpgradeMustBeWhole_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<HeadFault>("fault");
        const auto row = [](const char *name, const QByteArray &request, HeadFault fault) {
            QTest::newRow(name) << request << fault;
        };
        const QByteArray get = "GET /ws HTTP/1.1";
        row("no version", get + kUpgrade + "\r\nSec-WebSocket-Key: " + kKey,
            HeadFault::OtherWebSocket);
        row("another version", get + webSocket(kKey, "8"), HeadFault::OtherWebSocket);
        row("no key", get + kUpgrade + "\r\nSec-WebSocket-Version: 13", HeadFault::Malformed);
        row("a key of 3 bytes", get + webSocket("YWJj"), HeadFault::Malformed);
        row("a key of 17 bytes", get + webSocket("dGhlIHNhbXBsZSBub25jZSE="), HeadFault::Malformed);
        row("a key that is no Base64", get + webSocket("dGhlIHNhbXBsZSBub25jZ!=="),
            HeadFault::Malformed);
        row("two keys", get + webSocket() + "\r\nSec-WebSocket-Key: " + kKey, HeadFault::Malformed);
        row("by POST", "POST /ws HTTP/1.1" + webSocket(), HeadFault::Malformed);
        row("by HEAD", "HEAD /ws HTTP/1.1" + webSocket(), HeadFault::Malformed);
        row("with a body", get + webSocket() + "\r\nContent-Length: 1", HeadFault::Malformed);
    }

    void anUpgradeMustBeWhole()
    {
        QFETCH(QByteArray, request);
        const auto head = RequestHead::parse(request);
        QVERIFY(!head);
        QTEST(head.error(), "fault");
    }

    void beforeHttp11ThereAreNoUpgrades()
    {
        const auto head = RequestHead::parse("GET /ws HTTP/1.0" + webSocket());
        QVERIFY(head);
        QVERIFY(!head.value().wantsWebSocket);
    }

    void knowsWhatFollows_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<std::optional<qint64>>("bytes");
        using Bytes = std::optional<qint64>;
        QTest::newRow("nothing") << QByteArray("Accept: */*") << Bytes(0);
        QTest::newRow("nothing, and told") << QByteArray("Content-Length: 0") << Bytes(0);
        QTest::newRow("so much") << QByteArray("content-length: 17") << Bytes(17);
        QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked") << Bytes();
        QTest::newRow("chunks, whatever was told")
            << QByteArray("Content-Length: 17\r\nTransfer-Encoding: chunked") << Bytes();
    }

    void knowsWhatFollows()
    {
        QFETCH(QByteArray, headers);
        const auto head = RequestHead::parse("POST / HTTP/1.1" + kHost + "\r\n" + headers);
        QVERIFY(head);
        QTEST(head.value().bodyBytes, "bytes");
    }

    void joinsAListInSeveralLines()
    {
        const auto head = RequestHead::parse("GET / HTTP/1.1" + kHost
                                             + "\r\nX-Forwarded-For: a, b"
                                               "\r\nAccept: */*\r\nx-forwarded-for: c");
        QVERIFY(head);
        QCOMPARE(head.value().forwardedFor, "a, b,c");
    }

    void noticesProxies_data()
    {
        QTest::addColumn<QByteArray>("header");
        for (const char *header : {"Forwarded: for=1.2.3.4", "X-Forwarded-For: 1.2.3.4",
                                   "X-Real-IP: 1.2.3.4", "Via: 1.1 proxy"})
            QTest::newRow(header) << QByteArray(header);
    }

    void noticesProxies()
    {
        QFETCH(QByteArray, header);
        const auto head = RequestHead::parse("GET / HTTP/1.1" + kHost + "\r\n" + header);
        QVERIFY(head);
        QVERIFY(head.value().isForwarded);
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<HeadFault>("fault");
        const auto row = [](const char *name, const QByteArray &bytes,
                            HeadFault fault = HeadFault::Malformed) {
            QTest::newRow(name) << bytes << fault;
        };
        const QByteArray get = "GET / HTTP/1.1" + kHost;
        row("nothing", "");
        row("noise", QByteArray("\x16\x03\x01\x02\x00", 5));
        row("two words", "GET /ws");
        row("four words", "GET /ws /ws HTTP/1.1" + kHost);
        row("HTTP/2 preface", "PRI * HTTP/2.0");
        row("another version", "GET / HTTP/1.2" + kHost);
        row("another method", "DELETE / HTTP/1.1" + kHost, HeadFault::UnknownMethod);
        row("a method in small letters", "get / HTTP/1.1" + kHost, HeadFault::UnknownMethod);
        row("no host", "GET / HTTP/1.1");
        row("an empty host", "GET / HTTP/1.1\r\nHost:");
        row("two hosts", get + kHost);
        row("a line feed alone", "GET / HTTP/1.1\nHost: localhost");
        row("a carriage return alone", get + "\r\nA: b\rC: d");
        row("a folded line", get + "\r\nA: b\r\n c");
        row("a zero in a value", get + QByteArray("\r\nA: \0", 7));
        row("header without colon", get + "\r\nAccept");
        row("header without name", get + "\r\n: a");
        row("a space before the colon", get + "\r\nTransfer-Encoding : chunked");
        row("two origins", get + "\r\nOrigin: a\r\norigin: b");
        row("a length that is none", get + "\r\nContent-Length: a");
        row("an empty length", get + "\r\nContent-Length: ");
        row("less than nothing", get + "\r\nContent-Length: -1");
        row("a length with a sign", get + "\r\nContent-Length: +2");
        row("a length with a prefix", get + "\r\nContent-Length: 0x2");
        row("a list of lengths", get + "\r\nContent-Length: 2, 2");
        row("a length beyond measure", get + "\r\nContent-Length: 1000000000000000000000");
        row("two lengths", get + "\r\nContent-Length: 1\r\nContent-Length: 2");
        row("two tokens", get + "\r\nAuthorization: a\r\nAuthorization: a");
        row("too many fields", get + QByteArray("\r\na: b").repeated(RequestHead::kMaxFields),
            HeadFault::TooManyFields);
    }

    void refusesWhatIsNoRequest()
    {
        QFETCH(QByteArray, bytes);
        const auto head = RequestHead::parse(bytes);
        QVERIFY(!head);
        QTEST(head.error(), "fault");
    }
};

HOLDLINE_TEST(TestRequestHead)

} // namespace holdline::tst_requesthead

#include "tst_requesthead.moc"
