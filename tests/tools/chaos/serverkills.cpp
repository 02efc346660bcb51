// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/serverkills.h"

#include "protocol/limits.h"
#include "support/syntheticvoice.h"
#include "tools/chaos/storetap.h"

#include <csignal>
#include <cstdio>

namespace holdline::chaos {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using client::DurableLine;
using client::Line;
using std::chrono::steady_clock;
using testing::waitUntil;

namespace {

constexpr Duration kPatience = 30s;
// Longer than three quick crashes with the same work in hand, after which the server sets that work
// aside on purpose.
constexpr int kShortestServerLife = 3000; // ms
constexpr int kLongestServerLife = 4000;
constexpr Duration kQuiet = 1500ms;
constexpr Duration kItem = 100ms;

/// A text with some minutes of speech.
QString longText(int number)
{
    QString text = u"say number %1 is the first sentence"_s.arg(number);
    for (int i = 0; i < 60; ++i)
        text += u". this is sentence %1 of answer %2 and it takes a while"_s.arg(i).arg(number);
    return text;
}

} // namespace

ServerKills::ServerKills(int kills, quint32 seed)
    : m_kills(kills)
    , m_seed(seed)
    , m_random(seed)
    , m_voice(testing::humming(protocol::kMicRate, 2500ms))
{
    const audio::Pcm pause = testing::silence(protocol::kMicRate, 1500ms);
    m_voice.insert(m_voice.end(), pause.begin(), pause.end());
    m_microphone.setTimerType(Qt::PreciseTimer);
    m_microphone.setInterval(kItem);
    connect(&m_microphone, &QTimer::timeout, this, &ServerKills::speak);
}

/// Returns an empty text, or what is wrong.
QString ServerKills::prepare()
{
    const QString file = m_server.folder() + u"/sessions.sqlite"_s;
    if (!m_server.start())
        return m_server.process().errorText();
    m_server.terminate();
    if (const auto installed = storetap::install(file); !installed)
        return installed.error();
    if (!m_server.start())
        return m_server.process().errorText();
    m_client = std::make_unique<HastyClient>(m_server.url());
    connectClient();
    m_client->start();
    const bool isLive = waitUntil([this] { return m_client->line().isLive(); }, kPatience);
    return isLive ? QString() : u"there is no session"_s;
}

void ServerKills::connectClient()
{
    Line &line = m_client->line();
    connect(&line, &Line::sessionStarted, this, [this](const Line::Session &session) {
        m_sessions += session.origin != Line::Session::Origin::Resumed ? 1 : 0;
        if (m_killedAt) {
            const auto took = steady_clock::now() - *std::exchange(m_killedAt, std::nullopt);
            m_recoveries.push_back(std::chrono::duration<double, std::milli>(took).count());
        }
    });
    connect(&line, &Line::received, this, [this](const protocol::ServerMessage &message) {
        m_lastHeard = steady_clock::now();
        m_received.push_back(message);
    });
    connect(&line.durable(), &DurableLine::speechReceived, this,
            [this](const protocol::AudioItem &speech) {
                m_lastHeard = steady_clock::now();
                m_heard.push_back(speech);
                const auto samples =
                    static_cast<quint64>(speech.pcm.size()) / sizeof(audio::Sample);
                m_client->line().durable().tellPlayed({speech.stream, speech.position + samples});
            });
}

void ServerKills::speak()
{
    const quint64 position = m_spoken.size();
    for (int i = 0; i < protocol::kCaptureItemSamples; ++i)
        m_spoken.push_back(m_isTalking ? m_voice[m_spoken.size() % m_voice.size()]
                                       : audio::Sample(0));
    const audio::PcmView item = audio::PcmView(m_spoken).subspan(position);
    m_client->line().durable().send(
        protocol::AudioItem{.position = position, .stream = 1, .pcm = audio::toBytes(item)});
}

void ServerKills::type(int number)
{
    const QString id = kTypedId + QString::number(number);
    m_typed.append(id);
    m_client->line().send(protocol::TextMessage{longText(number), id});
}

void ServerKills::pauseServer(Duration duration)
{
    const auto pid = static_cast<pid_t>(m_server.process().pid());
    ::kill(pid, SIGSTOP);
    waitUntil([] { return false; }, duration);
    ::kill(pid, SIGCONT);
}

bool ServerKills::killOnce(int number)
{
    m_isTalking = number % 2 == 0;
    if (!m_isTalking)
        type(number);
    const Duration life(
        std::uniform_int_distribution(kShortestServerLife, kLongestServerLife)(m_random));
    waitUntil([] { return false; }, life);
    m_killedAt = steady_clock::now();
    if (number % 10 == 9) {
        pauseServer(2s);
    } else {
        m_server.kill();
        if (!m_server.start())
            return false;
    }
    ++m_made;
    if (m_made % 10 == 0)
        std::fprintf(stderr, "%d kills\n", m_made);
    return waitUntil([this] { return m_client->line().isLive(); }, kPatience);
}

Report ServerKills::run()
{
    const auto start = steady_clock::now();
    if (const QString trouble = prepare(); !trouble.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(trouble));
        return report(false);
    }
    m_microphone.start();
    bool good = true;
    for (int number = 0; good && number < m_kills; ++number)
        good = killOnce(number);
    m_isTalking = false;
    good = waitForQuiet() && good;
    m_server.terminate();
    Report result = report(good);
    result.seconds = std::chrono::duration<double>(steady_clock::now() - start).count();
    return result;
}

/// Waits until the server has sent everything and has received everything.
bool ServerKills::waitForQuiet()
{
    m_lastHeard = steady_clock::now();
    const bool isQuiet =
        waitUntil([this] { return steady_clock::now() - m_lastHeard > kQuiet; }, 4 * kPatience);
    m_microphone.stop();
    bool isStopped = false;
    connect(&m_client->line(), &client::SessionLine::stopped, this,
            [&isStopped] { isStopped = true; });
    m_client->line().stop();
    return waitUntil([&isStopped] { return isStopped; }, kPatience) && isQuiet;
}

Report ServerKills::report(bool settled)
{
    Report report{.design = u"v1"_s,
                  .cuts = m_made,
                  .seed = m_seed,
                  .mic = {},
                  .tts = {},
                  .messages = {},
                  .newSessions = std::max(0, m_sessions - 1),
                  .settled = settled,
                  .recoveries = m_recoveries};
    Audit audit([this](quint64 at) { return at < m_spoken.size() ? m_spoken[at] : -1; }, nullptr);
    audit.noteSpoken(
        {.position = 0, .pcm = QByteArray(static_cast<qsizetype>(m_spoken.size()) * 2, 0)});
    for (const QString &id : m_typed)
        audit.noteTyped(id);
    const auto durable = storetap::read(m_server.folder() + u"/sessions.sqlite"_s);
    if (!durable) {
        report.settled = false;
        report.firstLoss = durable.error();
        return report;
    }
    for (const server::Change &change : durable.value())
        audit.noteDurable(change);
    for (const protocol::AudioItem &speech : m_heard)
        audit.noteHeard(speech);
    for (const protocol::ServerMessage &message : m_received)
        audit.noteReceived(message);
    audit.fill(report);
    return report;
}

} // namespace holdline::chaos
