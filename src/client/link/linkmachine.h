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

/// The deadlines of the line, by default those of PROTOCOL.md.
struct LinkTimings
{
    Duration dialTimeout{6000};
    Duration immediateRetrySpread{250}; ///< the first retry after a loss comes within this
    Duration uncountedSpacing{1000}; ///< from one dial to the next that nothing counts
    Duration withoutNetwork{30000}; ///< then a dial is made all the same
    Duration namedWaitSpread{1000}; ///< added at random to a wait that the server asked for
    Duration restart{60000}; ///< in which nobody need answer, where it was announced
    Duration sessionNaming{4000}; ///< then a plain server is one that names no sessions
    Duration hello{4000}; ///< of a holdline.v1 server, from the opening
    Duration welcome{4000}; ///< into the session, from the hello
    Duration settling{5000}; ///< alive for so long, a connection is a good one

    Duration pingTalking{2000}; ///< from one ping to the next, in a conversation
    Duration pingIdle{15000};
    Duration pongWaitTalking{3000}; ///< at least; or four round trips and pongMargin
    Duration pongWaitIdle{5000}; ///< likewise
    Duration pongMargin{1000};
    Duration timerSlack{1000}; ///< a timer later than this was asleep, and with it this machine

    Duration unansweredDial{1000}; ///< after that, in a conversation, a dial is probed beside
    Duration probeInterval{2000};
    Duration probeJitter{500}; ///< either way
};

/// The stages of the line, what happens to it, and what it asks for in return.
namespace link {

/// How the line was lost; kept until the next connection has proved good.
struct Outage
{
    Instant since;
    LossReason reason = LossReason::None;
    QString detail{}; ///< what the network said, untranslated
    int rejections = 0; ///< ends for breaking the protocol, without a good connection between
    bool reached = false; ///< the latest dial got to the server, which did not let it in
    std::optional<Instant> restartUntil{}; ///< the server announced one; it lasts at most till then
    bool wasLive = false; ///< there was a connection to lose, and not only dials that failed
};

// ---- stages

/// Not started, or ended by the user.
struct Stopped
{
};
/// Started without an address, as while the embedded server comes up.
struct AwaitingEndpoint
{
    std::optional<Outage> outage{}; ///< the address was lost with the line
};
struct Dialing
{
    std::optional<Outage> outage; ///< nothing: the first dial since the start
    bool reached = false; ///< the TCP connection is made
    bool answered = false; ///< bytes came, though no WebSocket yet
    std::optional<Instant> supersededAt{}; ///< when another dial takes its place
};
struct Live
{
    enum class Trust {
        Fresh, ///< nothing heard: a loss now counts as a failed try
        Heard, ///< the tries are counted from one again
        Settled, ///< held for LinkTimings::settling
    };
    enum class Naming {
        Awaited, ///< a plain server's
        HelloAwaited, ///< holdline.v1
        WelcomeAwaited, ///< holdline.v1, after the hello
        Named,
        Nameless, ///< a plain server that will not name it
    };

    Instant since;
    Instant lastLeft; ///< latest own byte that left
    std::optional<Outage> outage; ///< that this connection ended
    bool durable = false; ///< the server speaks holdline.v1
    Trust trust = Trust::Fresh;
    Naming naming = Naming::Awaited;
    Instant namingSince{}; ///< when that step began
    std::optional<Instant> pingedAt{}; ///< latest ping
    std::optional<Instant> askedAt{}; ///< first ping since which nothing was heard
    std::optional<std::chrono::microseconds> roundTrip{}; ///< smoothed as in RFC 6298
    std::optional<Instant> restoredAt{}; ///< when the server gave the older session back
};
/// For the next try.
struct Waiting
{
    Outage outage;
    Instant until;
    bool byRequest = false; ///< of the server, so that only the user cuts it short
};
/// Until the user or a new address asks for another start, or something has changed that makes one
/// worth while.
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
/// Forget the session: the next connection opens a new one.
struct StartNewSession
{
};
struct EndpointSet
{
    bool usable; ///< there is somewhere to dial to
    bool changed;
    bool reachable = true; ///< see LinkState
};
/// Nobody is at the address any more who may be dialled; a line that is there may stay.
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
struct GiveUp
{
    LossReason reason;
    QString detail;
};

// ---- events: from the computer and its network

/// An interface came or went, or its addresses did.
struct NetworkChanged
{
    bool reachable; ///< see LinkState
};
/// The dial's own address is on no interface that runs.
struct AddressGone
{
    int dial;
    bool online; ///< there are others
};
/// The computer has slept.
struct Woke
{
};
/// The server can be reached.
struct Probed
{
};

// ---- events: from the timer and from the socket of a dial; those of any dial but the latest are
// ignored

struct TimePassed
{
};
struct Opened
{
    int dial;
    bool durable = false; ///< the server speaks holdline.v1
};
/// holdline.v1: the server has said hello, or wants to be asked another way.
struct Greeted
{
    int dial;
};
/// Somebody is there.
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
/// What the server said ends the connection as if it had been closed.
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
    Instant pingedAt; ///< as it is written in the ping
};
/// The server asks to leave now and to come back after a wait between `after` and `after` +
/// `spread`.
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
    Drop, ///< end the socket without ceremony
    Close, ///< end it politely, in the background
    Ping,
    Probe, ///< ask whether the server can be reached; Probed if it can
    EndProbe,
    ReportLost, ///< the line was live and no longer is
    ReportNameless, ///< this server will not name a session
};
using Effects = std::vector<Effect>;

/// In the handshake of holdline.v1: open, and as good as still dialling.
inline bool isShakingHands(const Live &live)
{
    return live.naming == Live::Naming::HelloAwaited || live.naming == Live::Naming::WelcomeAwaited;
}

} // namespace link

/// Everything that the line remembers: its stage, and what outlives a stage.
struct LinkState
{
    link::Stage stage;
    ExponentialBackoff backoff; ///< the tries of this outage
    QRandomGenerator random;
    int dial = 0; ///< number of the latest dial
    Instant dialledAt{}; ///< when that was
    bool hasEndpoint = false;
    bool talking = false; ///< in a conversation: a dead line is noticed sooner
    bool reachable = true; ///< there is a network that may lead to the server
    std::optional<Instant> nextProbe{}; ///< while probes are worth while
};

struct LinkStep
{
    LinkState state;
    link::Effects effects;
};

/// What comes after `state` when `event` happens. Pure.
LinkStep step(const LinkState &state, const link::Event &event, Instant now,
              const LinkTimings &timings);

/// When TimePassed is due, if nothing else happens first.
std::optional<Instant> deadline(const LinkState &state, const LinkTimings &timings);

/// Decides everything about the line to a server: when to dial, when it is dead, how long to wait
/// and when to give up. Owns no socket, timer or clock; ReconnectingSocket drives it.
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
