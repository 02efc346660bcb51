// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turnlistener.h"

#include "core/log.h"
#include "core/overloaded.h"

#include <QStringList>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// Audio that is late by less than this has not stopped.
constexpr Duration kJitter = 300ms;
// One user's pauses may not fill the line for the recognisers.
constexpr std::size_t kMaxUtterances = 8;

} // namespace

TurnListener::TurnListener(speech::RecognizerPool &recognizers, Duration pause, QObject *parent)
    : QObject(parent)
    , m_recognizers(recognizers)
    , m_resampler(audio::kDeviceRate, audio::kSpeechRate)
    , m_endpointer({.pause = pause})
    , m_pause(pause)
{
    m_starvation.setSingleShot(true);
    connect(&m_starvation, &QTimer::timeout, this, [this] {
        m_endpointer.reset();
        end();
    });
}

void TurnListener::hear(audio::PcmView pcm)
{
    const audio::Pcm converted = m_resampler.process(pcm);
    m_unjudged.insert(m_unjudged.end(), converted.begin(), converted.end());
    constexpr std::size_t kFrame = audio::VoiceDetector::kFrameSamples;
    const std::size_t whole = m_unjudged.size() - m_unjudged.size() % kFrame;
    for (std::size_t at = 0; at < whole; at += kFrame)
        judge(audio::PcmView(m_unjudged).subspan(at, kFrame));
    m_unjudged.erase(m_unjudged.begin(), m_unjudged.begin() + static_cast<std::ptrdiff_t>(whole));

    if (m_endpointer.inTurn()) {
        feedTurn();
        m_starvation.start(m_pause + kJitter);
    }
}

void TurnListener::setPause(Duration pause)
{
    m_pause = pause;
    m_endpointer.setPause(pause);
}

void TurnListener::reset()
{
    m_endpointer.reset();
    m_unfed.clear();
    m_starvation.stop();
    m_current = nullptr;
    m_utterances.clear();
}

TurnListener::State TurnListener::state() const
{
    const bool waits = std::ranges::any_of(m_utterances, [](const Utterance &utterance) {
        return utterance.recognition && !utterance.recognition->isRunning();
    });
    if (waits)
        return State::Waiting;
    if (m_endpointer.inTurn())
        return State::Hearing;
    return m_utterances.empty() ? State::Quiet : State::Recognizing;
}

void TurnListener::judge(audio::PcmView frame)
{
    const auto keep = [this](audio::PcmView pcm) {
        m_unfed.insert(m_unfed.end(), pcm.begin(), pcm.end());
    };
    std::visit(Overloaded{
                   [](const audio::Endpointer::Silence &) {},
                   [&](const audio::Endpointer::TurnStarted &turn) { begin(turn.preRoll); },
                   [&](const audio::Endpointer::TurnContinued &) { keep(frame); },
                   [&](const audio::Endpointer::TurnEnded &) {
                       keep(frame);
                       end();
                   },
               },
               m_endpointer.push(frame, m_detector.isVoiced(frame)));
}

void TurnListener::begin(const audio::Pcm &preRoll)
{
    m_unfed = preRoll;
    if (m_utterances.size() < kMaxUtterances) {
        auto recognition = m_recognizers.begin();
        const auto *key = recognition.get();
        connect(key, &speech::Recognition::running, this, &TurnListener::stateChanged);
        connect(key, &speech::Recognition::partial, this,
                [this, key](const QString &text) { setWords(key, text); });
        connect(key, &speech::Recognition::finished, this,
                [this, key](const QString &text) { finish(key, text); });
        m_current = recognition.get();
        m_utterances.push_back({.recognition = std::move(recognition), .words = {}});
    } else {
        qCInfo(lcVoice, "one user has %zu utterances waiting; the next is not heard",
               m_utterances.size());
    }
    Q_EMIT speechStarted();
    Q_EMIT stateChanged();
}

void TurnListener::feedTurn()
{
    const audio::Pcm pcm = std::exchange(m_unfed, {});
    if (m_current && !pcm.empty())
        m_current->feed(pcm);
}

void TurnListener::end()
{
    m_starvation.stop();
    feedTurn();
    if (auto *recognition = std::exchange(m_current, nullptr))
        recognition->finish();
    Q_EMIT stateChanged();
    reportWhenComplete();
}

void TurnListener::setWords(const speech::Recognition *recognition, const QString &words)
{
    const auto found =
        std::ranges::find_if(m_utterances, [recognition](const Utterance &utterance) {
            return utterance.recognition.get() == recognition;
        });
    if (found == m_utterances.end() || found->words == words)
        return;
    found->words = words;
    Q_EMIT partial(this->words());
}

void TurnListener::finish(const speech::Recognition *recognition, const QString &words)
{
    setWords(recognition, words);
    for (Utterance &utterance : m_utterances) {
        if (utterance.recognition.get() == recognition) {
            // It is the sender of the signal that brought us here.
            utterance.recognition.release()->deleteLater();
            break;
        }
    }
    Q_EMIT stateChanged();
    reportWhenComplete();
}

void TurnListener::reportWhenComplete()
{
    const bool complete = std::ranges::none_of(
        m_utterances, [](const Utterance &utterance) { return utterance.recognition != nullptr; });
    if (m_endpointer.inTurn() || !complete || m_utterances.empty())
        return;
    const QString all = words();
    m_utterances.clear();
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
