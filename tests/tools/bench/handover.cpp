// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/handover.h"

#include "audio/resampler.h"
#include "speech/pocketsphinxrecognizer.h"
#include "speech/recognizerpool.h"
#include "support/childprocess.h"
#include "support/voice.h"

#include <cstdio>
#include <optional>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;
using testing::waitUntil;

namespace {

constexpr int kHandovers = 20;

/// Continuous speech, 16 kHz.
audio::Pcm longSpeech(Duration length)
{
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    const audio::Pcm question = resampler.process(testing::voice(u"what time is it"_s, 200ms));
    audio::Pcm speech;
    while (!question.empty() && speech.size() < audio::samplesIn(length, audio::kSpeechRate))
        speech.insert(speech.end(), question.begin(), question.end());
    return speech;
}

/// The time from the loss of the recogniser, while it hears `speech`, until the next user in the
/// queue has it.
std::optional<double> handOverOnce(speech::RecognizerPool &pool, const audio::Pcm &speech,
                                   Duration headStart)
{
    const int speakers[2] = {};
    const auto loser = pool.begin(&speakers[0]);
    if (!waitUntil([&] { return loser->isRunning(); }, kPatience))
        return std::nullopt;
    const auto next = pool.begin(&speakers[1]);
    std::optional<steady_clock::time_point> seated;
    QObject::connect(next.get(), &speech::Recognition::stateChanged, next.get(), [&] {
        if (next->isRunning() && !seated)
            seated = steady_clock::now();
    });
    loser->feed(speech);
    const auto start = steady_clock::now();
    waitUntil([&] { return steady_clock::now() - start >= headStart; }, kPatience);
    const auto lost = steady_clock::now();
    loser->setSuspended(true);
    if (!waitUntil([&] { return seated.has_value(); }, kPatience))
        return std::nullopt;
    return milliseconds(*seated - lost);
}

} // namespace

Rows measureHandover()
{
    const Clock clock;
    speech::RecognizerPool pool(speech::pocketsphinxRecognizer(), 1, clock);
    const audio::Pcm speech = longSpeech(60s);
    if (speech.empty() || !waitUntil([&] { return pool.size() == 1; }, kPatience)) {
        std::fprintf(stderr, "There is no recogniser or no voice\n");
        return {};
    }
    std::vector<double> times;
    for (int i = 0; i < kHandovers; ++i) {
        // At different times within the current slice of work.
        const auto time = handOverOnce(pool, speech, 100ms + i * 7ms);
        if (!time) {
            std::fprintf(stderr, "The recogniser is not handed over\n");
            return {};
        }
        times.push_back(*time);
    }
    return {{u"recogniser_handover_ms"_s, percentile(times, 0.95), u"ms"_s,
             u"p95 of %1, p50 %2 ms: from taking PocketSphinx from a user in the middle of 60 s of "
             "speech until the next in line has it; a stalled line is noticed 1.0 to 1.1 s after "
             "its last sample"_s.arg(kHandovers)
                 .arg(percentile(times, 0.5), 0, 'f', 1)}};
}

} // namespace holdline::bench
