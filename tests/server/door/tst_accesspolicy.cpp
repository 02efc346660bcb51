// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/accesspolicy.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_accesspolicy {

using namespace server;
using namespace Qt::StringLiterals;

class TestAccessPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsForeignOrigins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, const char *origin, const char *host, bool allowed) {
            QTest::newRow(name) << QByteArray(origin) << QByteArray(host) << allowed;
        };
        row("no browser", "", "127.0.0.1:8000", true);
        row("own page", "http://127.0.0.1:8000", "127.0.0.1:8000", true);
        row("own page by name", "http://localhost:8000", "localhost:8000", true);
        row("own page, IPv6", "http://[::1]:8000", "[::1]:8000", true);
        row("own page in capitals", "http://LocalHost:8000", "localhost:8000", true);
        row("default port written once", "http://10.0.0.1", "10.0.0.1:80", true);
        row("behind TLS", "https://voice.example.org", "voice.example.org", true);
        row("foreign page", "https://evil.example", "127.0.0.1:8000", false);
        row("other port", "http://127.0.0.1:9000", "127.0.0.1:8000", false);
        row("sandboxed page", "null", "127.0.0.1:8000", false);
        row("file", "file://", "127.0.0.1:8000", false);
        row("no host asked for", "http://127.0.0.1", "", false);
        row("name that only begins like ours", "http://127.0.0.1.evil.example", "127.0.0.1", false);
        row("listed", "https://talk.example", "127.0.0.1:8000", true);
    }

    void knowsForeignOrigins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, host);
        const QStringList listed{u"https://talk.example"_s};
        QTEST(AccessPolicy(listed, {}).allowsOrigin(origin, host), "allowed");
    }

    void starAllowsEveryOrigin()
    {
        const AccessPolicy policy({u"*"_s}, {});
        QVERIFY(policy.allowsOrigin("https://evil.example", "127.0.0.1:8000"));
    }

    void asksForTheToken_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("right") << QByteArray("Bearer s3cret") << true;
        QTest::newRow("scheme in small letters") << QByteArray("bearer s3cret") << true;
        QTest::newRow("wrong") << QByteArray("Bearer s3creT") << false;
        QTest::newRow("longer") << QByteArray("Bearer s3cret!") << false;
        QTest::newRow("shorter") << QByteArray("Bearer s3cre") << false;
        QTest::newRow("without scheme") << QByteArray("s3cret") << false;
        QTest::newRow("other scheme") << QByteArray("Basic s3cret") << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("scheme alone") << QByteArray("Bearer ") << false;
    }

    void asksForTheToken()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(bool, allowed);
        const AccessPolicy policy({}, "s3cret");
        QCOMPARE(policy.allowsAuthorization(authorization), allowed);
        const AccessPolicy open({}, {});
        QVERIFY(open.allowsAuthorization(authorization));
    }
};

HOLDLINE_TEST(TestAccessPolicy)

} // namespace holdline::tst_accesspolicy

#include "tst_accesspolicy.moc"
