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
    Refused, ///< nobody listens there
    HostNotFound,
    TimedOut, ///< no answer to the dial, or a live connection gone silent
    ConnectionLost, ///< closed or cut under way
    NoNetwork,
    Restarting, ///< the server said so
    NotAuthorised, ///< HTTP 401/403 or close 4401
    NotFound, ///< HTTP 404: a web server, but no voice service at this address
    NotDurable, ///< a voice server, but holdline.v1 was asked for and is not to be had
    NotAWebSocket, ///< something answered that does not speak WebSocket
    ServerError, ///< HTTP 5xx
    Busy, ///< HTTP 429 or close 4413, 4429
    Insecure, ///< others could listen, and that is not allowed: not even dialled
    Tls, ///< no agreement on how to be secure
    CertificateUnknown, ///< of an issuer that nobody here knows
    CertificateInvalid, ///< expired, or made for another name
    CertificateChanged, ///< another than the one that was pinned
    Rejected, ///< the server closed for breaking the protocol or a policy, twice in a row
    BrokenProtocol, ///< the server breaks the protocol, twice in a row
    TooLarge, ///< a message was too large for the other end, twice in a row
    Replaced, ///< close 4409: the conversation goes on at another window
    EmbeddedServerFailed,
};
Q_ENUM_NS(LossReason)

/// Everything that the status pill and the banner show.
struct ConnectionStatus
{
    ConnectionState state = ConnectionState::Stopped;
    LossReason reason = LossReason::None; ///< of the loss or the failure; None while all is well
    QString host{}; ///< of the server, for people; empty for the embedded one
    QString detail{}; ///< what the network said, untranslated; may be empty
    int attempt = 0; ///< the try under way or waited for, from 1; 0 for the uncounted first one
    std::optional<int> attempts{}; ///< allowed in all; nothing: no limit
    std::optional<Instant> nextTry{}; ///< while waiting
    std::optional<Duration> roundTrip{}; ///< smoothed, while live
    bool canBeOverheard = false; ///< by others on the network
    bool neverConnected = false; ///< every dial since the start has failed
    bool isBrief = false; ///< lost so short a time ago that a banner would only flash up

    friend bool operator==(const ConnectionStatus &, const ConnectionStatus &) = default;
};

} // namespace holdline::client

Q_DECLARE_METATYPE(holdline::client::ConnectionStatus)
