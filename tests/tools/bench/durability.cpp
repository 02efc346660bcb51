// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/durability.h"

#include "protocol/limits.h"
#include "server/store/sqlitestore.h"
#include "support/childprocess.h"
#include "support/durableclient.h"
#include "support/processfigures.h"
#include "support/serverprocess.h"

#include <QTemporaryDir>

#include <cstdio>

namespace holdline::bench {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr int kFrames = 2000;
constexpr int kAtOnceVisiting = 50;
constexpr int kVisits = 500;

Rows commitRow()
{
    QTemporaryDir folder;
    auto opened = openSqliteStore(folder.filePath(u"sessions.sqlite"_s));
    if (!opened)
        return {};
    SessionStore &store = *opened.value();
    const SessionId id = SessionId::generate();
    bool isDone = false;
    const auto commit = [&](Batch batch) {
        isDone = false;
        store.commit(std::move(batch), [&isDone](const auto &) { isDone = true; });
        return waitUntil([&isDone] { return isDone; }, kPatience);
    };
    if (!commit({SessionCreated{id, {}, QByteArray(32, 's'), u"epoch"_s}}))
        return {};
    const protocol::AudioItem item{.pcm = QByteArray(protocol::kCaptureItemSamples * 2, '\0')};
    std::vector<double> times;
    for (quint64 seq = 1; seq <= kFrames; ++seq) {
        const auto start = steady_clock::now();
        if (!commit({AudioJournaled{id, seq, item}, JournalTrimmed{id, seq > 10 ? seq - 10 : 0},
                     ItemReceived{id, seq}}))
            return {};
        times.push_back(milliseconds(steady_clock::now() - start) * 1000);
    }
    return {
        {u"commit_us_per_audio_frame"_s, percentile(times, 0.5), u"us"_s,
         u"100 ms of microphone until it is durable and may be acknowledged, SQLite; p99 %1 us"_s
             .arg(percentile(times, 0.99), 0, 'f', 0)}};
}

/// How many speakers one disk can serve: each frame is durable before the next one of its session
/// is written, and frames that wait for the disk are written together.
Rows talkersRow()
{
    constexpr int kTalkers = 200;
    constexpr int kFramesEach = 50;
    constexpr double kFramesPerSecond = 10; // of each speaker
    QTemporaryDir folder;
    auto opened = openSqliteStore(folder.filePath(u"sessions.sqlite"_s));
    if (!opened)
        return {};
    SessionStore &store = *opened.value();
    const protocol::AudioItem item{.pcm = QByteArray(protocol::kCaptureItemSamples * 2, '\0')};
    int finished = 0;
    bool hasFailed = false;
    std::function<void(SessionId, quint64)> talk = [&](const SessionId &id, quint64 seq) {
        store.commit({AudioJournaled{id, seq, item}, JournalTrimmed{id, seq > 10 ? seq - 10 : 0},
                      ItemReceived{id, seq}},
                     [&, id, seq](const Outcome<StoreError> &outcome) {
                         hasFailed |= !outcome;
                         if (seq < kFramesEach && outcome)
                             talk(id, seq + 1);
                         else
                             ++finished;
                     });
    };
    const auto start = steady_clock::now();
    for (int talker = 0; talker < kTalkers; ++talker) {
        const SessionId id = SessionId::generate();
        store.commit({SessionCreated{id, {}, QByteArray(32, 's'), u"epoch"_s}}, {});
        talk(id, 1);
    }
    if (!waitUntil([&] { return finished == kTalkers; }, kPatience) || hasFailed)
        return {};
    const double seconds = milliseconds(steady_clock::now() - start) / 1000;
    return {{u"talkers_per_disk"_s,
             kTalkers * kFramesEach / seconds / kFramesPerSecond,
             {},
             u"speakers whose frames of 100 ms one disk makes durable as they come, of %1"_s.arg(
                 kTalkers)}};
}

/// Lets this many clients open a session and leave it.
bool visit(const QUrl &url, int count)
{
    std::vector<std::unique_ptr<DurableClient>> clients;
    for (int i = 0; i < count; ++i)
        clients.push_back(std::make_unique<DurableClient>(url));
    const auto all = [&clients](auto is) { return std::ranges::all_of(clients, is); };
    const auto greeted = [](const auto &client) { return client->isGreeted(); };
    if (!waitUntil([&] { return all(greeted); }, kPatience))
        return false;
    for (const auto &client : clients)
        client->open();
    return waitUntil([&] { return all([](const auto &client) { return client->isWelcome(); }); },
                     kPatience);
}

Rows detachedRow()
{
    ServerProcess server;
    if (!server.start() || !visit(server.url(), kAtOnceVisiting)
        || !waitUntilIdle(server.process().pid(), kPatience))
        return {};
    const qint64 before = residentBytes(server.process().pid());
    for (int i = 0; i < kVisits; i += kAtOnceVisiting) {
        if (!visit(server.url(), kAtOnceVisiting))
            return {};
    }
    waitUntil([] { return false; }, 1s);
    const qint64 bytes = (residentBytes(server.process().pid()) - before) / kVisits;
    return {{u"detached_session_bytes"_s, static_cast<double>(bytes), u"B"_s,
             u"resident memory of the server for a session whose client is away, of %1"_s.arg(
                 kVisits)}};
}

} // namespace

Rows measureDurability()
{
    Rows rows = commitRow();
    rows += talkersRow();
    rows += detachedRow();
    return rows;
}

} // namespace holdline::bench
