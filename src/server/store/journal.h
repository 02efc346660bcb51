// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/limits.h"
#include "server/store/sessionstore.h"

namespace holdline::server {

/// Numbers the microphone items of a session, and decides what the store keeps and deletes of them.
/// A plain value. Owned by DurableSession.
class Journal
{
public:
    /// `newest` is the newest entry in the store; the next one follows it.
    explicit Journal(quint64 newest = 0) : m_newest(newest) { }

    quint64 newest() const { return m_newest; }
    /// Duration of the speech that the client had held.
    std::chrono::microseconds heldSpeech() const { return m_heldSpeech; }

    /// Enters `audio`, an item of `samples` samples, as it came. Returns the changes for the store.
    /// Entries before `neededFrom` need not be heard again.
    Batch enter(const SessionId &id, const protocol::AudioItem &audio, std::size_t samples,
                quint64 neededFrom)
    {
        if (audio.replayed)
            m_heldSpeech += audio::durationOf(samples, protocol::kMicRate);
        Batch effects{AudioJournaled{id, ++m_newest, audio}};
        if (neededFrom >= m_trimmedBefore + kTrimStep) {
            m_trimmedBefore = neededFrom;
            effects.push_back(JournalTrimmed{id, neededFrom});
        }
        return effects;
    }

private:
    static constexpr quint64 kTrimStep = 10; ///< the store is trimmed after this many entries

    quint64 m_newest;
    std::chrono::microseconds m_heldSpeech{0};
    quint64 m_trimmedBefore = 0; ///< the store was told to delete entries before this one
};

} // namespace holdline::server
