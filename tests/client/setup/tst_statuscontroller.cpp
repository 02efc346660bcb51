// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/statuscontroller.h"

#include "client/link/reconnectingsocket.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_statuscontroller {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace testing;
using enum ConnectionState;

class TestStatusController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<LineHome>();
        m_server = std::make_unique<FakeVoiceServer>();
        m_client = std::make_unique<LineClient>(
            *m_home, m_server->url(),
            BackoffPolicy::parse(u"initial=1500ms,factor=1,max=1500ms,attempts=2"_s).value(),
            LinkTimings{.immediateRetrySpread = 10ms, .uncountedSpacing = 10ms});
        m_status = std::make_unique<StatusController>(m_client->socket, m_clock);
        m_shown.clear();
        connect(m_status.get(), &StatusController::statusChanged, this,
                [this](const ConnectionStatus &status) {
                    if (m_shown.isEmpty() || m_shown.last() != status.state)
                        m_shown.append(status.state);
                });
    }

    void cleanup()
    {
        m_status.reset();
        m_client.reset();
        m_server.reset();
    }

    void showsAllEightStatesAsTheyOccur()
    {
        QTest::ignoreMessage(QtInfoMsg, "status recording");
        QTest::ignoreMessage(QtInfoMsg, "status reconnecting 1/2");
        QTest::ignoreMessage(QtInfoMsg, "status reconnecting 2/2");
        QCOMPARE(m_status->status().state, Stopped);
        m_client->line.start();
        QTRY_COMPARE(m_status->status().state, Connected);
        QCOMPARE(m_status->status().host, u"127.0.0.1:%1"_s.arg(m_server->url().port()));
        m_status->setMicrophoneOpen(true);
        QCOMPARE(m_status->status().state, Recording);

        m_server->vanish();
        QTRY_COMPARE(m_status->status().state, Reconnecting);
        QCOMPARE(m_status->status().attempt, 1);
        QCOMPARE(m_status->status().attempts, 2);
        QCOMPARE(m_status->status().reason, LossReason::Refused);
        m_server->reappear();
        QTRY_COMPARE(m_status->status().state, Reconnected);
        QTRY_COMPARE(m_status->status().state, Recording);

        m_status->setMicrophoneOpen(false);
        m_server->vanish();
        QTRY_COMPARE_WITH_TIMEOUT(m_status->status().state, Failed, 10000);
        QCOMPARE(m_status->status().reason, LossReason::Refused);
        m_client->line.stop();

        QCOMPARE(m_shown,
                 (QList{Connecting, Connected, Recording, Disconnected, Reconnecting, Reconnected,
                        Recording, Connected, Disconnected, Reconnecting, Failed, Stopped}));
    }

    void showsALossForASecondEvenIfTheLineIsBackSooner()
    {
        m_client->line.start();
        QTRY_COMPARE(m_client->sessions.size(), 1);
        QSignalSpy lost(&m_client->line, &Line::lost);
        m_server->cut();
        QVERIFY(lost.wait());
        const Instant lostAt = m_clock.now();
        QCOMPARE(m_status->status().state, Disconnected);
        QTRY_COMPARE(m_status->status().state, Reconnected);
        QVERIFY(m_clock.now() - lostAt >= 990ms);
        QCOMPARE(m_shown, (QList{Connecting, Connected, Disconnected, Reconnected}));
    }

private:
    Clock m_clock;
    std::unique_ptr<LineHome> m_home;
    std::unique_ptr<FakeVoiceServer> m_server;
    std::unique_ptr<LineClient> m_client;
    std::unique_ptr<StatusController> m_status;
    QList<ConnectionState> m_shown;
};

HOLDLINE_TEST(TestStatusController)

} // namespace holdline::tst_statuscontroller

#include "tst_statuscontroller.moc"
