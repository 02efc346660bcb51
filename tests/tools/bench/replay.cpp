// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/replay.h"

#include "client/conversation/transcriptmodel.h"
#include "server/store/sqlitestore.h"
#include "support/childprocess.h"
#include "support/processfigures.h"
#include "support/serverprocess.h"
#include "tools/chaos/hastyclient.h"

#include <QFile>
#include <QRegularExpression>

#include <cstdio>
#include <malloc.h>

namespace holdline::bench {

using namespace chaos;
using namespace testing;
using namespace Qt::StringLiterals;
using client::DurableLine;
using client::Line;
using std::chrono::steady_clock;

namespace {

constexpr int kRuns = 5;
constexpr int kRejoins = 20;
constexpr int kMessageBytes = 400;
constexpr int kBatch = 500; ///< messages

/// A memory figure of this process in bytes, such as VmHWM, its peak.
double memory(const char *name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression pattern(QString::fromLatin1(name) + u":\\s+(\\d+)"_s);
    return pattern.match(QString::fromLatin1(file.readAll())).captured(1).toDouble() * 1024;
}

void forgetPeak()
{
    ::malloc_trim(0);
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

/// A server, and the client's secret of a session with a long history.
class Archive
{
public:
    bool make(int bytes)
    {
        if (!m_server.start() || !openSession())
            return false;
        m_server.terminate();
        return fill(bytes) && m_server.start()
            && waitUntilIdle(m_server.process().pid(), kPatience);
    }
    std::unique_ptr<HastyClient> client()
    {
        return std::make_unique<HastyClient>(m_server.url(),
                                             HastyClient::Home{.folder = m_server.folder()});
    }

private:
    bool openSession()
    {
        const auto first = client();
        QObject::connect(&first->line(), &Line::sessionStarted, &first->line(),
                         [this](const Line::Session &session) { m_session = session.id; });
        first->start();
        return waitUntil([this] { return m_session.has_value(); }, kPatience);
    }
    bool fill(int bytes);

    ServerProcess m_server;
    std::optional<SessionId> m_session;
};

bool Archive::fill(int bytes)
{
    auto opened = server::openSqliteStore(m_server.folder() + u"/sessions.sqlite"_s);
    if (!opened)
        return false;
    const QString text = QString(kMessageBytes, u'x');
    bool isGood = true;
    const int messages = bytes / static_cast<int>(text.size());
    for (int done = 0; done < messages && isGood; done += kBatch) {
        server::Batch batch;
        for (int i = done; i < std::min(done + kBatch, messages); ++i) {
            const auto role = i % 2 == 0 ? speech::Role::User : speech::Role::Assistant;
            batch.push_back(server::MessageAppended{
                *m_session, {role, text, WallTime(Duration(i))}, QString::number(i)});
        }
        opened.value()->commit(std::move(batch),
                               [&isGood](const auto &outcome) { isGood = outcome.ok(); });
    }
    opened.value()->flush();
    return isGood;
}

struct Replay
{
    double ms;
    double extraMegabytes;
};

/// Measures from the dial until the last message is in the transcript.
std::optional<Replay> replay(Archive &archive)
{
    forgetPeak();
    const double before = memory("VmRSS");
    client::TranscriptModel transcript;
    bool isTold = false;
    const auto start = steady_clock::now();
    const auto client = archive.client();
    QObject::connect(&client->line().durable(), &DurableLine::historyReceived, &client->line(),
                     [&](const QList<protocol::HistoryMessage> &messages, bool, bool last) {
                         transcript.addReplayed(messages);
                         isTold = last;
                     });
    client->start();
    if (!waitUntil([&] { return isTold; }, kPatience) || transcript.rowCount() == 0)
        return std::nullopt;
    const double ms = milliseconds(steady_clock::now() - start);
    return Replay{ms, (memory("VmHWM") - before) / kMegabyte};
}

struct Replays
{
    std::vector<double> ms;
    double extraMegabytes = 0; ///< the peak
};

/// Several replays; empty if one fails.
Replays replays(int bytes, int runs)
{
    Archive archive;
    Replays all;
    if (!archive.make(bytes))
        return {};
    for (int i = 0; i < runs; ++i) {
        const auto one = replay(archive);
        if (!one)
            return {};
        all.ms.push_back(one->ms);
        all.extraMegabytes = std::max(all.extraMegabytes, one->extraMegabytes);
    }
    return all;
}

Rows replayRows(int megabytes)
{
    const Replays all = replays(megabytes * kMegabyte, kRuns);
    if (all.ms.empty())
        return {};
    Rows rows{{u"replay_%1mb_ms"_s.arg(megabytes), percentile(all.ms, 0.5), u"ms"_s,
               u"dial to the last message in the transcript, %1 characters each; worst %2 ms"_s
                   .arg(kMessageBytes)
                   .arg(percentile(all.ms, 1), 0, 'f', 0)}};
    if (megabytes == 10)
        rows.append({u"replay_10mb_extra_mb"_s, all.extraMegabytes, u"MB"_s,
                     u"most memory of the client meanwhile, transcript included"_s});
    return rows;
}

Rows rejoinRows()
{
    constexpr int kMessages = 100;
    const Replays all = replays(kMessages * kMessageBytes, kRejoins);
    if (all.ms.empty())
        return {};
    return {{u"rejoin_ms_p50"_s, percentile(all.ms, 0.5), u"ms"_s,
             u"dial of a new client to the last of %1 messages in the transcript; p95 %2 ms"_s
                 .arg(kMessages)
                 .arg(percentile(all.ms, 0.95), 0, 'f', 1)}};
}

} // namespace

Rows measureReplay()
{
    Rows rows = rejoinRows();
    rows += replayRows(1);
    rows += replayRows(10);
    return rows;
}

} // namespace holdline::bench
