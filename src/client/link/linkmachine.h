// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/closeverdict.h"
#include "client/link/connectionstatus.h"
#include "core/exponentialbackoff.h"

#include <QRandomGenerator>

#include <chrono>
#include <variant>
#include <vector>

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

/// The stages of the line, the events that reach it, and the effects that it asks for.
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

// ---- events: from the user and the app

struct Start
{
    bool reachable = true; ///< see LinkState
};
struct Stop
{
};
struct ReconnectNow
{
};
/// Drop the connection and dial again without an outage. A caller that wants a new session forgets
/// the old one first.
struct StartNewSession
{
};
struct EndpointSet
{
    bool usable; ///< there is an address to dial
    bool changed;
    bool reachable = true; ///< see LinkState
};
/// The server has left its address, so that address must not be dialled any more. A live line
/// stays.
struct EndpointLost
{
};
struct PolicySet
{
    BackoffPolicy policy;
};
struct ConversationSet
{
    bool talking;
};
/// A failure that no dial can cure.
struct GiveUp
{
    LossReason reason;
    QString detail;
};

// ---- events: from the computer and its network

/// An interface or one of its addresses came or went.
struct NetworkChanged
{
    bool reachable; ///< see LinkState
};
/// The local address of this dial's connection is on no running interface any more.
struct AddressGone
{
    int dial;
    bool online; ///< another interface has an address
};
/// The computer has slept.
struct Woke
{
};
/// A probe has reached the server.
struct Probed
{
};

// ---- events: from the timer and from the socket of a dial; those of older dials are ignored

struct TimePassed
{
};
struct Opened
{
    int dial;
    bool durable = false; ///< the server speaks holdline.v1
};
/// Durable: the server has said hello, or has refused the session that was asked for. Its next
/// answer has LinkTimings::welcome.
struct Greeted
{
    int dial;
};
/// The TCP connection is made.
struct Reached
{
    int dial;
};
struct DialFailed
{
    int dial;
    LossReason reason;
    QString detail;
};
struct Closed
{
    int dial;
    int code;
    QString text; ///< the reason in the close frame
    QString detail;
};
/// This client ends the connection because of what the server said.
struct Refused
{
    int dial;
    CloseVerdict verdict;
    QString detail;
};
struct BytesHeard
{
    int dial;
};
struct BytesLeft
{
    int dial;
};
struct Ponged
{
    int dial;
    Instant pingedAt; ///< from the payload of the pong
};
/// The server asks this client to leave now and to come back after a wait between `after` and
/// `after` + `spread`.
struct Goaway
{
    int dial;
    LossReason reason;
    Duration after;
    Duration spread;
};
struct SessionNamed
{
    int dial;
    bool restored;
};

using Event = std::variant<Start, Stop, ReconnectNow, StartNewSession, EndpointSet, EndpointLost,
                           PolicySet, ConversationSet, GiveUp, NetworkChanged, AddressGone, Woke,
                           Probed, TimePassed, Opened, Reached, DialFailed, Closed, Greeted,
                           Refused, BytesHeard, BytesLeft, Ponged, Goaway, SessionNamed>;

// ---- effects

enum class Effect {
    Dial, ///< open a socket; its events carry LinkState::dial
    Drop, ///< end the socket without a close handshake
    Close, ///< end the socket with a close handshake, in the background
    Ping,
    Probe, ///< try a TCP connection to the server; Probed follows if it succeeds
    EndProbe,
    ReportLost, ///< the line was live and no longer is
    ReportNameless, ///< the Plain server names no session
};
using Effects = std::vector<Effect>;

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

struct LinkStep
{
    LinkState state;
    link::Effects effects;
};

/// Returns the state after `event` and the effects to perform. Pure.
LinkStep step(const LinkState &state, const link::Event &event, Instant now,
              const LinkTimings &timings);

/// When TimePassed is due if no other event comes first; `nullopt` if never.
std::optional<Instant> deadline(const LinkState &state, const LinkTimings &timings);

/// Decides everything about the line to a server: when to dial, when the line is dead, how long to
/// wait and when to give up. Owns no socket, timer or clock. ReconnectingSocket owns and drives it.
class LinkMachine
{
public:
    /// `seed` spreads the waits of many clients; the same seed gives the same waits.
    LinkMachine(const BackoffPolicy &policy, const LinkTimings &timings, quint32 seed);

    link::Effects handle(const link::Event &event, Instant now);

    const LinkState &state() const { return m_state; }
    const LinkTimings &timings() const { return m_timings; }
    std::optional<Instant> deadline() const { return client::deadline(m_state, m_timings); }
    bool isLive() const { return std::holds_alternative<link::Live>(m_state.stage); }

private:
    LinkTimings m_timings;
    LinkState m_state;
};

} // namespace holdline::client
