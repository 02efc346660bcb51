// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/slowline.h"

#include "client/link/impairedline.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/vault/sessionsecrets.h"
#include "protocol/limits.h"
#include "server/store/sqlitestore.h"
#include "support/childprocess.h"
#include "support/syntheticvoice.h"
#include "tools/chaos/rampserver.h"

#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::waitUntil;

namespace {

constexpr int kCallers = 24;
constexpr Duration kTime = 93s; ///< ends while all callers speak, for the round trips
constexpr int kRound = 100; ///< items of speech and pause, 10 s
constexpr int kSpoken = 40; ///< of these items, those with speech

/// A caller with the deadlines of the product that speaks and pauses in turn.
class Caller
{
public:
    Caller(const QUrl &server, const QNetworkProxy &proxy)
    {
        m_socket.setProxy(proxy);
        QObject::connect(&m_line, &client::Line::sessionStarted, &m_line,
                         [this] { m_line.durable().release(); });
        QObject::connect(&m_line, &client::Line::lost, &m_line, [this] { ++m_losses; });
        m_socket.setEndpoint(client::Endpoint::forAddress(server.toString()));
        m_socket.setDialect({.codec = client::DialectChoice::Codec::Opus}); // as if far away
        m_socket.setInConversation(true);
        m_line.start();
    }

    bool isLive() const { return m_line.isLive(); }
    int losses() const { return m_losses; }
    double roundTripMs() const
    {
        const auto *live = std::get_if<client::link::Live>(&m_socket.machine().state().stage);
        return live && live->roundTrip ? milliseconds(*live->roundTrip) : 0;
    }

    void tick()
    {
        if (m_ticks++ % kRound >= kSpoken)
            return;
        if (m_line.durable().waiting().speech >= kMostHeld)
            return;
        m_line.durable().send(
            protocol::AudioItem{.position = m_position, .stream = 1, .pcm = m_voice});
        m_position += protocol::kCaptureItemSamples;
    }

private:
    static constexpr Duration kMostHeld = 60s; ///< with so much, the microphone closes

    Clock m_clock;
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(u"client.ini"_s), QSettings::IniFormat};
    client::SessionIds m_ids{m_settings};
    client::SessionSecrets m_secrets{nullptr, nullptr};
    client::ReconnectingSocket m_socket{BackoffPolicy::standard(), m_ids, m_clock};
    client::SessionLine m_line{m_socket, m_ids, m_secrets, m_clock};
    // Opus would encode silence into hardly any bytes.
    const QByteArray m_voice = audio::toBytes(testing::humming(audio::kSpeechRate, kItem));
    int m_ticks = 0;
    quint64 m_position = 0;
    int m_losses = 0;
};

} // namespace

Rows measureSlowLine()
{
    QTemporaryDir folder;
    auto store = server::openSqliteStore(folder.filePath(u"sessions.sqlite"_s));
    client::ImpairedLine line;
    line.setMode(client::ImpairedLine::Mode::Slow);
    if (!store || !line.listen()) {
        std::fprintf(stderr, "There is no server or no line\n");
        return {};
    }
    chaos::RampServer server(std::move(store).value());
    const QUrl url(u"ws://127.0.0.1:%1/ws"_s.arg(server.port()));
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < kCallers; ++i)
        callers.push_back(std::make_unique<Caller>(url, line.proxy()));
    const bool live = waitUntil(
        [&] {
            return std::all_of(callers.begin(), callers.end(),
                               [](const auto &caller) { return caller->isLive(); });
        },
        30s);
    if (!live) {
        std::fprintf(stderr, "Not every caller gets through the slow line\n");
        return {};
    }

    QTimer microphones;
    QObject::connect(&microphones, &QTimer::timeout, &microphones, [&] {
        for (const auto &caller : callers)
            caller->tick();
    });
    microphones.start(kItem);
    waitUntil([] { return false; }, kTime);

    int losses = 0;
    std::vector<double> roundTrips;
    for (const auto &caller : callers) {
        losses += caller->losses();
        roundTrips.push_back(caller->roundTripMs());
    }
    const double hours = std::chrono::duration<double, std::ratio<3600>>(kTime).count() * kCallers;
    return {
        {u"false_dead_per_hour_slow_line"_s, losses / hours, u"1/h"_s,
         u"%1 v1 callers for %2 s, 64 kbit/s up, 600 ms; round trip behind the audio p50 %3 ms, "
         "most %4 ms"_s.arg(kCallers)
             .arg(std::chrono::duration_cast<std::chrono::seconds>(kTime).count())
             .arg(percentile(roundTrips, 0.5), 0, 'f', 0)
             .arg(percentile(roundTrips, 1.0), 0, 'f', 0)}};
}

} // namespace holdline::bench
