// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"
#include "core/exponentialbackoff.h"

#include <QRandomGenerator>

#include <chrono>
#include <variant>

namespace holdline::client {

/// The deadlines and intervals of the line. The defaults are those of PROTOCOL.md.
struct LinkTimings
{
    Duration dialTimeout{6000};
    Duration immediateRetrySpread{250}; ///< longest random wait before the first retry after a loss
    Duration uncountedSpacing{1000}; ///< least time from a dial to one that is not counted
    Duration withoutNetwork{30000}; ///< time without a network after which we dial anyway
    Duration namedWaitSpread{1000}; ///< added at random to a wait that the server asked for
    Duration restart{60000}; ///< time for an announced restart, after the wait that was asked for
    Duration sessionNaming{4000}; ///< time for a Plain server to name the session, if it does
    Duration hello{4000}; ///< time for a Durable server to say hello, from the opening
    Duration welcome{4000}; ///< time for a Durable server to welcome us, from its hello
    Duration settling{5000}; ///< a connection that lives this long has proved good

    Duration pingTalking{2000}; ///< from one ping to the next during a conversation
    Duration pingIdle{15000};
    Duration pongWaitTalking{3000}; ///< in a conversation; if longer, 4 round trips plus pongMargin
    Duration pongWaitIdle{5000}; ///< likewise, outside a conversation
    Duration pongMargin{1000};
    Duration timerSlack{1000}; ///< a timer later than this means that this process slept

    Duration unansweredDial{1000}; ///< age of a dial at which probes begin, in a conversation
    Duration probeInterval{2000};
    Duration probeJitter{500}; ///< random deviation of probeInterval, plus or minus
};

/// The stages of the line.
namespace link {

/// How the line was lost. Kept until the next connection has proved good.
struct Outage
{
    Instant since;
    LossReason reason = LossReason::None;
    QString detail{}; ///< what the network said, untranslated
    int rejections = 0; ///< closes because of violations, without a good connection between
    bool reached = false; ///< the latest dial reached the server and failed afterwards
    std::optional<Instant> restartUntil{}; ///< latest end of a restart that the server announced
    bool wasLive = false; ///< a connection was lost; false if dials have only failed
};

// ---- stages

/// Not started, or ended by the user.
struct Stopped
{
};
/// Started without an address, for example while the embedded server starts.
struct AwaitingEndpoint
{
    std::optional<Outage> outage{}; ///< set if the line was lost before its address
};
struct Dialing
{
    std::optional<Outage> outage; ///< `nullopt` for the first dial since the start
    bool reached = false; ///< the TCP connection is made
    bool answered = false; ///< bytes have arrived, but the WebSocket is not open yet
    std::optional<Instant> supersededAt{}; ///< when a new dial replaces this one
};
/// The WebSocket is open. With a Durable server the handshake may still be under way.
struct Live
{
    enum class Trust {
        Fresh, ///< no bytes received yet: a loss now uses up an attempt
        Heard, ///< bytes received: attempts are counted from one again
        Settled, ///< has lived for LinkTimings::settling
    };
    enum class Naming {
        Awaited, ///< Plain: the server has not named the session yet
        HelloAwaited, ///< Durable: waiting for the server's hello
        WelcomeAwaited, ///< Durable: waiting for the server's welcome
        Named,
        Nameless, ///< Plain: the server names no session
    };

    Instant since;
    Instant lastLeft; ///< when a byte of ours last left this computer
    std::optional<Outage> outage; ///< the outage that this connection ended
    bool durable = false; ///< the server speaks holdline.v1
    Trust trust = Trust::Fresh;
    Naming naming = Naming::Awaited;
    Instant namingSince{}; ///< when the current value of `naming` was set
    std::optional<Instant> pingedAt{}; ///< when the latest ping was sent
    std::optional<Instant> askedAt{}; ///< first ping that no byte has answered yet
    std::optional<std::chrono::microseconds> roundTrip{}; ///< smoothed as in RFC 6298
    std::optional<Instant> restoredAt{}; ///< when the server restored the earlier session
};
/// Waits for the next attempt.
struct Waiting
{
    Outage outage;
    Instant until;
    bool byRequest = false; ///< the server asked for this wait: only the user cuts it short
};
/// Given up. The line leaves this stage when the user starts it, when it gets a new address, or
/// when the network changes so that a dial is worth while.
struct Failed
{
    LossReason reason;
    QString detail;
    Instant lostAt{};
    bool reached = false; ///< as in Outage
    bool wasLive = false; ///< as in Outage
};

using Stage = std::variant<Stopped, AwaitingEndpoint, Dialing, Live, Waiting, Failed>;

/// Whether the Durable handshake is under way: the WebSocket is open, but there is no session yet.
inline bool isShakingHands(const Live &live)
{
    return live.naming == Live::Naming::HelloAwaited || live.naming == Live::Naming::WelcomeAwaited;
}

} // namespace link

/// Everything that the line remembers: its stage, and the values that outlive a stage.
struct LinkState
{
    link::Stage stage;
    ExponentialBackoff backoff; ///< counts the attempts of this outage
    QRandomGenerator random;
    int dial = 0; ///< number of the latest dial
    Instant dialledAt{}; ///< when the latest dial began
    bool hasEndpoint = false;
    bool talking = false; ///< in a conversation: a dead line is noticed sooner
    bool reachable = true; ///< there is a network that may lead to the server
    std::optional<Instant> nextProbe{}; ///< next probe; `nullopt` while probes are of no use
};

} // namespace holdline::client
