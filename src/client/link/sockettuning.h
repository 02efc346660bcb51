// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

class QTcpSocket;

namespace holdline::client {

/// Makes a connected socket fit for live talk over a bad line: little audio is hidden in the
/// kernel, and where the system can (Linux) bytes that nobody acknowledges for 6 s end it.
void tuneForTalking(QTcpSocket &socket);

/// For a socket that passes on what another one gets: nothing is put together, and as little as
/// possible is hidden in the kernel.
void tuneForRelaying(QTcpSocket &socket);

/// Ends it as a connection dies that neither side has closed: with a reset, where the system can.
void resetConnection(QTcpSocket &socket);

/// The socket whose bytes go to the network. Below TLS and below a proxy Qt hides another one, and
/// only that one knows what has not left yet.
QTcpSocket &wireBelow(QTcpSocket &socket);

struct Outflow
{
    quint64 acknowledged = 0; ///< bytes that the other end's system has, since the beginning
    bool isBusy = false; ///< more are on their way
};

/// Nothing where the system does not tell (it does on Linux).
std::optional<Outflow> outflowOf(const QTcpSocket &socket);

} // namespace holdline::client
