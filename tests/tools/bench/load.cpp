// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/load.h"

#include "audio/resampler.h"
#include "support/processfigures.h"
#include "support/signals.h"
#include "support/voice.h"
#include "tools/bench/crowd.h"

#include <cstdio>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr int kFew = 1000;
constexpr int kMany = 10000;
constexpr int kTalking = 100;
constexpr int kSpeaking = 8;
constexpr Duration kIdleWindow = 30s; // the server pings each connection once in this time
constexpr Duration kTalkWindow = 20s;

using CpuClock = std::chrono::milliseconds (*)(qint64);

/// The share of one processor that the process uses while the event loop runs for `window`.
std::vector<double> cpuPercent(qint64 pid, Duration window, std::vector<CpuClock> clocks)
{
    std::vector<std::chrono::milliseconds> before;
    for (const CpuClock clock : clocks)
        before.push_back(clock(pid));
    const auto start = steady_clock::now();
    waitUntil([&] { return steady_clock::now() - start >= window; }, 2 * window);
    const double passed = milliseconds(steady_clock::now() - start);
    std::vector<double> percent;
    for (std::size_t i = 0; i < clocks.size(); ++i)
        percent.push_back(100 * milliseconds(clocks[i](pid) - before[i]) / passed);
    return percent;
}

/// Speech at 16 kHz, in items as they are sent, repeated without end.
class Tape
{
public:
    explicit Tape(audio::Pcm pcm) : m_pcm(std::move(pcm))
    {
        const auto size = static_cast<std::size_t>(protocol::kCaptureItemSamples);
        m_pcm.resize((m_pcm.size() + size - 1) / size * size);
    }
    audio::PcmView item(std::size_t number) const
    {
        const auto size = static_cast<std::size_t>(protocol::kCaptureItemSamples);
        return audio::PcmView(m_pcm).subspan(number * size % m_pcm.size(), size);
    }

private:
    audio::Pcm m_pcm;
};

audio::Pcm question()
{
    audio::Resampler toSpeechRate(audio::kDeviceRate, audio::kSpeechRate);
    return toSpeechRate.process(voice(u"what time is it"_s, 4s));
}

/// All clients talk in real time. Each has a phase of its own, so that no two frames come together.
class Talk : public QObject
{
public:
    explicit Talk(Crowd &crowd)
        : m_crowd(crowd)
        , m_speech(question())
        , m_room(noise(audio::kSpeechRate, 2s, 0.001))
    {
        connect(&m_timer, &QTimer::timeout, this, &Talk::sendDue);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_start = steady_clock::now();
        m_timer.start(1ms);
    }

private:
    void sendDue()
    {
        const auto due =
            static_cast<std::size_t>((steady_clock::now() - m_start) * kTalking / kItem);
        for (; m_sent < due; ++m_sent) {
            const auto index = static_cast<int>(m_sent % kTalking);
            DurableClient &client = m_crowd.client(index);
            const std::size_t number = m_sent / kTalking;
            const Tape &tape = index < kSpeaking ? m_speech : m_room;
            client.sendAudio(tape.item(number + static_cast<std::size_t>(index) * 7));
            if (index < kSpeaking && !client.speech().isEmpty()) {
                const protocol::AudioItem &last = client.speech().last();
                client.tellPlayed(last.stream, last.position);
            }
        }
    }

    Crowd &m_crowd;
    Tape m_speech;
    Tape m_room;
    QTimer m_timer;
    steady_clock::time_point m_start;
    std::size_t m_sent = 0;
};

} // namespace

Rows measureConnected()
{
    CrowdServer server;
    if (!server.startAndSettle())
        return {};
    const qint64 pid = server.process().pid();
    const qint64 before = residentBytes(pid);
    Crowd crowd(server.url());
    if (!crowd.add(kFew))
        return {};
    const double few = cpuPercent(pid, kIdleWindow, {cpuTime}).front();
    const auto start = steady_clock::now();
    if (!crowd.add(kMany - kFew))
        return {};
    const double opening = milliseconds(steady_clock::now() - start) / 1000;
    const double many = cpuPercent(pid, kIdleWindow, {cpuTime}).front();
    const double megabytes = static_cast<double>(residentBytes(pid) - before) / (1 << 20);
    const QString note = u"of one processor, v1, SQLite; the clients ping every 15 s; "_s;
    return {
        {u"connected_1000_cpu_pct"_s, few, u"%"_s, note + machineLoad()},
        {u"connected_10000_cpu_pct"_s, many, u"%"_s, note + machineLoad()},
        {u"connected_10000_mb"_s, megabytes, u"MB"_s,
         u"resident memory of the server; 9 000 of them opened in %1 s"_s.arg(opening, 0, 'f', 1)},
    };
}

Rows measureTalking()
{
    CrowdServer server;
    if (!server.startAndSettle())
        return {};
    Crowd crowd(server.url());
    if (!crowd.add(kTalking))
        return {};
    const Talk talk(crowd);
    const auto percent = cpuPercent(server.process().pid(), kTalkWindow, {mainThreadTime, cpuTime});
    quint64 heard = 0;
    for (int i = 0; i < kTalking; ++i)
        heard += crowd.client(i).stream().acknowledged();
    int turns = 0;
    for (int i = 0; i < kSpeaking; ++i)
        turns += static_cast<int>(crowd.client(i).items<protocol::FinalUserRequest>().size());
    return {{u"talking_100_feed_cpu_pct"_s, percent[0], u"%"_s,
             u"main thread, which hears, stores and sends; with two recognisers and all %1 %; in "
             "20 s %2 s of audio and %3 turns of 8 speakers; %4"_s.arg(percent[1], 0, 'f', 0)
                 .arg(heard / 10)
                 .arg(turns)
                 .arg(machineLoad())}};
}

} // namespace holdline::bench
