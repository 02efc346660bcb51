// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turnlistener.h"

#include "core/log.h"
#include "core/overloaded.h"

#include <QStringList>

#include <numeric>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// Audio that is late by less than this has not stopped.
constexpr Duration kJitter = 300ms;
constexpr Duration kStall = 5s;
// One user's pauses may not fill the line for the recognisers: while the first utterance is being
// finished, the next one is heard; more wait here.
constexpr int kRecognitionsAtOnce = 2;
// Of one user, 10 MB. Nobody speaks so long before being answered.
constexpr std::size_t kMaxUnfed = audio::samplesIn(5min, audio::kSpeechRate);
// What the start of a turn may depend on, and more.
constexpr quint64 kKeptWhileQuiet = audio::samplesIn(1s, audio::kSpeechRate);

} // namespace

TurnListener::TurnListener(speech::RecognizerPool &recognizers, Duration pause, int rate,
                           QObject *parent)
    : QObject(parent)
    , m_recognizers(recognizers)
    , m_resampler(rate, audio::kSpeechRate)
    , m_endpointer({.pause = pause})
    , m_pause(pause)
{
    m_starvation.setSingleShot(true);
    connect(&m_starvation, &QTimer::timeout, this, &TurnListener::starve);
}

// ---- audio

void TurnListener::hear(audio::PcmView pcm, quint64 mark, bool late)
{
    const audio::Pcm converted = m_resampler.process(pcm);
    m_marks.add(mark, converted.size());
    m_isLate = late;
    m_unjudged.insert(m_unjudged.end(), converted.begin(), converted.end());
    constexpr std::size_t kFrame = audio::VoiceDetector::kFrameSamples;
    const std::size_t whole = m_unjudged.size() - m_unjudged.size() % kFrame;
    for (std::size_t at = 0; at < whole; at += kFrame)
        judge(audio::PcmView(m_unjudged).subspan(at, kFrame));
    m_unjudged.erase(m_unjudged.begin(), m_unjudged.begin() + static_cast<std::ptrdiff_t>(whole));
    feedTurn();
    waitForAudio();
    m_marks.forgetBefore(neededFrom());
    reportWhenComplete();
}

quint64 TurnListener::neededFrom() const
{
    const quint64 length = m_marks.length();
    const quint64 begin = m_utterances.empty() ? length - std::min(length, kKeptWhileQuiet)
                                               : m_utterances.front().begin;
    return std::max(m_marks.at(begin), m_marks.from(m_reported));
}

qint64 TurnListener::heldBytes() const
{
    const quint64 begin = m_utterances.empty() ? m_judged : m_utterances.front().begin;
    return static_cast<qint64>((m_judged - begin) * sizeof(audio::Sample));
}

void TurnListener::setPause(Duration pause)
{
    m_pause = pause;
    m_endpointer.setPause(pause);
}

void TurnListener::setGap(Gap gap)
{
    m_gap = gap;
    waitForAudio();
}

void TurnListener::reset()
{
    m_endpointer.reset();
    m_unfed.clear();
    m_starvation.stop();
    m_utterances.clear();
    m_isLate = false;
    m_reported = m_marks.length();
}

TurnListener::State TurnListener::state() const
{
    const bool waits = std::ranges::any_of(m_utterances, [](const Utterance &utterance) {
        return utterance.recognition && !utterance.recognition->isRunning();
    });
    if (waits)
        return State::Waiting;
    if (isOpen())
        return State::Hearing;
    return m_utterances.empty() ? State::Quiet : State::Recognizing;
}

/// More audio is expected to belong to the turn.
bool TurnListener::isOpen() const
{
    return m_endpointer.inTurn() || (m_isLate && !m_utterances.empty());
}

void TurnListener::judge(audio::PcmView frame)
{
    const bool isVoiced = m_detector.isVoiced(frame);
    m_judged += frame.size();
    const auto keep = [&] {
        m_unfed.insert(m_unfed.end(), frame.begin(), frame.end());
        if (isVoiced)
            m_lastVoiced = m_judged;
    };
    std::visit(Overloaded{
                   [](const audio::Endpointer::Silence &) {},
                   [this](const audio::Endpointer::TurnStarted &turn) { begin(turn.preRoll); },
                   [&](const audio::Endpointer::TurnContinued &) { keep(); },
                   [&](const audio::Endpointer::TurnEnded &) {
                       keep();
                       end();
                   },
               },
               m_endpointer.push(frame, isVoiced));
}

void TurnListener::begin(const audio::Pcm &preRoll)
{
    const bool isTooMuch = unfedSamples() > kMaxUnfed;
    if (isTooMuch)
        qCInfo(lcVoice, "one user speaks faster than can be recognised; some is not heard");
    m_unfed = preRoll;
    m_lastVoiced = m_judged;
    m_utterances.push_back({.begin = m_judged - preRoll.size(), .isKnown = isTooMuch});
    recognizeNext();
    Q_EMIT speechStarted();
    Q_EMIT stateChanged();
}

void TurnListener::feedTurn()
{
    const audio::Pcm pcm = std::exchange(m_unfed, {});
    if (m_utterances.empty() || pcm.empty())
        return;
    Utterance &utterance = m_utterances.back();
    if (utterance.recognition)
        utterance.recognition->feed(pcm);
    else if (!utterance.isKnown)
        utterance.unfed.insert(utterance.unfed.end(), pcm.begin(), pcm.end());
}

void TurnListener::end()
{
    feedTurn();
    Utterance &utterance = m_utterances.back();
    utterance.isOver = true;
    if (utterance.recognition)
        utterance.recognition->finish();
    Q_EMIT stateChanged();
}

/// The audio has stopped in the middle of a turn.
void TurnListener::starve()
{
    m_isLate = false;
    if (m_endpointer.inTurn()) {
        m_endpointer.reset();
        end();
    }
    reportWhenComplete();
}

void TurnListener::waitForAudio()
{
    if (!isOpen() || m_gap == Gap::Outage)
        m_starvation.stop();
    else
        m_starvation.start(m_gap == Gap::Stall ? kStall : m_pause + kJitter);
}

std::size_t TurnListener::unfedSamples() const
{
    return std::accumulate(
        m_utterances.begin(), m_utterances.end(), std::size_t(0),
        [](std::size_t sum, const Utterance &utterance) { return sum + utterance.unfed.size(); });
}

// ---- words

void TurnListener::recognizeNext()
{
    auto taken = std::ranges::count_if(
        m_utterances, [](const Utterance &utterance) { return utterance.recognition != nullptr; });
    for (Utterance &utterance : m_utterances) {
        if (utterance.recognition || utterance.isKnown)
            continue;
        if (taken++ >= kRecognitionsAtOnce)
            return;
        recognize(utterance);
    }
}

void TurnListener::recognize(Utterance &utterance)
{
    utterance.recognition = m_recognizers.begin();
    auto *key = utterance.recognition.get();
    connect(key, &speech::Recognition::running, this, &TurnListener::stateChanged);
    connect(key, &speech::Recognition::partial, this,
            [this, key](const QString &text) { setWords(key, text); });
    connect(key, &speech::Recognition::finished, this,
            [this, key](const QString &text) { finish(key, text); });
    if (const audio::Pcm pcm = std::exchange(utterance.unfed, {}); !pcm.empty())
        key->feed(pcm);
    if (utterance.isOver)
        key->finish();
}

TurnListener::Utterance *TurnListener::utteranceOf(const speech::Recognition *recognition)
{
    const auto found = std::ranges::find(m_utterances, recognition, [](const Utterance &utterance) {
        return utterance.recognition.get();
    });
    return found == m_utterances.end() ? nullptr : &*found;
}

void TurnListener::setWords(const speech::Recognition *recognition, const QString &words)
{
    Utterance *utterance = utteranceOf(recognition);
    if (!utterance || utterance->words == words)
        return;
    utterance->words = words;
    Q_EMIT partial(this->words());
}

void TurnListener::finish(const speech::Recognition *recognition, const QString &words)
{
    setWords(recognition, words);
    if (Utterance *utterance = utteranceOf(recognition)) {
        // It is the sender of the signal that brought us here.
        utterance->recognition.release()->deleteLater();
        utterance->isKnown = true;
    }
    recognizeNext();
    Q_EMIT stateChanged();
    reportWhenComplete();
}

void TurnListener::reportWhenComplete()
{
    const bool complete = std::ranges::all_of(m_utterances, &Utterance::isKnown);
    if (isOpen() || !complete || m_utterances.empty())
        return;
    const QString all = words();
    m_utterances.clear();
    m_reported = m_lastVoiced;
    Q_EMIT understood(all);
    Q_EMIT stateChanged();
}

QString TurnListener::words() const
{
    QStringList parts;
    for (const Utterance &utterance : m_utterances) {
        if (!utterance.words.isEmpty())
            parts.append(utterance.words);
    }
    return parts.join(u' ');
}

} // namespace holdline::server
