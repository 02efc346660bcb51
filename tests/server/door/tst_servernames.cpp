// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/servernames.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_servernames {

using namespace server;
using namespace Qt::StringLiterals;

class TestServerNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThoseGivenAndAddresses_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("isOurs");
        const auto row = [](const char *name, const char *host, bool isOurs) {
            QTest::newRow(name) << QByteArray(host) << isOurs;
        };
        row("a given name", "voice.example.org", true);
        row("with a port", "voice.example.org:8443", true);
        row("in capitals", "Voice.EXAMPLE.org", true);
        row("as a whole name", "voice.example.org.", true);
        row("localhost", "localhost:8000", true);
        row("an address", "203.0.113.7", true);
        row("an IPv6 address", "[2001:db8::7]:8000", true);
        row("one label for a wildcard", "one.lab.example", true);
        row("two labels for a wildcard", "one.two.lab.example", false);
        row("no label for a wildcard", "lab.example", false);
        row("an empty label for a wildcard", ".lab.example", false);
        row("a name that leads here", "evil.example:8000", false);
        row("a name within ours", "evil.voice.example.org", false);
        row("a name that ends like ours", "evilvoice.example.org", false);
        row("a name that begins like an address", "127.0.0.1.evil.example", false);
        row("a name that begins like localhost", "localhost.evil.example", false);
        row("a user in front", "localhost@evil.example", false);
        row("a user behind", "evil.example@localhost", false);
        row("a path", "localhost/evil.example", false);
        row("two names", "localhost, evil.example", false);
        row("a port that is none", "localhost:http", false);
        row("nothing", "", false);
        row("a port alone", ":8000", false);
        row("a wildcard", "*.lab.example", false);
    }

    void areThoseGivenAndAddresses()
    {
        QFETCH(QByteArray, host);
        const ServerNames names({u"voice.example.org"_s, u"*.lab.example"_s});
        QTEST(names.contain(host), "isOurs");
    }

    void canBeGiven_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isName");
        QTest::newRow("a name") << u"voice.example.org"_s << true;
        QTest::newRow("one label") << u"box"_s << true;
        QTest::newRow("a wildcard") << u"*.example.org"_s << true;
        QTest::newRow("everything") << u"*"_s << false;
        QTest::newRow("with a port") << u"voice.example.org:8443"_s << false;
        QTest::newRow("an origin") << u"https://voice.example.org"_s << false;
        QTest::newRow("an empty label") << u"voice..org"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void canBeGiven()
    {
        QFETCH(QString, text);
        QTEST(ServerNames::isName(text), "isName");
    }
};

HOLDLINE_TEST(TestServerNames)

} // namespace holdline::tst_servernames

#include "tst_servernames.moc"
