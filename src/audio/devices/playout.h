// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/spscring.h"
#include "core/clock.h"

#include <optional>

namespace holdline::audio {

/// The GUI thread's end of the playback ring: keeps the speech that is still to be played, and
/// knows whether it plays. The timer of its owner, QtSoundCard, drives it with step().
class Playout
{
public:
    /// A shorter pause in the speech does not end playback.
    static constexpr Duration kDryFor{200};
    /// Speech that no device takes for this long is dropped, because it is too old for an answer.
    static constexpr Duration kLongestWait{10000};

    enum class Event { None, Started, Finished };

    /// Writes to `ring`, which must outlive this.
    explicit Playout(SpscRing &ring) : m_ring(ring) { }

    /// A device keeps this much, so it plays on for this long after the ring is empty.
    static constexpr Duration kDeviceBuffer{40};

    /// Appends speech. `handedOver`, here and below, is the number of samples of the ring that
    /// devices have ever taken. Returns true if playback had run dry until now.
    bool append(PcmView pcm, quint64 handedOver, Instant now);
    /// Drops everything that is not played yet. Returns Finished if it was playing.
    Event stop();
    /// Refills the ring. Returns what has changed.
    Event step(quint64 handedOver, Instant now);

    /// Whether nothing plays or waits. Then step() need not be called until the next append().
    bool isIdle() const { return m_state == State::Idle; }
    bool isPlaying() const { return m_state == State::Playing; }
    /// Samples that wait to be played, here and in the ring.
    qint64 unplayedSamples() const
    {
        return static_cast<qint64>(m_queue.size() - m_queueStart + m_ring.size());
    }
    /// Samples that devices took in the current playback, or in the last one.
    qint64 playedSamples() const { return static_cast<qint64>(m_handedOver - m_base); }

private:
    enum class State {
        Idle,
        Waiting, ///< until a device takes the first sample
        Playing,
    };

    void feed();
    void clear();
    bool isDry() const { return m_queue.empty() && m_ring.size() == 0; }

    SpscRing &m_ring;
    State m_state = State::Idle;
    Pcm m_queue; ///< samples for the ring; those before m_queueStart are in it
    std::size_t m_queueStart = 0;
    quint64 m_handedOver = 0;
    quint64 m_base = 0; ///< m_handedOver when this playback began
    Instant m_lastProgress;
};

} // namespace holdline::audio
