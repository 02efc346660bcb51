// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/metrics.h"

#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/signals.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QTest>

namespace holdline::tst_metrics {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The value in the line with this name and these labels; empty if there is none.
QByteArray valueOf(const QByteArray &text, const QByteArray &series)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(series + ' '))
            return line.mid(series.size() + 1);
    }
    return {};
}

QByteArray scraped(const TestServer &server, const QByteArray &token = {})
{
    return HttpRequest{.port = server.server.port(), .path = "/metrics", .token = token}
        .send()
        .body;
}

} // namespace

class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEachFigure_data()
    {
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *series, const char *value) {
            QTest::newRow(series) << QByteArray(series) << QByteArray(value);
        };
        row(R"(holdline_connections{dialect="plain"})", "1");
        row(R"(holdline_connections{dialect="v1"})", "2");
        row(R"(holdline_connections{dialect="none"})", "3");
        row(R"(holdline_sessions{state="attached"})", "4");
        row(R"(holdline_sessions{state="detached"})", "5");
        row("holdline_unacknowledged_bytes", "6");
        row(R"(holdline_recognizers{state="busy"})", "2");
        row(R"(holdline_recognizers{state="idle"})", "5");
        row("holdline_recognizer_queue", "8");
        row("holdline_observers", "9");
        row(R"(holdline_joins_total{dialect="v1",mode="resumed"})", "10");
        row(R"(holdline_joins_total{dialect="v1",mode="rejoined"})", "11");
        row(R"(holdline_joins_total{dialect="plain",mode="restored"})", "12");
        row(R"(holdline_replayed_items_total{direction="out"})", "13");
        row(R"(holdline_replayed_items_total{direction="in"})", "14");
        row("holdline_duplicates_dropped_total", "15");
        row("holdline_gaps_total", "16");
        row("holdline_held_speech_seconds_total", "1.5");
        row("holdline_dropped_frames_total", "18");
        row("holdline_recognizers_taken_back_total", "19");
        row(R"(holdline_refusals_total{reason="token"})", "17");
        row(R"(holdline_commit_seconds_bucket{le="0.001"})", "1");
        row(R"(holdline_commit_seconds_bucket{le="1"})", "3");
        row(R"(holdline_commit_seconds_bucket{le="+Inf"})", "4");
        row("holdline_commit_seconds_count", "4");
        row(R"(holdline_service_seconds_bucket{engine="voice",le="1"})", "1");
        row(R"(holdline_service_seconds_count{engine="voice"})", "2");
        row(R"(holdline_service_errors_total{engine="voice",kind="busy"})", "20");
        row(R"(holdline_service_outages_total{engine="voice"})", "21");
    }

    void tellsEachFigure()
    {
        QFETCH(QByteArray, series);
        ServerFigures figures;
        figures.plainConnections = 1;
        figures.durableConnections = 2;
        figures.waitingConnections = 3;
        figures.attachedSessions = 4;
        figures.detachedSessions = 5;
        figures.unacknowledgedBytes = 6;
        figures.recognizers = 7;
        figures.busyRecognizers = 2;
        figures.waitingUtterances = 8;
        figures.observers = 9;
        figures.joins = {.plainRestored = 12, .resumed = 10, .rejoined = 11};
        figures.streams = {13, 14, 15, 16, 1500ms};
        figures.refusals = {{"token", 17}};
        figures.droppedFrames = 18;
        figures.recognizersTakenBack = 19;
        figures.commits = DurationHistogram({1ms, 1s});
        for (const auto time : {std::chrono::microseconds(1ms), std::chrono::microseconds(2ms),
                                std::chrono::microseconds(1s), std::chrono::microseconds(3s)})
            figures.commits.add(time);
        EngineFigures voice{.engine = "voice",
                            .answers = DurationHistogram({1s}),
                            .troubles = {{"busy", 20}},
                            .outages = 21};
        voice.answers.add(500ms);
        voice.answers.add(2s);
        figures.engines.push_back(voice);
        QTEST(valueOf(metricsText(figures), series), "value");
    }

    void countsWhatClientsGoThrough()
    {
        TestServer server;
        WireClient plain(server.url());
        QTRY_VERIFY(plain.hasSession());
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.open();
        QTRY_VERIFY(client.isWelcome());
        client.setAcknowledging(false);
        client.type(u"hello"_s);
        QTRY_VERIFY(!client.items<protocol::FinalAssistantAnswer>().isEmpty());
        QByteArray text = scraped(server);
        QCOMPARE(valueOf(text, R"(holdline_joins_total{dialect="v1",mode="new"})"), "1");
        QCOMPARE(valueOf(text, R"(holdline_joins_total{dialect="plain",mode="new"})"), "1");
        QCOMPARE(valueOf(text, R"(holdline_connections{dialect="v1"})"), "1");
        QCOMPARE(valueOf(text, R"(holdline_connections{dialect="plain"})"), "1");
        QVERIFY(valueOf(text, "holdline_unacknowledged_bytes").toLongLong() > 0);
        QVERIFY(valueOf(text, "holdline_commit_seconds_count").toLongLong() > 0);

        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(2s);
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        client.sendAudio(silence(audio::kSpeechRate, 1500ms), true);
        QTRY_COMPARE(valueOf(scraped(server), "holdline_held_speech_seconds_total"), "1.5");
        text = scraped(server);
        QCOMPARE(valueOf(text, R"(holdline_joins_total{dialect="v1",mode="resumed"})"), "1");
        QCOMPARE(valueOf(text, R"(holdline_recovery_seconds_bucket{le="1.5"})"), "0");
        QCOMPARE(valueOf(text, R"(holdline_recovery_seconds_bucket{le="3"})"), "1");
    }

    void outlivesTheSessionsItTellsOf()
    {
        TestServer server;
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.open();
        QTRY_VERIFY(client.isWelcome());
        client.send(protocol::Bye{});
        QTRY_COMPARE(server.registry.counts().total, 0);
        QCOMPARE(valueOf(scraped(server), R"(holdline_joins_total{dialect="v1",mode="new"})"), "1");
    }

    void countsTheFramesOfClientsThatAreGone()
    {
        TestServer server;
        {
            WireClient plain(server.url());
            QTRY_VERIFY(plain.hasSession());
            for (int i = 0; i < 3; ++i)
                plain.socket().sendBinaryMessage("short");
            QTRY_COMPARE(valueOf(scraped(server), "holdline_dropped_frames_total"), "3");
        }
        QTRY_COMPARE(valueOf(scraped(server), R"(holdline_connections{dialect="plain"})"), "0");
        QCOMPARE(valueOf(scraped(server), "holdline_dropped_frames_total"), "3");
    }

    void needsTheAdminTokenIfThereIsOne_data()
    {
        QTest::addColumn<QByteArray>("adminToken");
        QTest::addColumn<QByteArray>("shown");
        QTest::addColumn<bool>("isLocal");
        QTest::addColumn<int>("status");
        const QByteArray token = "a-token-of-the-operator";
        QTest::newRow("here, without one") << QByteArray() << QByteArray() << true << 200;
        QTest::newRow("here, none shown") << token << QByteArray() << true << 401;
        QTest::newRow("here, right") << token << token << true << 200;
        QTest::newRow("afar, where there is none") << QByteArray() << QByteArray() << false << 404;
        QTest::newRow("afar, none shown") << token << QByteArray() << false << 401;
        QTest::newRow("afar, wrong") << token << QByteArray("guessed") << false << 401;
        QTest::newRow("afar, right") << token << token << false << 200;
    }

    void needsTheAdminTokenIfThereIsOne()
    {
        QFETCH(QByteArray, adminToken);
        QFETCH(QByteArray, shown);
        QFETCH(bool, isLocal);
        ServerSettings settings;
        settings.adminToken = adminToken;
        TestServer server({.settings = settings});
        const auto answer = HttpRequest{.port = server.server.port(),
                                        .path = "/metrics",
                                        .token = shown,
                                        .isLocal = isLocal}
                                .send();
        QTEST(answer.status, "status");
        QCOMPARE(answer.body.contains("holdline_sessions"), answer.status == 200);
        QCOMPARE(valueOf(scraped(server, adminToken),
                         R"(holdline_refusals_total{reason="wrong_admin_token"})"),
                 answer.status == 401 ? "1" : "0");
    }
};

HOLDLINE_TEST(TestMetrics)

} // namespace holdline::tst_metrics

#include "tst_metrics.moc"
