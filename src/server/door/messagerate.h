// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/limits.h"

#include <algorithm>

namespace holdline::server {

/// What one client may ask of the server: a token bucket of time, from which everything that it
/// sends takes what it costs. A live microphone takes a fourth of what comes in, and a minute of
/// held speech may arrive at once; a flood is over in a moment. A plain value.
///
/// Each cost is at least 13 times what was measured, so a client that always spends all it has
/// takes at most a thirteenth of the main thread. Measured on 2026-11-30 on the reference machine
/// (2 cores, other work beside it) as processor time of the main thread of holdlined (-O1, SQLite
/// in a file): 300 … 4 000 of one kind from one client.
class MessageRate
{
public:
    using Cost = std::chrono::microseconds;

    static constexpr std::chrono::seconds kBurst{20};

    /// Waking up and reading from the socket. Measured: 34 µs.
    static constexpr Cost kPerRead{500};
    /// A frame, whatever it holds. Measured: 0.3 µs for a ping or an empty part, 30 µs for a
    /// message.
    static constexpr Cost kPerFrame{1500};
    /// A KiB: copied, unmasked, checked. Measured: 6 µs.
    static constexpr Cost kPerKilobyte{500};
    /// A second of sound: resampled, searched for voice, journaled. Measured: 0.4 ms at 16 kHz,
    /// 1.4 ms at 48 kHz, and of a recogniser's thread 150 ms.
    static constexpr Cost kPerSecondOfSound{200'000};
    /// Decoding a packet of Opus, which holds 20 ms. Measured: 15 µs.
    static constexpr Cost kPerOpusPacket{1000};
    /// An answer to a typed message: its words, its transactions, its speech. Measured: 3.8 ms.
    static constexpr Cost kPerAnswer{50'000};

    static constexpr Cost ofRead(qint64 bytes) { return kPerRead + kPerKilobyte * bytes / 1024; }
    /// `rate` in Hz.
    static constexpr Cost ofSound(qint64 samples, int rate)
    {
        return kPerSecondOfSound * samples / rate;
    }

    /// At 16 kHz.
    static constexpr Cost ofOpus(qint64 samples)
    {
        return kPerOpusPacket * (samples + protocol::kOpusPacketSamples - 1)
            / protocol::kOpusPacketSamples;
    }

    /// Takes the cost; false when more has been taken than the bucket held.
    bool charge(Cost cost, Instant now)
    {
        m_paidUntil = std::max(m_paidUntil, now) + cost;
        return m_paidUntil - now <= kBurst;
    }

private:
    Instant m_paidUntil = Instant::min();
};

} // namespace holdline::server
