// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

namespace holdline::speech {

/// The sound of one utterance, 16 kHz mono. It grows until it is closed and keeps everything, so
/// that a recogniser can hear it from the beginning at any time. Thread-safe.
class UtteranceSound
{
public:
    /// Does nothing if the sound is closed.
    void add(const audio::Pcm &pcm);
    void close();
    std::size_t samples() const;

    /// Waits for block `index`, counted from 0. Returns null if the sound ends before that block or
    /// if `cancelled` becomes true. The block lives as long as this object.
    const audio::Pcm *block(std::size_t index, const std::atomic<bool> &cancelled) const;
    /// Makes block() calls that wait check `cancelled` again.
    void wake() const;

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::deque<audio::Pcm> m_blocks; ///< a deque, because its elements keep their addresses
    std::size_t m_samples = 0;
    bool m_closed = false;
};

/// The work of one recogniser on a sound. Shared by the pool, which may cancel it, and the worker.
struct Hearing
{
    explicit Hearing(std::shared_ptr<const UtteranceSound> itsSound)
        : sound(std::move(itsSound)) { }

    std::shared_ptr<const UtteranceSound> sound;
    std::atomic<bool> cancelled = false;
    std::atomic<std::size_t> heard = 0; ///< samples

    /// The worker stops soon, and its words do not count.
    void cancel()
    {
        cancelled = true;
        sound->wake();
    }
};

using HearingPtr = std::shared_ptr<Hearing>;

} // namespace holdline::speech
