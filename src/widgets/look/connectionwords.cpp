// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/connectionwords.h"

#include "widgets/look/connectionlook.h"

namespace holdline::widgets {

using client::ConnectionState;
using client::ConnectionStatus;
using client::LossReason;
using namespace Qt::StringLiterals;

QString ConnectionWords::label(ConnectionState state)
{
    return QCoreApplication::translate("ConnectionState", lookOf(state).label);
}

QString ConnectionWords::brief(const ConnectionStatus &status)
{
    const QString name = label(status.state);
    switch (status.state) {
    case ConnectionState::Connecting:
        return tr("%1…", "a state that goes on").arg(name);
    case ConnectionState::Reconnecting:
        if (status.attempt == 0)
            return tr("%1…", "a state that goes on").arg(name);
        return status.attempts ? tr("%1 %2/%3").arg(name).arg(status.attempt).arg(*status.attempts)
                               : tr("%1 %2").arg(name).arg(status.attempt);
    case ConnectionState::Reconnected:
    case ConnectionState::Recording:
    case ConnectionState::Connected:
        if (!status.roundTrip)
            return name;
        return status.roundTrip->count() > 0
            ? tr("%1 · %2 ms").arg(name).arg(status.roundTrip->count())
            : tr("%1 · < 1 ms").arg(name);
    default:
        return name;
    }
}

QString ConnectionWords::overheard()
{
    return tr("Not encrypted: others on the network can listen in.");
}

QString ConnectionWords::description(const ConnectionStatus &status)
{
    switch (status.state) {
    case ConnectionState::Stopped:
        return tr("You stopped the connection.");
    case ConnectionState::Failed:
        return tr("No connection to %1: %2.").arg(peer(status), cause(status.reason)) + u' '
            + remedy(status.reason);
    case ConnectionState::Connecting:
        return tr("Connecting to %1.").arg(peer(status));
    case ConnectionState::Disconnected:
        return status.reason == LossReason::None
            ? tr("Not connected.")
            : tr("Not connected: %1.").arg(cause(status.reason));
    case ConnectionState::Reconnecting:
        if (status.reason == LossReason::Restarting)
            return tr("The server is restarting. Holdline will reconnect by itself.");
        if (status.neverConnected)
            return tr("No connection yet. Trying again.");
        return status.attempts && status.attempt > 0
            ? tr("The connection was lost. Attempt %1 of %2.")
                  .arg(status.attempt)
                  .arg(*status.attempts)
            : tr("The connection was lost. Trying again.");
    case ConnectionState::Reconnected:
        return tr("Connected again. The conversation continues where it stopped.");
    case ConnectionState::Recording:
        return tr("Connected to %1. The microphone is on.").arg(peer(status));
    case ConnectionState::Connected:
        return tr("Connected to %1. The microphone is off.").arg(peer(status));
    }
    Q_UNREACHABLE();
}

QString ConnectionWords::peer(const ConnectionStatus &status)
{
    return status.host.isEmpty() ? tr("the assistant on this computer") : status.host;
}

QString ConnectionWords::cause(LossReason reason)
{
    switch (reason) {
    case LossReason::None:
        return {};
    case LossReason::Refused:
        return tr("connection refused");
    case LossReason::HostNotFound:
        return tr("no server with this name was found");
    case LossReason::TimedOut:
        return tr("no answer");
    case LossReason::ConnectionLost:
        return tr("the connection was lost");
    case LossReason::NoNetwork:
        return tr("no network");
    case LossReason::Restarting:
        return tr("the server is restarting");
    case LossReason::NotAuthorised:
        return tr("access denied");
    case LossReason::NotFound:
        return tr("no voice service at this address");
    case LossReason::NotDurable:
        return tr("this server can’t resume conversations");
    case LossReason::NotAWebSocket:
        return tr("the server at this address isn’t a voice server");
    case LossReason::ServerError:
        return tr("the server has a problem");
    case LossReason::Busy:
        return tr("the server is busy");
    case LossReason::Insecure:
        return tr("others on the network could listen in");
    case LossReason::Tls:
        return tr("no secure connection");
    case LossReason::CertificateUnknown:
        return tr("its certificate isn’t trusted");
    case LossReason::CertificateInvalid:
        return tr("its certificate has expired or was issued for another name");
    case LossReason::CertificateChanged:
        return tr("its certificate isn’t the one you trusted");
    case LossReason::Rejected:
        return tr("the server ended the connection twice");
    case LossReason::BrokenProtocol:
        return tr("the server sent something Holdline doesn’t understand");
    case LossReason::TooLarge:
        return tr("a message was too large");
    case LossReason::Replaced:
        return tr("the conversation is open in another window");
    case LossReason::EmbeddedServerFailed:
        return tr("the assistant on this computer didn’t start");
    case LossReason::FolderNotWritable:
        return tr("its folder can’t be written to");
    }
    Q_UNREACHABLE();
}

QString ConnectionWords::remedy(LossReason reason)
{
    switch (reason) {
    case LossReason::None:
        return {};
    case LossReason::Refused:
        return tr("Check that the server is running and that the port is right.");
    case LossReason::HostNotFound:
        return tr("Check the spelling of the address.");
    case LossReason::TimedOut:
        return tr("Check your network, or try again later.");
    case LossReason::ConnectionLost:
        return tr("Check your network and try again.");
    case LossReason::NoNetwork:
        return tr("Holdline reconnects as soon as the network is back.");
    case LossReason::NotAuthorised:
        return tr("Ask the server’s operator for an access token and enter it in the settings.");
    case LossReason::NotFound:
        return tr("Check the path at the end of the address.");
    case LossReason::NotDurable:
        return tr("Start Holdline without --protocol v1, or use another server.");
    case LossReason::NotAWebSocket:
        return tr("Check the server’s address and port.");
    case LossReason::ServerError:
        return tr("Try again later, or tell the server’s operator.");
    case LossReason::Restarting:
    case LossReason::Busy:
        return tr("Try again in a minute.");
    case LossReason::Insecure:
        return tr("Use an address that begins with wss://, or allow it in the settings.");
    case LossReason::CertificateUnknown:
        return tr(
            "Compare its fingerprint with the one the server’s operator gives you, then trust "
            "it.");
    case LossReason::CertificateInvalid:
        return tr("Check this computer’s date and the address, or trust this one certificate.");
    case LossReason::CertificateChanged:
        return tr("Someone may be intercepting the connection. Ask the server’s operator; if the "
                  "certificate really is new, remove the old one in the settings.");
    case LossReason::Tls:
        return tr("Check this computer’s date and the server’s certificate.");
    case LossReason::Rejected:
        return tr("Start a new conversation, or update Holdline.");
    case LossReason::BrokenProtocol:
        return tr("Tell the server’s operator, or update Holdline.");
    case LossReason::TooLarge:
        return tr("Say less at a time, or start a new conversation.");
    case LossReason::Replaced:
        return tr("Try again to continue it in this window.");
    case LossReason::EmbeddedServerFailed:
        return tr(
            "Try again. If that doesn’t help, run “holdline --doctor” in a terminal to find out "
            "what is wrong.");
    case LossReason::FolderNotWritable:
        return tr("Make the folder writable for you, or free some space. Then try again.");
    }
    Q_UNREACHABLE();
}

} // namespace holdline::widgets
