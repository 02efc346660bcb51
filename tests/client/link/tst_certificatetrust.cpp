// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/certificatetrust.h"

#include "support/lineclient.h"
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QSslCertificate>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

namespace holdline::tst_certificatetrust {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kDigest = QCryptographicHash::Sha256;

/// A plain voice server that shows a certificate.
struct SecureServer
{
    QWebSocketServer server{u"secure"_s, QWebSocketServer::SecureMode};

    explicit SecureServer(const TestCertificate &certificate, quint16 port = 0)
    {
        server.setSslConfiguration(certificate.identity());
        server.listen(QHostAddress::LocalHost, port);
    }
    QUrl url() const { return QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(server.serverPort())); }
    QString name() const { return CertificateTrust::serverOf(url()); }
};

/// A client and the certificates that it trusts.
struct Rig
{
    LineHome home;
    CertificateTrust trust{home.settings};
    LineClient client;

    explicit Rig(const QUrl &url) : client(home, url)
    {
        client.socket.setCertificateTrust(trust);
        client.line.start();
    }
    bool isLive() const { return client.socket.isLive(); }
    LossReason failure() const
    {
        return client.failed() ? client.failed()->reason : LossReason::None;
    }
};

} // namespace

class TestCertificateTrust : public QObject
{
    Q_OBJECT

    TestCertificate m_known; ///< an issuer that "the system" knows
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_known.isValid());
        QSslConfiguration::setDefaultConfiguration(m_known.trust());
    }
    void cleanupTestCase() { QSslConfiguration::setDefaultConfiguration(m_before); }

    void aCertificateOfAKnownIssuerIsGood()
    {
        const TestCertificate certificate({.issuer = &m_known});
        const SecureServer server(certificate);
        const Rig rig(server.url());
        QTRY_VERIFY(rig.isLive());
        QVERIFY(!rig.trust.refused());
    }

    void anUnknownOneIsShownAndNotTriedAgain()
    {
        const TestCertificate certificate;
        const SecureServer server(certificate);
        const Rig rig(server.url());
        QTRY_COMPARE(rig.failure(), LossReason::CertificateUnknown);
        QCOMPARE(rig.client.socket.machine().state().dial, 1);
        QVERIFY(rig.trust.refused());
        QCOMPARE(rig.trust.refused()->server, server.name());
        QCOMPARE(rig.trust.refused()->fingerprint, certificate.certificate().digest(kDigest));
        QCOMPARE(rig.trust.refused()->validUntil, certificate.certificate().expiryDate());
    }

    void aKnownIssuerDoesNotMakeEverythingGood_data()
    {
        QTest::addColumn<bool>("hasExpired");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("expired") << true << QStringList{u"127.0.0.1"_s};
        QTest::newRow("for another name") << false << QStringList{u"voice.example.org"_s};
    }

    void aKnownIssuerDoesNotMakeEverythingGood()
    {
        QFETCH(bool, hasExpired);
        QFETCH(QStringList, names);
        const TestCertificate certificate(
            {.names = names, .hasExpired = hasExpired, .issuer = &m_known});
        const SecureServer server(certificate);
        const Rig rig(server.url());
        QTRY_COMPARE(rig.failure(), LossReason::CertificateInvalid);
    }

    void thePinnedOneIsGood_data()
    {
        aKnownIssuerDoesNotMakeEverythingGood_data();
        QTest::newRow("of nobody") << false << QStringList{u"127.0.0.1"_s};
    }

    void thePinnedOneIsGood()
    {
        QFETCH(bool, hasExpired);
        QFETCH(QStringList, names);
        const TestCertificate certificate({.names = names, .hasExpired = hasExpired});
        const SecureServer server(certificate);
        Rig rig(server.url());
        QTRY_COMPARE(rig.failure(), LossReason::CertificateUnknown);
        rig.trust.pin({rig.trust.refused()->server, rig.trust.refused()->fingerprint});
        rig.client.line.reconnectNow();
        QTRY_VERIFY(rig.isLive());
    }

    void noOtherThanThePinnedOneWillDo_data()
    {
        QTest::addColumn<bool>("isOfAKnownIssuer");
        QTest::newRow("signed by itself") << false;
        QTest::newRow("of an issuer that the system knows") << true;
    }

    void noOtherThanThePinnedOneWillDo()
    {
        QFETCH(bool, isOfAKnownIssuer);
        const TestCertificate old;
        const TestCertificate changed({.issuer = isOfAKnownIssuer ? &m_known : nullptr});
        const SecureServer server(changed);
        LineHome home;
        CertificateTrust trust(home.settings);
        trust.pin({server.name(), old.certificate().digest(kDigest)});
        LineClient client(home, server.url());
        client.socket.setCertificateTrust(trust);
        client.line.start();
        QTRY_VERIFY(client.failed());
        QCOMPARE(client.failed()->reason, LossReason::CertificateChanged);
        QCOMPARE(trust.pins()[0].fingerprint, old.certificate().digest(kDigest));

        trust.unpin(server.name());
        client.line.reconnectNow();
        QTRY_VERIFY(isOfAKnownIssuer ? client.socket.isLive()
                                     : client.failed()
                            && client.failed()->reason == LossReason::CertificateUnknown);
    }

    void aPinIsForItsServerOnly()
    {
        const TestCertificate certificate;
        const SecureServer pinned(certificate);
        const SecureServer other(certificate);
        LineHome home;
        CertificateTrust trust(home.settings);
        trust.pin({pinned.name(), certificate.certificate().digest(kDigest)});
        LineClient client(home, other.url());
        client.socket.setCertificateTrust(trust);
        client.line.start();
        QTRY_VERIFY(client.failed());
        QCOMPARE(client.failed()->reason, LossReason::CertificateUnknown);
    }

    void withoutTrustOnlyKnownIssuersCount()
    {
        const TestCertificate certificate;
        const SecureServer server(certificate);
        LineHome home;
        LineClient client(home, server.url());
        client.line.start();
        QTRY_VERIFY(client.failed());
        QCOMPARE(client.failed()->reason, LossReason::Tls);
    }

    void nothingIsSaidToAStranger()
    {
        const TestCertificate certificate;
        QSslServer server;
        server.setSslConfiguration(certificate.identity());
        QByteArray heard;
        int connections = 0;
        connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&] {
            ++connections;
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this,
                    [&heard, socket] { heard += socket->readAll(); });
        });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Endpoint endpoint = Endpoint::forAddress(u"wss://127.0.0.1:%1"_s.arg(server.serverPort()));
        endpoint.token = "very-secret";

        LineHome home;
        CertificateTrust trust(home.settings);
        LineClient client(home, endpoint.url);
        client.socket.setCertificateTrust(trust);
        client.socket.setEndpoint(endpoint);
        client.line.start();
        QTRY_VERIFY(client.failed());
        QCOMPARE(heard, QByteArray());

        // The same server gets the token once it is trusted.
        trust.pin({trust.refused()->server, trust.refused()->fingerprint});
        client.line.reconnectNow();
        QTRY_VERIFY(heard.contains("Bearer very-secret"));
        QCOMPARE(connections, 1);
    }

    void keepsPinsForTheNextRun()
    {
        const LineHome home;
        const QByteArray print(32, '\x5a');
        {
            QSettings file(home.settings.fileName(), QSettings::IniFormat);
            CertificateTrust trust(file);
            trust.pin({u"[2001:db8::1]:8443"_s, print});
            trust.pin({u"a.example:443"_s, print});
            trust.pin({u"b.example:443"_s, print});
            trust.unpin(u"b.example:443"_s);
        }
        QSettings file(home.settings.fileName(), QSettings::IniFormat);
        const QList<CertificatePin> kept{{u"[2001:db8::1]:8443"_s, print},
                                         {u"a.example:443"_s, print}};
        QCOMPARE(CertificateTrust(file).pins(), kept);
    }

    void aPinThatCannotBeReadFitsNone()
    {
        const TestCertificate certificate({.issuer = &m_known});
        const SecureServer server(certificate);
        LineHome home;
        CertificateTrust trust(home.settings);
        trust.pin({server.name(), "short"});
        LineClient client(home, server.url());
        client.socket.setCertificateTrust(trust);
        client.line.start();
        QTRY_VERIFY(client.failed());
        QCOMPARE(client.failed()->reason, LossReason::CertificateChanged);
    }

    void namesTheServerWithItsPort_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("server");
        QTest::newRow("the usual port") << u"wss://a.example/ws"_s << u"a.example:443"_s;
        QTest::newRow("another port") << u"wss://a.example:8443/ws"_s << u"a.example:8443"_s;
        QTest::newRow("IPv6") << u"wss://[::1]:8443/ws"_s << u"[::1]:8443"_s;
    }

    void namesTheServerWithItsPort()
    {
        QFETCH(QString, url);
        QTEST(CertificateTrust::serverOf(QUrl(url)), "server");
    }

    void groupsTheFingerprintForTheEye()
    {
        const QString grouped = groupedFingerprint(QByteArray(32, '\x3f'));
        QCOMPARE(grouped.split(u' ').size(), 16);
        QVERIFY(grouped.startsWith(u"3F3F 3F3F "_s));
    }
};

HOLDLINE_TEST(TestCertificateTrust)

} // namespace holdline::tst_certificatetrust

#include "tst_certificatetrust.moc"
