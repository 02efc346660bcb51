// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/memoryrun.h"

#include "audio/pcm.h"
#include "support/processfigures.h"

#include <QCoreApplication>

#include <cmath>
#include <cstdio>
#include <numeric>
#include <utility>

namespace holdline::chaos {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using client::DurableLine;
using client::Line;
using testing::residentBytes;
using testing::waitUntil;

namespace {

constexpr Duration kTurnPatience = 20s;
constexpr double kMostGrowth = 5; // percent

/// Growth in percent from the mean of the first quarter to the mean of the last.
double growth(const std::vector<double> &samples)
{
    const auto quarter = static_cast<std::ptrdiff_t>(samples.size() / 4);
    if (quarter == 0)
        return 0;
    const double first = std::accumulate(samples.begin(), samples.begin() + quarter, 0.0);
    const double last = std::accumulate(samples.end() - quarter, samples.end(), 0.0);
    return std::round((last / first - 1) * 1000) / 10;
}

double megabytes(const std::vector<double> &samples)
{
    return samples.empty() ? 0 : std::round(samples.back() / 1e5) / 10;
}

} // namespace

MemoryRun::MemoryRun(int turns, int cuts, quint32 seed)
    : m_turns(turns)
    , m_cuts(cuts)
    , m_seed(seed)
    , m_random(seed)
    , m_schedule(seed)
{
    connect(&m_line, &ChaosProxy::struck, this, [this] { ++m_struck; });
}

bool MemoryRun::prepare()
{
    if (!m_server.start() || !m_line.listen())
        return false;
    m_line.setTarget(m_server.port());
    m_client = std::make_unique<HastyClient>(m_line.url());
    connectClient();
    m_client->start();
    // Memory that is allocated only once does not count as growth.
    return waitUntil([this] { return m_client->line().isLive(); }, kTurnPatience)
        && testing::waitUntilIdle(m_server.process().pid(), kTurnPatience) && talkOnce(0);
}

void MemoryRun::connectClient()
{
    Line &line = m_client->line();
    connect(&line, &Line::received, this, [this](const protocol::ServerMessage &message) {
        if (const auto *answer = std::get_if<protocol::FinalAssistantAnswer>(&message))
            m_answer = answer->content;
        else if (std::holds_alternative<protocol::TtsEnd>(message))
            m_hasEnded = true;
    });
    connect(&line.durable(), &DurableLine::speechReceived, this,
            [this](const protocol::AudioItem &speech) {
                const auto samples =
                    static_cast<quint64>(speech.pcm.size()) / sizeof(audio::Sample);
                m_client->line().durable().tellPlayed({speech.stream, speech.position + samples});
            });
}

bool MemoryRun::talkOnce(int turn)
{
    // Spreads the remaining cuts over the remaining turns.
    const int turnsLeft = m_turns - turn + 1;
    if (std::uniform_int_distribution(0, turnsLeft - 1)(m_random) < m_cuts - m_struck) {
        const Fault fault = m_schedule.next();
        m_line.arm(fault);
        QTimer::singleShot(fault.wait, &m_line, &ChaosProxy::strike);
    }
    m_answer.clear();
    m_hasEnded = false;
    const QString text = u"say this is turn %1"_s.arg(turn);
    m_transcript.addTypedText(text, m_client->clock().wallTime(), false);
    m_client->line().send(protocol::TextMessage{text});
    if (!waitUntil([this] { return m_hasEnded && !m_answer.isEmpty(); }, kTurnPatience))
        return false;
    m_transcript.finishAnswer(m_answer, m_client->clock().wallTime());
    return true;
}

void MemoryRun::sample()
{
    m_server.process().forgetOutput(); // its log is kept here, but is not part of the client
    m_clientBytes.push_back(static_cast<double>(residentBytes(QCoreApplication::applicationPid())));
    m_serverBytes.push_back(static_cast<double>(residentBytes(m_server.process().pid())));
}

QJsonObject MemoryRun::run()
{
    if (!prepare())
        return report(false);
    const int every = std::max(1, m_turns / 40);
    bool good = true;
    for (int turn = 1; good && turn <= m_turns; ++turn) {
        good = talkOnce(turn);
        ++m_made;
        if (turn % every == 0)
            sample();
        if (m_made % 200 == 0)
            std::fprintf(stderr, "%d turns, %d cuts\n", m_made, m_struck);
    }
    return report(good);
}

QJsonObject MemoryRun::report(bool settled) const
{
    const double client = growth(m_clientBytes);
    const double server = growth(m_serverBytes);
    return {{u"turns"_s, m_made},
            {u"cuts"_s, m_struck},
            {u"seed"_s, static_cast<qint64>(m_seed)},
            {u"client_growth_pct"_s, client},
            {u"server_growth_pct"_s, server},
            {u"client_mb"_s, megabytes(m_clientBytes)},
            {u"server_mb"_s, megabytes(m_serverBytes)},
            {u"good"_s, settled && client <= kMostGrowth && server <= kMostGrowth}};
}

} // namespace holdline::chaos
