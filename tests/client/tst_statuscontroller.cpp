// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/statuscontroller.h"

#include "client/reconnectingsocket.h"
#include "client/sessionids.h"
#include "support/fakevoiceserver.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace holdline;
using namespace holdline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using holdline::testing::FakeVoiceServer;
using enum ConnectionState;

class TestStatusController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"holdline.ini"_s),
                                                 QSettings::IniFormat);
        m_ids = std::make_unique<SessionIds>(*m_settings);
        m_server = std::make_unique<FakeVoiceServer>();
        m_socket = std::make_unique<ReconnectingSocket>(
            BackoffPolicy::parse(u"initial=1500ms,factor=1,max=1500ms,attempts=2"_s).value(),
            *m_ids, m_clock, nullptr,
            LinkTimings{.immediateRetrySpread = 10ms, .uncountedSpacing = 10ms});
        m_socket->setEndpoint(Endpoint::forAddress(m_server->url().toString()));
        m_status = std::make_unique<StatusController>(*m_socket, m_clock);
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
        m_socket.reset();
        m_server.reset();
    }

    void showsAllEightStatesAsTheyOccur()
    {
        QTest::ignoreMessage(QtInfoMsg, "status recording");
        QTest::ignoreMessage(QtInfoMsg, "status reconnecting 1/2");
        QTest::ignoreMessage(QtInfoMsg, "status reconnecting 2/2");
        QCOMPARE(m_status->status().state, Stopped);
        m_socket->start();
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
        m_socket->stop();

        QCOMPARE(m_shown,
                 (QList{Connecting, Connected, Recording, Disconnected, Reconnecting, Reconnected,
                        Recording, Connected, Disconnected, Reconnecting, Failed, Stopped}));
    }

    void showsALossForASecondEvenIfTheLineIsBackSooner()
    {
        m_socket->start();
        QSignalSpy sessions(m_socket.get(), &Line::sessionStarted);
        QVERIFY(sessions.wait());
        QSignalSpy lost(m_socket.get(), &Line::lost);
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
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<SessionIds> m_ids;
    std::unique_ptr<FakeVoiceServer> m_server;
    std::unique_ptr<ReconnectingSocket> m_socket;
    std::unique_ptr<StatusController> m_status;
    QList<ConnectionState> m_shown;
};

QTEST_GUILESS_MAIN(TestStatusController)
#include "tst_statuscontroller.moc"
