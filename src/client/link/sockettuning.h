// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

class QTcpSocket;
class QWebSocket;

namespace holdline::client {

/// Bounds the messages that a server can make `socket` keep. By default they have up to 2 GiB.
void limitMessages(QWebSocket &socket);

/// Tunes a connected socket for live speech over a bad line. A small send buffer keeps little audio
/// hidden in the kernel. On Linux, bytes that stay unacknowledged for 6 s end the connection.
void tuneForTalking(QTcpSocket &socket);

/// Tunes a socket that forwards bytes: no delay to collect small packets, and small buffers in the
/// kernel.
void tuneForRelaying(QTcpSocket &socket);

/// Ends the connection with a TCP reset where the system allows it (Unix), otherwise with abort().
void resetConnection(QTcpSocket &socket);

/// Returns the socket whose bytes go to the network. Below TLS and below a proxy Qt hides another
/// socket, and only that one knows which bytes have not left yet.
QTcpSocket &wireBelow(QTcpSocket &socket);

/// How far the bytes of a socket have come.
struct Outflow
{
    quint64 acknowledged = 0; ///< bytes that the peer's system has acknowledged since the beginning
    bool isBusy = false; ///< more bytes are on their way
};

/// `nullopt` where the system does not tell. Linux does.
std::optional<Outflow> outflowOf(const QTcpSocket &socket);

} // namespace holdline::client
