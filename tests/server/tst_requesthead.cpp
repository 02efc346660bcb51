// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/requesthead.h"

#include <QTest>

using namespace holdline::server;

class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatDecidesAboutARequest()
    {
        const auto head = RequestHead::parse("GET /ws?session_id=1 HTTP/1.1\r\n"
                                             "host: voice.example:8000\r\n"
                                             "ORIGIN: https://voice.example\r\n"
                                             "Authorization:  Bearer t \r\n"
                                             "Connection: keep-alive, Upgrade\r\n"
                                             "Upgrade: WebSocket");
        QVERIFY(head);
        QCOMPARE(head->method, "GET");
        QCOMPARE(head->path, "/ws");
        QCOMPARE(head->host, "voice.example:8000");
        QCOMPARE(head->origin, "https://voice.example");
        QCOMPARE(head->authorization, "Bearer t");
        QVERIFY(head->wantsWebSocket);
    }

    void wantsAWebSocketOnlyWithBothHeaders_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("wants");
        QTest::newRow("both") << QByteArray("Upgrade: websocket\r\nConnection: upgrade") << true;
        QTest::newRow("upgrade alone") << QByteArray("Upgrade: websocket") << false;
        QTest::newRow("connection alone") << QByteArray("Connection: upgrade") << false;
        QTest::newRow("another protocol")
            << QByteArray("Upgrade: h2c\r\nConnection: upgrade") << false;
        QTest::newRow("neither") << QByteArray("Accept: */*") << false;
    }

    void wantsAWebSocketOnlyWithBothHeaders()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, wants);
        const auto head = RequestHead::parse("GET /ws HTTP/1.1\r\n" + headers);
        QVERIFY(head);
        QCOMPARE(head->wantsWebSocket, wants);
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
        const auto head = RequestHead::parse("POST / HTTP/1.1\r\n" + headers);
        QVERIFY(head);
        QTEST(head->bodyBytes, "bytes");
    }

    void joinsAListInSeveralLines()
    {
        const auto head = RequestHead::parse("GET / HTTP/1.1\r\nX-Forwarded-For: a, b\r\n"
                                             "Accept: */*\r\nx-forwarded-for: c");
        QVERIFY(head);
        QCOMPARE(head->forwardedFor, "a, b,c");
    }

    void readsAPathAsItIsMeant()
    {
        const auto head = RequestHead::parse("GET /%61dmin/api%2fstate?a=/b HTTP/1.1");
        QVERIFY(head);
        QCOMPARE(head->path, "/admin/api/state");
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("noise") << QByteArray("\x16\x03\x01\x02\x00");
        QTest::newRow("two words") << QByteArray("GET /ws");
        QTest::newRow("four words") << QByteArray("GET /ws /ws HTTP/1.1");
        QTest::newRow("for a proxy") << QByteArray("GET http://a/ws HTTP/1.1");
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0");
        QTest::newRow("header without colon") << QByteArray("GET / HTTP/1.1\r\nHost");
        QTest::newRow("header without name") << QByteArray("GET / HTTP/1.1\r\n: a");
        QTest::newRow("two origins") << QByteArray("GET / HTTP/1.1\r\nOrigin: a\r\norigin: b");
        QTest::newRow("a length that is none") << QByteArray("GET / HTTP/1.1\r\nContent-Length: a");
        QTest::newRow("less than nothing") << QByteArray("GET / HTTP/1.1\r\nContent-Length: -1");
        QTest::newRow("two lengths")
            << QByteArray("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2");
        QTest::newRow("two tokens")
            << QByteArray("GET / HTTP/1.1\r\nAuthorization: a\r\nAuthorization: a");
    }

    void refusesWhatIsNoRequest()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!RequestHead::parse(bytes));
    }
};

QTEST_APPLESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
