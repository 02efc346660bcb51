// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/utterancesound.h"

#include <QtGlobal>

namespace holdline::speech {

/// Identifies a speaker of a pool: any address that no other speaker uses. Never dereferenced.
using Speaker = const void *;

/// One utterance as the pool sees it: its sound, the recogniser that is lent to it, and its claim
/// to one. Owned by the handle of its recognition; the pool's thread.
class Utterance
{
public:
    enum class Claim : quint8 {
        None, ///< wants no recogniser now
        Spare, ///< may use a recogniser that no other utterance waits for
        Full, ///< waits in line for a recogniser
    };

    explicit Utterance(Speaker speaker) : m_speaker(speaker) { }

    Speaker speaker() const { return m_speaker; }
    /// Samples of sound that are kept.
    std::size_t samples() const { return m_sound->samples(); }
    bool isOver() const { return m_isOver; }

    void add(const audio::Pcm &pcm, Instant now);
    /// No more sound will come.
    void close();
    /// While suspended, it wants no recogniser, until it is over.
    void setSuspended(bool suspended) { m_isSuspended = suspended; }
    bool isSuspended() const { return m_isSuspended && !m_isOver; }

    /// What the utterance may ask for while it has no recogniser. If it has lost one before its
    /// end, it asks for none until it is over. Until then a spare one will do, as long as the sound
    /// that was heard in vain is not longer than the utterance. So the recognition of an utterance
    /// costs at most three times its length, whatever the speaker does.
    Claim claim() const;

    /// Lends a recogniser, which hears the utterance from the beginning.
    HearingPtr lend(Instant now);
    /// Takes the recogniser away. If `patient`, the utterance keeps its full claim to another one.
    void takeBack(bool patient);
    const HearingPtr &hearing() const { return m_hearing; } ///< null without a recogniser
    /// True if it has a recogniser that an utterance in line may take at once.
    bool isGuest() const { return m_isGuest && !m_isOver; }
    /// True if its recogniser waits for sound that is more than 1 s late since the loan.
    bool isLagging(Instant now) const;

    /// True if words of the first `heard` samples are new; words that another recogniser has found
    /// before are not.
    bool isNews(std::size_t heard);

private:
    std::chrono::microseconds lag(Instant now) const;

    Speaker m_speaker;
    std::shared_ptr<UtteranceSound> m_sound = std::make_shared<UtteranceSound>();
    HearingPtr m_hearing;
    bool m_isOver = false;
    bool m_isSuspended = false;
    bool m_hasLost = false; ///< it has lost a recogniser before it was over
    bool m_isGuest = false; ///< the recogniser is a spare one
    std::size_t m_heardInVain = 0; ///< samples
    std::size_t m_told = 0; ///< samples whose words were reported
    std::chrono::microseconds m_lag{0}; ///< at m_lagAt: how far the sound is behind the clock
    Instant m_lagAt{};
};

} // namespace holdline::speech
