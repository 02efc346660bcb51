// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/limits.h"
#include "server/store/sessionstore.h"

namespace holdline::server {

/// Numbers what a session's microphone has sent, and says what the store is to keep and to forget
/// of it. A plain value.
class Journal
{
public:
    /// Continues behind the entries that a store has kept.
    explicit Journal(quint64 newest = 0) : m_newest(newest) { }

    quint64 newest() const { return m_newest; }
    /// What came in after it had waited at the client.
    std::chrono::microseconds heldSpeech() const { return m_heldSpeech; }

    /// `audio` as it came, of `samples`. Nothing before `neededFrom` has to be heard again.
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
    static constexpr quint64 kTrimStep = 10; ///< not with each entry

    quint64 m_newest;
    std::chrono::microseconds m_heldSpeech{0};
    quint64 m_trimmedBefore = 0; ///< what the store has been told
};

} // namespace holdline::server
