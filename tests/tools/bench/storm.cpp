// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/storm.h"

#include "client/link/closeverdict.h"
#include "tools/bench/crowd.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>

#include <cstdio>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr int kClients = 2000;
constexpr Duration kLook = 5ms;
/// The wait after a failed dial, if no one said when to come back.
constexpr Duration kRetry = 1s;
constexpr int kConnectionsPerSecond = 500;
constexpr Duration kBucket = 100ms;

/// A client that has to return to its session.
struct Returner
{
    enum class Stage { Connected, Waiting, Dialling, Asked, Back };
    DurableClient *client;
    Stage stage = Stage::Connected;
    steady_clock::time_point due{};
};

/// Many clients that do what hl_goaway asks for. Notes when each was welcome again.
class Storm : public QObject
{
public:
    explicit Storm(Crowd &crowd)
    {
        for (int i = 0; i < crowd.size(); ++i)
            m_returners.push_back({&crowd.client(i)});
    }

    void look()
    {
        const auto now = steady_clock::now();
        for (Returner &returner : m_returners)
            step(returner, now);
    }
    bool isOver() const { return m_back.size() == m_returners.size(); }
    const std::vector<steady_clock::time_point> &back() const { return m_back; }
    int refused() const { return m_refused; }
    /// The spread that the server asked for.
    Duration spread() const { return m_spread; }

private:
    void step(Returner &returner, steady_clock::time_point now)
    {
        using Stage = Returner::Stage;
        DurableClient &client = *returner.client;
        switch (returner.stage) {
        case Stage::Connected:
            if (const auto *goaway = client.last<protocol::Goaway>()) {
                m_spread = std::max(m_spread, goaway->spread);
                const double part = QRandomGenerator::global()->generateDouble();
                const auto spread = part * static_cast<double>(goaway->spread.count());
                returner.due = now + goaway->after + Duration(static_cast<qint64>(spread));
                returner.stage = Stage::Waiting;
            }
            break;
        case Stage::Waiting:
            if (now >= returner.due) {
                client.dial();
                returner.stage = Stage::Dialling;
            }
            break;
        case Stage::Dialling:
            if (client.isGreeted()) {
                client.resume();
                returner.stage = Stage::Asked;
            }
            break;
        case Stage::Asked:
            if (client.isWelcome()) {
                m_back.push_back(now);
                returner.stage = Stage::Back;
            }
            break;
        case Stage::Back:
            return;
        }
        const bool isTrying = returner.stage == Stage::Dialling || returner.stage == Stage::Asked;
        if (isTrying && client.socket().state() == QAbstractSocket::UnconnectedState) {
            ++m_refused;
            const auto verdict =
                client::CloseVerdict::forClose(client.closeCode(), client.socket().closeReason());
            returner.due = now + verdict.after.value_or(kRetry);
            returner.stage = Stage::Waiting;
        }
    }

    std::vector<Returner> m_returners;
    std::vector<steady_clock::time_point> m_back;
    int m_refused = 0;
    Duration m_spread{0};
};

/// Asks a question every 100 ms and keeps the slowest answer.
class Bystander : public QObject
{
public:
    explicit Bystander(const QUrl &url) : m_url(url)
    {
        connect(&m_timer, &QTimer::timeout, this, &Bystander::ask);
        m_timer.start(kBucket);
    }
    double slowest() const { return m_slowest; }

private:
    void ask()
    {
        QNetworkReply *reply = m_network.get(QNetworkRequest(m_url));
        connect(reply, &QNetworkReply::finished, this, [this, reply, start = steady_clock::now()] {
            if (reply->error() == QNetworkReply::NoError)
                m_slowest = std::max(m_slowest, milliseconds(steady_clock::now() - start));
            reply->deleteLater();
        });
    }

    QUrl m_url;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    double m_slowest = 0;
};

int peakPerBucket(const std::vector<steady_clock::time_point> &times)
{
    std::size_t peak = 0;
    for (std::size_t first = 0, last = 0; last < times.size(); ++last) {
        while (times[last] - times[first] >= kBucket)
            ++first;
        peak = std::max(peak, last - first + 1);
    }
    return static_cast<int>(peak);
}

} // namespace

Rows measureStorm()
{
    CrowdServer server;
    if (!server.startAndSettle())
        return {};
    Crowd crowd(server.url());
    if (!crowd.add(kClients))
        return {};
    Storm storm(crowd);
    QTimer looking;
    QObject::connect(&looking, &QTimer::timeout, &storm, &Storm::look);
    looking.start(kLook);
    const auto start = steady_clock::now();
    if (!server.process().terminate(kPatience)) {
        std::fprintf(stderr, "The server does not end\n");
        return {};
    }
    const double ending = milliseconds(steady_clock::now() - start) / 1000;
    // From here on with the rate limit of a server with default settings.
    server.addArguments({u"--connections-per-second"_s, QString::number(kConnectionsPerSecond)});
    if (!server.start()) {
        std::fprintf(stderr, "The server does not restart:\n%s\n",
                     qPrintable(server.process().errorText()));
        return {};
    }
    const double away = milliseconds(steady_clock::now() - start) / 1000;
    const Bystander bystander(server.healthUrl());
    if (!waitUntil([&] { return storm.isOver(); }, kPatience)) {
        std::fprintf(stderr, "Only %zu clients came back\n", storm.back().size());
        return {};
    }
    const double last = milliseconds(storm.back().back() - start) / 1000;
    return {
        {u"storm_2000_all_back_s"_s, last, u"s"_s,
         u"from SIGTERM to the last welcome, v1, SQLite; the server ended in %1 s, listened "
         "after %2 s, %3 dials failed; the returns were spread over %4 s; %5"_s
             .arg(ending, 0, 'f', 1)
             .arg(away, 0, 'f', 1)
             .arg(storm.refused())
             .arg(static_cast<double>(storm.spread().count()) / 1000, 0, 'f', 1)
             .arg(machineLoad())},
        {u"storm_2000_peak_per_100ms"_s, static_cast<double>(peakPerBucket(storm.back())), u""_s,
         u"welcomes; meanwhile /health took %1 ms at most"_s.arg(bystander.slowest(), 0, 'f', 0)}};
}

} // namespace holdline::bench
