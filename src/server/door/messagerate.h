// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/limits.h"
#include "protocol/messages.h"

#include <algorithm>

namespace holdline::server {

/// Limits what one client may ask of the server: a token bucket of time, from which each thing that
/// the client sends takes its cost. A live microphone takes a quarter of what flows in, and a full
/// bucket is enough for a minute of held speech at once; a flood empties it in a moment. A plain
/// value.
///
/// Each cost is at least 13 times the measured processor time, so a client that always spends
/// everything uses at most a thirteenth of the main thread. Measured on 2026-11-30 on the reference
/// machine (2 cores, with other work running) as processor time of the main thread of holdlined
/// (-O1, SQLite in a file), with 300 … 4 000 messages of one kind from one client.
class MessageRate
{
public:
    using Cost = std::chrono::microseconds;

    static constexpr std::chrono::seconds kBurst{20};

    /// For each read: waking up and reading from the socket. Measured: 34 µs.
    static constexpr Cost kPerRead{500};
    /// For each frame, whatever its content. Measured: 0.3 µs for a ping or an empty fragment, 30
    /// µs for a message.
    static constexpr Cost kPerFrame{1500};
    /// For each KiB: copying, unmasking, checking. Measured: 6 µs.
    static constexpr Cost kPerKilobyte{500};
    /// For each second of sound: resampling, voice detection, journal. Measured: 0.4 ms at 16 kHz
    /// and 1.4 ms at 48 kHz, plus 150 ms in the recogniser's thread.
    static constexpr Cost kPerSecondOfSound{200'000};
    /// For decoding a packet of Opus, which contains 20 ms. Measured: 15 µs.
    static constexpr Cost kPerOpusPacket{1000};
    /// For a message that makes the server answer, speak or delete. Measured for a typed message:
    /// 3.8 ms for the words, transactions and speech of its answer.
    static constexpr Cost kPerAnswer{50'000};

    static constexpr Cost ofRead(qint64 bytes) { return kPerRead + kPerKilobyte * bytes / 1024; }
    /// `rate` in Hz.
    static constexpr Cost ofSound(qint64 samples, int rate)
    {
        return kPerSecondOfSound * samples / rate;
    }

    /// On top of that of its frame.
    static constexpr Cost ofMessage(const protocol::ClientMessage &message)
    {
        using namespace protocol;
        const bool isCheap = std::holds_alternative<TtsStart>(message)
            || std::holds_alternative<TtsStop>(message) || std::holds_alternative<SetSpeed>(message)
            || std::holds_alternative<Interrupt>(message)
            || std::holds_alternative<DiscardTurn>(message);
        return isCheap ? Cost(0) : kPerAnswer;
    }

    /// `samples` at 16 kHz.
    static constexpr Cost ofOpus(qint64 samples)
    {
        return kPerOpusPacket * (samples + protocol::kOpusPacketSamples - 1)
            / protocol::kOpusPacketSamples;
    }

    /// Takes `cost`. Returns false if the client has exceeded its rate.
    bool charge(Cost cost, Instant now)
    {
        m_paidUntil = std::max(m_paidUntil, now) + cost;
        return m_paidUntil - now <= kBurst;
    }

private:
    Instant m_paidUntil = Instant::min();
};

} // namespace holdline::server
