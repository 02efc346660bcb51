// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QObject>
#include <QString>

#include <optional>

namespace holdline::client {

Q_NAMESPACE

/// The eight states that a person sees, in the order in which they are tried: the first that
/// matches is shown.
enum class ConnectionState {
    Stopped, ///< the user stopped
    Failed, ///< tries used up, refused, TLS
    Connecting, ///< the first dial since the start
    Disconnected, ///< lost and no dial under way, or no network at all; shown for at least 1 s
    Reconnecting, ///< waiting or dialling after a loss
    Reconnected, ///< for 3 s after a session was restored
    Recording, ///< live and the microphone open
    Connected,
};

/// Why there is no connection. Words for people are made in the widgets.
enum class LossReason {
    None,
    Refused, ///< no program listens at the address
    HostNotFound,
    TimedOut, ///< no answer to the dial, or a live connection gone silent
    ConnectionLost, ///< the connection was closed or cut
    NoNetwork,
    Restarting, ///< the server announced a restart
    NotAuthorised, ///< HTTP 401/403 or close 4401
    NotFound, ///< HTTP 404: a web server, but no voice service at this address
    NotDurable, ///< a voice server without holdline.v1, which the user requires
    NotAWebSocket, ///< the server does not speak WebSocket
    ServerError, ///< HTTP 5xx
    Busy, ///< HTTP 429 or close 4413, 4429
    Insecure, ///< neither encrypted nor on this computer, and not allowed: not even dialled
    Tls, ///< the TLS handshake failed, for no reason that is named below
    CertificateUnknown, ///< signed by an issuer that the system does not trust
    CertificateInvalid, ///< expired, or made for another name
    CertificateChanged, ///< differs from the pinned certificate
    Rejected, ///< the server closed because of a protocol or policy violation, twice in a row
    BrokenProtocol, ///< the server breaks the protocol, twice in a row
    TooLarge, ///< a message was too large for the other end, twice in a row
    Replaced, ///< close 4409: another client has taken over the session
    EmbeddedServerFailed,
    FolderNotWritable, ///< of the embedded server's store; the detail names it
};
Q_ENUM_NS(LossReason)

/// Everything that the status pill and the banner show.
struct ConnectionStatus
{
    ConnectionState state = ConnectionState::Stopped;
    LossReason reason = LossReason::None; ///< of the loss or the failure; None if there is neither
    QString host{}; ///< of the server, for people; empty for the embedded one
    QString detail{}; ///< what the network said, untranslated; may be empty
    int attempt = 0; ///< number of the current or next attempt, from 1; 0 while none is counted
    std::optional<int> attempts{}; ///< attempts allowed; `nullopt`: no limit
    std::optional<Instant> nextTry{}; ///< `nullopt` unless waiting
    std::optional<Duration> roundTrip{}; ///< smoothed; `nullopt` unless live
    bool canBeOverheard = false; ///< the connection leaves this computer without encryption
    bool neverConnected = false; ///< every dial since the start has failed
    bool isBrief = false; ///< lost so recently that a banner would only flash up

    friend bool operator==(const ConnectionStatus &, const ConnectionStatus &) = default;
};

} // namespace holdline::client

Q_DECLARE_METATYPE(holdline::client::ConnectionStatus)
