// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/heldspeech.h"

#include "protocol/limits.h"
#include "support/serverprocess.h"
#include "support/syntheticvoice.h"
#include "tools/bench/stepwatch.h"
#include "tools/chaos/hastyclient.h"

#include <cstdio>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;
using testing::waitUntil;
using Codec = client::DialectChoice::Codec;

namespace {

constexpr Duration kHeld = 60s; ///< the most that is kept

struct Return
{
    double longestStepMs;
    double takenMs; ///< from the welcome until the server has received everything
};

/// Speaks for a minute while the server is away, and lets it return.
std::optional<Return> comeBack(testing::ServerProcess &server, Codec codec)
{
    chaos::HastyClient client(server.url());
    client::SessionLine &line = client.line();
    client.socket().setDialect({.codec = codec});
    client.start();
    if (!waitUntil([&] { return line.isLive(); }, kPatience) || !server.terminate()
        || !waitUntil([&] { return !line.isLive(); }, kPatience))
        return std::nullopt;
    const QByteArray voice = audio::toBytes(testing::humming(audio::kSpeechRate, kItem));
    for (int i = 0; i < kHeld / kItem; ++i)
        line.durable().send(protocol::AudioItem{
            .position = quint64(i) * protocol::kCaptureItemSamples, .stream = 1, .pcm = voice});
    std::optional<steady_clock::time_point> welcome;
    std::optional<steady_clock::time_point> over;
    const auto note = [](auto &time) { return [&time] { time = steady_clock::now(); }; };
    QObject::connect(&line, &client::Line::sessionStarted, &line, note(welcome));
    QObject::connect(&line.durable(), &client::DurableLine::caughtUp, &line, note(over));
    const StepWatch watch;
    if (!server.start() || !waitUntil([&] { return over.has_value(); }, kPatience))
        return std::nullopt;
    return Return{.longestStepMs = milliseconds(watch.longest()),
                  .takenMs = milliseconds(*over - *welcome)};
}

} // namespace

Rows measureHeldSpeech()
{
    testing::ServerProcess server;
    if (!server.start()) {
        std::fprintf(stderr, "There is no server:\n%s\n", qPrintable(server.process().errorText()));
        return {};
    }
    const auto packed = comeBack(server, Codec::Opus);
    const auto plain = comeBack(server, Codec::Pcm);
    if (!packed || !plain) {
        std::fprintf(stderr, "The held speech does not get through\n");
        return {};
    }
    return {
        {u"held_step_ms_max"_s, packed->longestStepMs, u"ms"_s,
         u"longest step of the client's main thread (its own processor time) while %1 s of held "
         "speech go out in Opus, all of it within %2 ms; in PCM %3 ms, %4 ms"_s
             .arg(std::chrono::duration_cast<std::chrono::seconds>(kHeld).count())
             .arg(packed->takenMs, 0, 'f', 0)
             .arg(plain->longestStepMs, 0, 'f', 1)
             .arg(plain->takenMs, 0, 'f', 0)}};
}

} // namespace holdline::bench
