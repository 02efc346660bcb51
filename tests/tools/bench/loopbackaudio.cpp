// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/loopbackaudio.h"

#include "audio/devices/qtsoundcard.h"
#include "support/signals.h"
#include "support/virtualsoundcard.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace holdline::bench {

using namespace audio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Milliseconds = std::chrono::duration<double, std::milli>;

namespace {

constexpr double kToneHertz = 440;
constexpr double kToneAmplitude = 0.5;
constexpr Sample kAudible = 3000;

/// Runs the event loop until `condition` holds. Returns false after `patience`.
template <typename Condition>
bool waitFor(Condition condition, std::chrono::milliseconds patience)
{
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    poll.start(1ms);
    QTimer::singleShot(patience, Qt::PreciseTimer, &loop, [&loop] { loop.quit(); });
    loop.exec();
    return condition();
}

/// The delay of each click after play(). Leaves out a click that is not heard within 1 s.
std::vector<Milliseconds> timeClicks(SoundCard &card, int clicks)
{
    using Clock = std::chrono::steady_clock;
    const Pcm click = testing::sine(2000, kDeviceRate, 5ms);
    std::vector<Milliseconds> delays;
    Clock::time_point played;
    bool waiting = false;

    QObject context;
    QObject::connect(&card, &SoundCard::captured, &context, [&](const Pcm &block) {
        const auto heard = std::find_if(block.begin(), block.end(),
                                        [](Sample sample) { return std::abs(sample) > kAudible; });
        if (!waiting || heard == block.end())
            return;
        const auto after = durationOf(static_cast<std::size_t>(block.end() - heard), kDeviceRate);
        delays.emplace_back(Clock::now() - after - played);
        waiting = false;
    });
    for (int number = 0; number < clicks; ++number) {
        // So that clicks are not in step with a timer or a block.
        waitFor([] { return false; }, 80ms + std::chrono::milliseconds(number * 7 % 41));
        waiting = true;
        played = Clock::now();
        card.play(click);
        waitFor([&waiting] { return !waiting; }, 1s);
    }
    return delays;
}

/// The last two samples of a sine predict the next one. Where the prediction fails, samples are
/// missing or repeated.
int countSeams(PcmView tone)
{
    const double factor = 2 * std::cos(2 * std::numbers::pi * kToneHertz / kDeviceRate);
    constexpr double kTolerance = 0.01 * kToneAmplitude * 32768;
    constexpr std::size_t kOneSeam = kDeviceRate / 100;
    int seams = 0;
    for (std::size_t i = 2; i < tone.size(); ++i) {
        if (std::abs(factor * tone[i - 1] - tone[i - 2] - tone[i]) < kTolerance)
            continue;
        ++seams;
        i += kOneSeam;
    }
    return seams;
}

Pcm hearTone(SoundCard &card)
{
    Pcm heard;
    QObject context;
    QObject::connect(&card, &SoundCard::captured, &context, [&heard](const Pcm &block) {
        heard.insert(heard.end(), block.begin(), block.end());
    });
    card.play(testing::sine(kToneHertz, kDeviceRate, 6s, kToneAmplitude));
    waitFor([] { return false; }, 500ms); // well inside the tone
    heard.clear();
    waitFor([&heard] { return heard.size() >= 5 * kDeviceRate; }, 8s);
    card.stopPlayback();
    return heard;
}

} // namespace

Result<LoopbackFigures, QString> measureLoopback(int clicks)
{
    testing::VirtualSoundCard virtualCard;
    if (const QString error = virtualCard.start(); !error.isEmpty())
        return Failure{error};
    const Device cable{.id = "cable", .name = u"cable"_s};
    if (const QString error = virtualCard.addLoopback(cable.name); !error.isEmpty())
        return Failure{error};
    virtualCard.useInThisProcess();

    QtSoundCard card;
    card.prefer(Direction::Input, cable);
    card.openMicrophone();
    card.play(testing::silence(kDeviceRate, 500ms));
    const auto isOpen = [&card](Direction direction) {
        return card.status(direction).state == EndpointStatus::State::Open;
    };
    if (!waitFor([&] { return isOpen(Direction::Input) && isOpen(Direction::Output); }, 10s))
        return Failure{u"the virtual sound card does not open"_s};
    waitFor([] { return false; }, 1s); // until the sound server has settled on its latencies

    std::vector<Milliseconds> delays = timeClicks(card, clicks);
    if (delays.size() < static_cast<std::size_t>(clicks))
        return Failure{u"only %1 of %2 clicks were heard"_s.arg(delays.size()).arg(clicks)};
    std::sort(delays.begin(), delays.end());
    return LoopbackFigures{.p50Ms = delays[delays.size() / 2].count(),
                           .p95Ms = delays[delays.size() * 95 / 100].count(),
                           .underruns = countSeams(hearTone(card))};
}

} // namespace holdline::bench
