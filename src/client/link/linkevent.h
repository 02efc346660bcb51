// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/closeverdict.h"
#include "core/exponentialbackoff.h"

#include <variant>
#include <vector>

/// The events that reach the line, and the effects that it asks for.
namespace holdline::client::link {

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

} // namespace holdline::client::link
