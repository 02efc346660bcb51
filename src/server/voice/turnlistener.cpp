// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/turnlistener.h"

#include "core/log.h"
#include "core/overloaded.h"

#include <QStringList>

#include <numeric>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// Audio that is less than this late has not stopped.
constexpr Duration kJitter = 300ms;
constexpr Duration kStall = 5s;
// 6 MB for one user: more than two turns of the greatest length.
constexpr qint64 kMaxHeld =
    qint64(audio::samplesIn(3min, audio::kSpeechRate)) * qint64(sizeof(audio::Sample));
// More than the detection of a turn's beginning depends on.
constexpr quint64 kKeptWhileQuiet = audio::samplesIn(1s, audio::kSpeechRate);

} // namespace

TurnListener::TurnListener(speech::Transcriber &transcriber, const Clock &clock, Duration pause,
                           int rate, QObject *parent)
    : QObject(parent)
    , m_transcriber(transcriber)
    , m_clock(clock)
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
    if (m_gap == Gap::Decision)
        setGap(Gap::Stall);
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
    if (hasTurn())
        m_turns.back()->note(converted.size(), late);
    endLongTurn();
    waitForAudio();
    m_marks.forgetBefore(neededFrom());
    report();
}

quint64 TurnListener::neededFrom() const
{
    const quint64 length = m_marks.length();
    const quint64 begin =
        m_turns.empty() ? length - std::min(length, kKeptWhileQuiet) : m_turns.front()->begin();
    return std::max(m_marks.at(begin), m_marks.from(m_reported));
}

qint64 TurnListener::heldBytes() const
{
    return std::accumulate(m_turns.begin(), m_turns.end(), qint64(0),
                           [](qint64 sum, const auto &turn) { return sum + turn->heldBytes(); });
}

void TurnListener::setPause(Duration pause)
{
    m_pause = pause;
    m_endpointer.setPause(pause);
}

void TurnListener::setGap(Gap gap)
{
    const bool wasDown = isDown();
    const bool wasLong = m_gap == Gap::Outage && elapsed(m_clock.now(), m_downSince) >= kLongOutage;
    m_gap = gap == Gap::Decision && !(wasLong && isOpen()) ? Gap::Stall : gap;
    if (isDown() != wasDown)
        suspend(!wasDown);
    waitForAudio();
}

/// The line went down, or is up again.
void TurnListener::suspend(bool suspended)
{
    const Instant now = m_clock.now();
    if (hasTurn() && !suspended)
        m_turns.back()->excuse(m_downSince, now);
    m_downSince = now;
    if (!m_endpointer.inTurn())
        return;
    m_turns.back()->setSuspended(suspended);
    Q_EMIT stateChanged();
}

void TurnListener::reset()
{
    m_endpointer.reset();
    m_unfed.clear();
    m_starvation.stop();
    m_turns.clear();
    m_isLate = false;
    m_reported = m_marks.length();
}

TurnListener::State TurnListener::state() const
{
    if (std::ranges::any_of(m_turns, [](const auto &turn) { return turn->isWaiting(); }))
        return State::Waiting;
    if (isOpen())
        return State::Hearing;
    return m_turns.empty() ? State::Quiet : State::Recognizing;
}

bool TurnListener::isOpen() const
{
    return m_endpointer.inTurn() || (m_isLate && hasTurn());
}

void TurnListener::judge(audio::PcmView frame)
{
    const bool isVoiced = m_detector.isVoiced(frame);
    m_judged += frame.size();
    const auto keep = [&] {
        m_unfed.insert(m_unfed.end(), frame.begin(), frame.end());
        if (isVoiced)
            m_turns.back()->setVoicedUntil(m_judged);
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
    if (!hasTurn())
        openTurn(m_judged - preRoll.size());
    m_unfed = preRoll;
    Turn &turn = *m_turns.back();
    turn.setVoicedUntil(m_judged);
    if (heldBytes() > kMaxHeld) {
        qCInfo(lcVoice, "one user speaks faster than can be recognised; some is not heard");
        turn.beginUtterance(nullptr);
    } else {
        turn.beginUtterance(m_transcriber.begin(this, m_findClues()));
    }
    if (isDown()) // true while the journal is heard after a restart
        turn.setSuspended(true);
    Q_EMIT speechStarted();
    Q_EMIT stateChanged();
}

void TurnListener::openTurn(quint64 begin)
{
    m_turns.push_back(std::make_unique<Turn>(begin, m_clock.now()));
    const Turn *turn = m_turns.back().get();
    connect(turn, &Turn::stateChanged, this, &TurnListener::stateChanged);
    connect(turn, &Turn::wordsChanged, this, [this] { Q_EMIT partial(words()); });
    connect(turn, &Turn::utteranceKnown, this, [this] {
        Q_EMIT stateChanged();
        report();
    });
}

void TurnListener::feedTurn()
{
    if (const audio::Pcm pcm = std::exchange(m_unfed, {}); !pcm.empty() && !m_turns.empty())
        m_turns.back()->feed(pcm);
}

void TurnListener::end()
{
    feedTurn();
    m_turns.back()->endUtterance();
    Q_EMIT stateChanged();
}

/// A user who talks without end is answered, too; so is a client whose sound arrives very slowly.
void TurnListener::endLongTurn()
{
    if (!hasTurn() || !m_turns.back()->isTooLong(m_clock.now()))
        return;
    if (m_endpointer.inTurn()) {
        m_endpointer.reset();
        end();
    }
    m_turns.back()->close();
}

/// The audio has stopped in the middle of a turn.
void TurnListener::starve()
{
    m_isLate = false;
    if (m_endpointer.inTurn()) {
        m_endpointer.reset();
        end();
    }
    report();
}

void TurnListener::waitForAudio()
{
    if (!isOpen() || isDown())
        m_starvation.stop();
    else
        m_starvation.start(m_gap == Gap::Stall ? kStall : m_pause + kJitter);
}

// ---- words

void TurnListener::report()
{
    while (!m_turns.empty()) {
        const Turn &turn = *m_turns.front();
        if (!turn.isKnown() || (isOpen() && !turn.isClosed()))
            return;
        const QString words = turn.words();
        m_reported = turn.voicedUntil();
        turn.disconnect(this);
        m_turns.front().release()->deleteLater(); // it may be the sender of the current signal
        m_turns.pop_front();
        Q_EMIT understood(words);
        Q_EMIT stateChanged();
    }
}

QString TurnListener::words() const
{
    QStringList parts;
    for (const auto &turn : m_turns) {
        if (const QString words = turn->words(); !words.isEmpty())
            parts.append(words);
    }
    return parts.join(u' ');
}

} // namespace holdline::server
