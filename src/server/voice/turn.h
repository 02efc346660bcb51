// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/recognizerpool.h"

#include <QObject>

#include <algorithm>
#include <deque>
#include <memory>

namespace holdline::server {

/// What a user says until it is answered: utterances with pauses in between, each on its way
/// through a recogniser, and the words known so far. Positions count 16 kHz samples of the
/// microphone. Owned by a TurnListener; main thread.
class Turn : public QObject
{
    Q_OBJECT

public:
    /// Longer turns end: nobody speaks so long before being answered. Live sound.
    static constexpr Duration kLongestLive{60'000};
    /// Sound that comes late: the 60 s that a client keeps while the line is down, and what it had
    /// sent before it knew.
    static constexpr Duration kLongestLate{90'000};
    /// Since the turn began, without the time in which the line was down.
    static constexpr Duration kLongestTime{90'000};

    /// Begins at sample `begin`, heard at `now`.
    Turn(quint64 begin, Instant now) : m_begin(begin), m_voicedUntil(begin), m_since(now) { }

    quint64 begin() const { return m_begin; }
    /// The end of the last voiced sound.
    quint64 voicedUntil() const { return m_voicedUntil; }
    void setVoicedUntil(quint64 position) { m_voicedUntil = position; }

    /// An utterance begins. Without a recognition its words stay unknown.
    void beginUtterance(std::unique_ptr<speech::Recognition> recognition);
    /// More sound of the utterance under way.
    void feed(const audio::Pcm &pcm);
    /// The utterance under way is over.
    void endUtterance();
    /// No sound of the utterance under way can come until this is taken back.
    void setSuspended(bool suspended);

    /// So much of the microphone was heard since the turn began, be it silent.
    void note(std::size_t samples, bool late) { (late ? m_late : m_live) += samples; }
    /// From `from` to `to` the line was down; that time does not count.
    void excuse(Instant from, Instant to) { m_since += to - std::max(m_since, from); }
    /// It has lasted as long as a turn may.
    bool isTooLong(Instant now) const;
    /// Ends the turn: what follows belongs to the next one.
    void close() { m_isClosed = true; }
    bool isClosed() const { return m_isClosed; }

    /// All words of all utterances are known.
    bool isKnown() const;
    /// An utterance waits for a recogniser.
    bool isWaiting() const;
    QString words() const;
    /// Kept until the words are known.
    qint64 heldBytes() const;

Q_SIGNALS:
    void wordsChanged();
    /// isWaiting() may have changed.
    void stateChanged();
    /// An utterance is known.
    void utteranceKnown();

private:
    struct Utterance
    {
        std::unique_ptr<speech::Recognition> recognition; ///< null once the words are known
        std::size_t samples = 0; ///< that the recognition keeps
        QString words{};
    };

    void listenTo(Utterance &utterance);

    quint64 m_begin;
    quint64 m_voicedUntil;
    Instant m_since;
    std::size_t m_live = 0;
    std::size_t m_late = 0;
    bool m_isClosed = false;
    std::deque<Utterance> m_utterances; ///< a deque, so that each stays where it is
};

} // namespace holdline::server
