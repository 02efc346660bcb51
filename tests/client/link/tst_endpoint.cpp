// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/endpoint.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_endpoint {

using namespace client;
using namespace Qt::StringLiterals;

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhereNobodyCanListen_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isPrivate");
        QTest::newRow("encrypted") << u"wss://example.org/ws"_s << true;
        QTest::newRow("by name within this computer") << u"ws://localhost:8000/ws"_s << true;
        QTest::newRow("by number within this computer") << u"ws://127.0.0.1:8000/ws"_s << true;
        QTest::newRow("IPv6 within this computer") << u"ws://[::1]:8000/ws"_s << true;
        QTest::newRow("unencrypted") << u"ws://example.org/ws"_s << false;
        QTest::newRow("unencrypted, in the house") << u"ws://192.168.1.2:8000/ws"_s << false;
    }

    void knowsWhereNobodyCanListen()
    {
        QFETCH(QString, address);
        QTEST(Endpoint::forAddress(address).isPrivate(), "isPrivate");
    }

    void completesTheAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");

        const auto row = [](const char *name, const char *address, const char *url,
                            const char *host) {
            QTest::newRow(name) << QString::fromLatin1(address) << QString::fromLatin1(url)
                                << QString::fromLatin1(host);
        };
        row("a bare host", "voice.example.org", "wss://voice.example.org/ws", "voice.example.org");
        row("a host and a port", "voice.example.org:8443", "wss://voice.example.org:8443/ws",
            "voice.example.org:8443");
        row("spaces around it", "  voice.example.org ", "wss://voice.example.org/ws",
            "voice.example.org");
        row("this machine", "localhost:8000", "ws://localhost:8000/ws", "localhost:8000");
        row("this machine by number", "127.0.0.1", "ws://127.0.0.1/ws", "127.0.0.1");
        row("another machine by number", "192.0.2.7:8000", "wss://192.0.2.7:8000/ws",
            "192.0.2.7:8000");
        row("ws", "ws://voice.example.org", "ws://voice.example.org/ws", "voice.example.org");
        row("wss", "wss://voice.example.org/", "wss://voice.example.org/ws", "voice.example.org");
        row("http", "http://127.0.0.1:8000/", "ws://127.0.0.1:8000/ws", "127.0.0.1:8000");
        row("https", "https://voice.example.org", "wss://voice.example.org/ws",
            "voice.example.org");
        row("a scheme in capitals", "WSS://voice.example.org", "wss://voice.example.org/ws",
            "voice.example.org");
        row("a path of its own", "wss://example.org/assistant/ws", "wss://example.org/assistant/ws",
            "example.org");
        row("a path without a scheme", "example.org/voice", "wss://example.org/voice",
            "example.org");
        row("a fragment", "example.org#top", "wss://example.org/ws", "example.org");
        row("bare IPv6", "::1", "ws://[::1]/ws", "[::1]");
        row("IPv6 with a port", "[::1]:8000", "ws://[::1]:8000/ws", "[::1]:8000");
        row("IPv6 with a scheme", "ws://[2001:db8::1]:8000", "ws://[2001:db8::1]:8000/ws",
            "[2001:db8::1]:8000");
    }

    void completesTheAddress()
    {
        QFETCH(QString, address);
        QFETCH(QString, url);
        const Endpoint endpoint = Endpoint::forAddress(address);
        QCOMPARE(endpoint.url.toString(), url);
        QTEST(endpoint.host, "host");
        QCOMPARE(endpoint.sessionKey, url);
        QVERIFY(endpoint.token.isEmpty());
    }

    void refusesWhatIsNoAddress_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             {"", "   ", "not an address", "ftp://example.org", "javascript:alert(1)", "wss://",
              "wss:///ws", "example.org:99999", "example.org:0", "example.org:port", "[::1", "://x",
              "wss://user:secret@example.org", "user@example.org"})
            QTest::newRow(*address ? address : "nothing") << QString::fromLatin1(address);
    }

    void refusesWhatIsNoAddress()
    {
        QFETCH(QString, address);
        const Endpoint endpoint = Endpoint::forAddress(address);
        QVERIFY2(!endpoint.url.isValid(), qPrintable(endpoint.url.toString()));
        QCOMPARE(endpoint, Endpoint());
    }

    void keepsAQueryButNotInTheSessionKey()
    {
        const Endpoint endpoint = Endpoint::forAddress(u"wss://example.org/ws?room=3"_s);
        QCOMPARE(endpoint.url.toString(), u"wss://example.org/ws?room=3"_s);
        QCOMPARE(endpoint.sessionKey, u"wss://example.org/ws"_s);
    }
};

HOLDLINE_TEST(TestEndpoint)

} // namespace holdline::tst_endpoint

#include "tst_endpoint.moc"
