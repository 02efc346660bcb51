// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/resuming.h"

#include "protocol/limits.h"
#include "server/store/sqlitestore.h"
#include "support/childprocess.h"
#include "tools/chaos/chaosproxy.h"
#include "tools/chaos/hastyclient.h"
#include "tools/chaos/rampserver.h"

#include <QTemporaryDir>

#include <cstdio>

namespace holdline::bench {

using namespace chaos;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using client::Line;
using std::chrono::steady_clock;
using testing::waitUntil;

namespace {

constexpr int kResumes = 50;

/// A server with a SQLite file, a line to it, and the secret of a session.
struct ResumingOffice
{
    QTemporaryDir folder;
    std::unique_ptr<RampServer> server;
    ChaosProxy line;

    bool open()
    {
        auto store = server::openSqliteStore(folder.filePath(u"sessions.sqlite"_s));
        if (!store)
            return false;
        server = std::make_unique<RampServer>(std::move(store).value());
        line.setTarget(server->port());
        return server->listens() && line.listen();
    }
    std::unique_ptr<HastyClient> client()
    {
        auto client =
            std::make_unique<HastyClient>(line.url(), HastyClient::Home{.folder = folder.path()});
        client->start();
        return client;
    }
};

bool waitUntilLive(HastyClient &client)
{
    return waitUntil([&client] { return client.line().isLive(); }, kPatience);
}

Rows resumeRow(ResumingOffice &office)
{
    const auto client = office.client();
    if (!waitUntilLive(*client))
        return {};
    std::vector<double> times;
    for (int i = 0; i < kResumes; ++i) {
        bool isLost = false;
        const auto lost = QObject::connect(&client->line(), &Line::lost, [&] { isLost = true; });
        const auto start = steady_clock::now();
        office.line.cut();
        if (!waitUntil([&] { return isLost && client->line().isLive(); }, kPatience))
            return {};
        times.push_back(milliseconds(steady_clock::now() - start));
        QObject::disconnect(lost);
    }
    return {{u"resume_ms_p50"_s, percentile(times, 0.5), u"ms"_s,
             u"line reset to session resumed, loopback, SQLite; with 0 … 10 ms of random wait "
             "instead of 0 … 250; p95 %1 ms"_s.arg(percentile(times, 0.95), 0, 'f', 1)}};
}

/// The bytes on the line that a Plain line would not have: longer headers and acknowledgements.
Rows ackRow(ResumingOffice &office)
{
    constexpr int kItems = 50;
    constexpr qint64 kPlainItem =
        8 + 8 + protocol::kCaptureItemSamples * 2; // headers of WebSocket and of the item
    const auto client = office.client();
    if (!waitUntilLive(*client))
        return {};
    waitUntil([] { return false; }, 500ms); // until the handshake is over
    const qint64 before = office.line.forwardedBytes();
    int sent = 0;
    QTimer microphone;
    microphone.setTimerType(Qt::PreciseTimer);
    QObject::connect(&microphone, &QTimer::timeout, &microphone, [&] {
        const auto position = static_cast<quint64>(sent) * protocol::kCaptureItemSamples;
        client->line().durable().send(
            protocol::AudioItem{.position = position,
                                .stream = 1,
                                .pcm = QByteArray(protocol::kCaptureItemSamples * 2, '\0')});
        if (++sent == kItems)
            microphone.stop();
    });
    microphone.start(kItem);
    waitUntil([&] { return sent == kItems; }, kPatience);
    waitUntil([] { return false; }, 300ms);
    const qint64 extra = office.line.forwardedBytes() - before - kItems * kPlainItem;
    const double seconds = std::chrono::duration<double>(kItem).count() * kItems;
    return {{u"ack_overhead_bytes_per_s"_s, static_cast<double>(extra) / seconds, u"B"_s,
             u"per second of microphone, both directions, beside %1 B of sound"_s.arg(
                 static_cast<double>(kItems * kPlainItem) / seconds, 0, 'f', 0)}};
}

} // namespace

Rows measureResuming()
{
    ResumingOffice office;
    if (!office.open()) {
        std::fprintf(stderr, "There is no server\n");
        return {};
    }
    Rows rows = resumeRow(office);
    rows += ackRow(office);
    return rows;
}

} // namespace holdline::bench
