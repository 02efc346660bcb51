// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/utterancesound.h"

#include <QtGlobal>

namespace holdline::speech {

/// Names a speaker among all who share a pool: an address that nobody else uses. Never looked into.
using Speaker = const void *;

/// One utterance as the pool sees it: its sound, the recogniser that is lent to it, and what it may
/// ask for. The pool's thread.
class Utterance
{
public:
    enum class Claim : quint8 {
        None, ///< wants no recogniser now
        Spare, ///< may use one that nobody else waits for
        Full, ///< waits in line for one
    };

    explicit Utterance(Speaker speaker) : m_speaker(speaker) { }

    Speaker speaker() const { return m_speaker; }
    /// Samples kept.
    std::size_t samples() const { return m_sound->samples(); }
    bool isOver() const { return m_isOver; }

    void add(const audio::Pcm &pcm, Instant now);
    /// No more sound comes.
    void close();
    /// While suspended it wants no recogniser until it is over.
    void setSuspended(bool suspended) { m_isSuspended = suspended; }
    bool isSuspended() const { return m_isSuspended && !m_isOver; }

    /// What it asks for while it has no recogniser. A recogniser that was lost while the utterance
    /// goes on is not asked for again before it is over; until then a spare one will do, as long
    /// as what was heard in vain is no longer than the utterance. Recognising an utterance so
    /// costs at most three times its length, whatever its speaker does.
    Claim claim() const;

    /// A recogniser begins to hear it from the beginning.
    HearingPtr lend(Instant now);
    /// The recogniser is taken away; a `patient` utterance takes its place in the line again.
    void takeBack(bool patient);
    const HearingPtr &hearing() const { return m_hearing; } ///< null without a recogniser
    /// Has a recogniser that anybody in line may take at once.
    bool isGuest() const { return m_isGuest && !m_isOver; }
    /// Has a recogniser that idles because sound is missing: more than 1 s since it was lent.
    bool isLagging(Instant now) const;

    /// Whether words of the first `heard` samples are news: those found again are not.
    bool isNews(std::size_t heard);

private:
    std::chrono::microseconds lag(Instant now) const;

    Speaker m_speaker;
    std::shared_ptr<UtteranceSound> m_sound = std::make_shared<UtteranceSound>();
    HearingPtr m_hearing;
    bool m_isOver = false;
    bool m_isSuspended = false;
    bool m_hasLost = false; ///< a recogniser, and is not back in line
    bool m_isGuest = false; ///< the recogniser was a spare one
    std::size_t m_heardInVain = 0; ///< samples
    std::size_t m_told = 0; ///< samples whose words were told
    std::chrono::microseconds m_lag{0}; ///< at m_lagAt: how far the sound is behind the clock
    Instant m_lagAt{};
};

} // namespace holdline::speech
