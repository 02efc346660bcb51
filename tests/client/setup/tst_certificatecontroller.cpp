// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/certificatecontroller.h"

#include "client/link/certificatetrust.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_certificatecontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kFingerprint(32, '\x3f');

} // namespace

class TestCertificateController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<LineHome>();
        m_server = std::make_unique<FakeVoiceServer>();
        m_client = std::make_unique<LineClient>(*m_home, m_server->url());
        m_trust = std::make_unique<CertificateTrust>(m_home->settings);
        m_controller = std::make_unique<CertificateController>(*m_trust, m_client->socket);
        m_client->line.start();
        QTRY_VERIFY(m_client->socket.isLive());
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void anAcceptedCertificateIsPinnedAndTheServerDialledAgain()
    {
        m_client->socket.fail(LossReason::CertificateUnknown, {});
        QVERIFY(!m_client->socket.isLive());
        CertificateFacts certificate;
        certificate.server = server();
        certificate.fingerprint = kFingerprint;
        m_controller->accept(certificate);
        QCOMPARE(m_controller->accepted(), (QList<CertificatePin>{{server(), kFingerprint}}));
        QTRY_VERIFY(m_client->socket.isLive());
    }

    void distrustEndsAConnectionToThatServer()
    {
        m_trust->pin({server(), kFingerprint});
        m_controller->distrust(server());
        QVERIFY(m_controller->accepted().isEmpty());
        QVERIFY(!m_client->socket.isLive());
        QTRY_COMPARE(m_server->requests().size(), 2U);
    }

    void distrustOfAnotherServerLeavesTheLineAlone()
    {
        m_trust->pin({u"elsewhere.example:443"_s, kFingerprint});
        m_controller->distrust(u"elsewhere.example:443"_s);
        QVERIFY(m_controller->accepted().isEmpty());
        QVERIFY(m_client->socket.isLive());
    }

private:
    QString server() const { return CertificateTrust::serverOf(m_server->url()); }

    std::unique_ptr<LineHome> m_home;
    std::unique_ptr<FakeVoiceServer> m_server;
    std::unique_ptr<LineClient> m_client;
    std::unique_ptr<CertificateTrust> m_trust;
    std::unique_ptr<CertificateController> m_controller;
};

HOLDLINE_TEST(TestCertificateController)

} // namespace holdline::tst_certificatecontroller

#include "tst_certificatecontroller.moc"
