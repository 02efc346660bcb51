// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/talk.h"

#include "speech/flitesynthesizer.h"
#include "support/processfigures.h"
#include "support/stage.h"

#include <cstdio>

namespace holdline::bench {

using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr Duration kIdle(10000);

/// The delay of one answer and its parts.
struct Delay
{
    double whole;
    double understanding; ///< end of speech -> final_user_request: pause and recogniser
    double answering; ///< -> first tts_chunk: responder and voice
    double sounding; ///< -> first sound: line, buffers, loudspeaker
};

audio::Pcm spoken(speech::Synthesizer &voice, const QString &text)
{
    audio::Pcm speech;
    const auto outcome = voice.speak(text, {}, [&speech](audio::PcmView pcm) {
        speech.insert(speech.end(), pcm.begin(), pcm.end());
        return true;
    });
    return outcome ? speech : audio::Pcm();
}

std::optional<Delay> ask(Stage &stage, const audio::Pcm &question, int rate)
{
    const int turn = static_cast<int>(stage.watch().turns().size()) + 1;
    if (!stage.say(question, rate))
        return std::nullopt;
    const Instant said = steady_clock::now();
    if (!stage.waitForAnswer(turn, kPatience))
        return std::nullopt;
    const WatchedTurn &watched = stage.watch().turns()[turn - 1];
    const Tape &microphone = stage.microphone();
    const Tape &loudspeaker = stage.loudspeaker();
    const auto questions =
        soundsIn(audio::PcmView(microphone.samples()).first(microphone.sampleAt(said)));
    const std::size_t from = loudspeaker.sampleAt(watched.requestedAt);
    const auto answers = soundsIn(audio::PcmView(loudspeaker.samples()).subspan(from));
    if (questions.empty() || answers.empty() || !watched.firstSpeechAt)
        return std::nullopt;
    const Instant end = microphone.timeOf(questions.back().end);
    const Instant sound = loudspeaker.timeOf(from + answers.front().begin);
    return Delay{.whole = milliseconds(sound - end),
                 .understanding = milliseconds(watched.requestedAt - end),
                 .answering = milliseconds(*watched.firstSpeechAt - watched.requestedAt),
                 .sounding = milliseconds(sound - *watched.firstSpeechAt)};
}

double medianOf(const std::vector<Delay> &delays, double Delay::*part)
{
    std::vector<double> values;
    values.reserve(delays.size());
    for (const Delay &delay : delays)
        values.push_back(delay.*part);
    return percentile(values, 0.5);
}

Row delayRow(const std::vector<Delay> &delays)
{
    const auto part = [&delays](double Delay::*which) {
        return QString::number(medianOf(delays, which), 'f', 0);
    };
    return {
        u"first_audio_ms_p50"_s, medianOf(delays, &Delay::whole), u"ms"_s,
        u"%1 questions; pause and recognition %2, answer and voice %3, line and loudspeaker %4"_s
            .arg(delays.size())
            .arg(part(&Delay::understanding), part(&Delay::answering), part(&Delay::sounding))};
}

/// The processor time in percent of one core while `during` runs.
template <typename Function>
double cpuShare(qint64 pid, Function during)
{
    const auto begin = steady_clock::now();
    const auto before = cpuTime(pid);
    during();
    return 100 * milliseconds(cpuTime(pid) - before) / milliseconds(steady_clock::now() - begin);
}

} // namespace

Rows measureTalk()
{
    auto voice = speech::fliteSynthesizer()();
    Stage stage;
    if (!voice)
        return failed(voice.error());
    for (const QString &trouble : {stage.prepare(), stage.startClient()}) {
        if (!trouble.isEmpty())
            return failed(trouble);
    }
    if (!stage.client().waitForStatus(u"connected"_s))
        return failed(u"The client does not connect."_s);
    waitUntil([] { return false; }, Duration(2000)); // until the start is over
    const qint64 pid = stage.client().process().pid();
    const double idle = cpuShare(pid, [] { waitUntil([] { return false; }, kIdle); });

    if (!stage.openMicrophone())
        return failed(u"The microphone does not open."_s);
    std::vector<Delay> delays;
    const double talking = cpuShare(pid, [&] {
        for (const QString &question :
             {u"what time is it"_s, u"what is seven times six"_s, u"what day is it today"_s,
              u"what is two plus two"_s, u"what did i say before"_s, u"what can you do"_s,
              u"what time is it"_s}) {
            const audio::Pcm speech = spoken(*voice.value(), question);
            if (const auto delay = ask(stage, speech, voice.value()->sampleRate()))
                delays.push_back(*delay);
        }
    });
    const double megabytes = static_cast<double>(residentBytes(pid)) / (1024 * 1024);
    if (delays.empty())
        return failed(u"No question was answered."_s);
    return {
        delayRow(delays),
        {u"client_rss_mb"_s, megabytes, u"MB"_s, u"at the end of the conversation"_s},
        {u"client_cpu_idle_pct"_s, idle, u"%"_s, u"of one core, connected, microphone off, 10 s"_s},
        {u"client_cpu_talking_pct"_s, talking, u"%"_s,
         u"of one core, microphone open, a question and an answer in turn"_s},
    };
}

} // namespace holdline::bench
