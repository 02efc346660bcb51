// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/trustedproxies.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_trustedproxies {

using namespace server;
using namespace Qt::StringLiterals;

class TestTrustedProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowWhoIsBehindThem_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("forwardedFor");
        QTest::addColumn<QString>("client");
        const auto row = [](const char *name, const char *peer, const char *forwardedFor,
                            const char *client) {
            QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(forwardedFor)
                                << QString::fromLatin1(client);
        };
        row("a client", "127.0.0.1", "203.0.113.7", "203.0.113.7");
        row("a client in IPv6", "127.0.0.1", "2001:db8::7", "2001:db8::7");
        row("a proxy in IPv6", "2001:db8::1", "203.0.113.7", "203.0.113.7");
        row("a proxy's IPv4 within IPv6", "::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7");
        row("a client that invents another", "127.0.0.1", "198.51.100.1, 203.0.113.7",
            "203.0.113.7");
        row("a client that invents a proxy", "127.0.0.1", "10.0.0.1, 203.0.113.7", "203.0.113.7");
        row("a client that invents rubbish", "127.0.0.1", "rubbish,, 203.0.113.7", "203.0.113.7");
        row("one proxy before another", "127.0.0.1", "203.0.113.7, 10.0.0.1", "203.0.113.7");
        row("an unknown proxy before ours", "127.0.0.1", "203.0.113.7, 10.0.0.2", "10.0.0.2");
        row("nothing but proxies", "127.0.0.1", "10.0.0.1", "10.0.0.1");
        row("nobody", "127.0.0.1", "", "127.0.0.1");
        row("no address", "127.0.0.1", "203.0.113.7, unknown", "127.0.0.1");
        row("an address with a port", "127.0.0.1", "203.0.113.7:4711", "127.0.0.1");
        row("no address before another proxy", "127.0.0.1", "unknown, 10.0.0.1", "127.0.0.1");
        row("an empty entry", "127.0.0.1", "203.0.113.7,", "127.0.0.1");
        row("who is no proxy", "203.0.113.9", "198.51.100.1", "203.0.113.9");
        row("who is no proxy and names one", "203.0.113.9", "127.0.0.1", "203.0.113.9");
    }

    void knowWhoIsBehindThem()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, forwardedFor);
        QFETCH(QString, client);
        const TrustedProxies proxies({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"10.0.0.1"_s),
                                      QHostAddress(u"2001:db8::1"_s)});
        QCOMPARE(proxies.clientBehind(QHostAddress(peer), forwardedFor), QHostAddress(client));
        QCOMPARE(TrustedProxies().clientBehind(QHostAddress(peer), forwardedFor),
                 QHostAddress(peer));
    }
};

HOLDLINE_TEST(TestTrustedProxies)

} // namespace holdline::tst_trustedproxies

#include "tst_trustedproxies.moc"
