// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/spscring.h"
#include "core/clock.h"

#include <optional>

namespace holdline::audio {

/// What is still to be played and whether it plays: the GUI thread's end of the playback ring.
/// Driven by the owner's timer through step().
class Playout
{
public:
    /// A pause in the speech shorter than this is not the end of playback.
    static constexpr Duration kDryFor{200};
    /// Speech that no device takes for so long is dropped: it is no answer any more.
    static constexpr Duration kLongestWait{10000};

    enum class Event { None, Started, Finished };

    /// The ring, whose producer this is, must outlive this.
    explicit Playout(SpscRing &ring) : m_ring(ring) { }

    /// So long a device plays on what it got before.
    static constexpr Duration kDeviceBuffer{40};

    /// `handedOver`, here and below, is how many samples of the ring any device ever got. True when
    /// what plays had run dry until now.
    bool append(PcmView pcm, quint64 handedOver, Instant now);
    /// Forgets everything not yet played. Finished if it was playing.
    Event stop();
    /// Refills the ring.
    Event step(quint64 handedOver, Instant now);

    /// Nothing plays and nothing waits: step() need not be called until the next append().
    bool isIdle() const { return m_state == State::Idle; }
    bool isPlaying() const { return m_state == State::Playing; }
    /// What waits for its turn, here and in the ring.
    qint64 unplayedSamples() const
    {
        return static_cast<qint64>(m_queue.size() - m_queueStart + m_ring.size());
    }
    /// Of the playback under way or the last one.
    qint64 playedSamples() const { return static_cast<qint64>(m_handedOver - m_base); }

private:
    enum class State {
        Idle,
        Waiting, ///< for a device to take the first sample
        Playing,
    };

    void feed();
    void clear();
    bool isDry() const { return m_queue.empty() && m_ring.size() == 0; }

    SpscRing &m_ring;
    State m_state = State::Idle;
    Pcm m_queue; ///< what did not fit into the ring; played up to m_queueStart
    std::size_t m_queueStart = 0;
    quint64 m_handedOver = 0;
    quint64 m_base = 0; ///< handed over when this playback was begun
    Instant m_lastProgress;
};

} // namespace holdline::audio
