// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/transcriber.h"

#include <QObject>

#include <algorithm>
#include <deque>
#include <memory>

namespace holdline::server {

/// The speech of a user until it is answered: utterances with pauses in between, the recognition of
/// each, and the words known so far. Positions count 16 kHz samples of the microphone. Owned by
/// TurnListener; main thread.
class Turn : public QObject
{
    Q_OBJECT

public:
    /// The longest turn of live sound: nobody speaks longer before getting an answer.
    static constexpr Duration kLongestLive{60'000};
    /// The longest turn of late sound: the 60 s that a client holds while the line is down, and
    /// what it had sent before it noticed.
    static constexpr Duration kLongestLate{90'000};
    /// The longest time since the turn began, without the time in which the line was down.
    static constexpr Duration kLongestTime{90'000};

    /// `begin` is the position of the first sample, heard at `now`.
    Turn(quint64 begin, Instant now) : m_begin(begin), m_voicedUntil(begin), m_since(now) { }

    quint64 begin() const { return m_begin; }
    /// The end of the last voiced sound.
    quint64 voicedUntil() const { return m_voicedUntil; }
    void setVoicedUntil(quint64 position) { m_voicedUntil = position; }

    /// Begins an utterance. If `recognition` is null, its words stay unknown.
    void beginUtterance(std::unique_ptr<speech::Recognition> recognition);
    /// Adds sound to the current utterance.
    void feed(const audio::Pcm &pcm);
    /// Ends the current utterance.
    void endUtterance();
    /// If `suspended`, no sound of the current utterance can come until this is called with false.
    void setSuspended(bool suspended);

    /// Counts `samples` of the microphone, voiced or not, towards the length of the turn.
    void note(std::size_t samples, bool late) { (late ? m_late : m_live) += samples; }
    /// The line was down from `from` to `to`; that time does not count.
    void excuse(Instant from, Instant to) { m_since += to - std::max(m_since, from); }
    /// True if the turn has reached one of the limits above.
    bool isTooLong(Instant now) const;
    /// Ends the turn: later sound belongs to the next one.
    void close() { m_isClosed = true; }
    bool isClosed() const { return m_isClosed; }

    /// True if the words of all utterances are known.
    bool isKnown() const;
    /// True if an utterance waits for a recogniser.
    bool isWaiting() const;
    QString words() const;
    /// Memory of the sound that is kept until its words are known, in bytes.
    qint64 heldBytes() const;

Q_SIGNALS:
    void wordsChanged();
    /// isWaiting() may have changed.
    void stateChanged();
    /// The words of an utterance are known.
    void utteranceKnown();

private:
    struct Utterance
    {
        std::unique_ptr<speech::Recognition> recognition; ///< null once the words are known
        std::size_t samples = 0; ///< samples that the recognition keeps
        QString words{};
    };

    void listenTo(Utterance &utterance);

    quint64 m_begin;
    quint64 m_voicedUntil;
    Instant m_since;
    std::size_t m_live = 0;
    std::size_t m_late = 0;
    bool m_isClosed = false;
    std::deque<Utterance> m_utterances; ///< a deque, because its elements keep their addresses
};

} // namespace holdline::server
