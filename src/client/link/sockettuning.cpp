// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/sockettuning.h"

#include "core/log.h"
#include "protocol/limits.h"

#include <QTcpSocket>
#include <QWebSocket>

#ifdef Q_OS_LINUX
#include <linux/tcp.h> // declares more of tcp_info than <netinet/tcp.h>
#include <netinet/in.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/socket.h>

#include <cstddef>
#endif

namespace holdline::client {

namespace {

/// 0.7 s of microphone audio. By default the kernel would take 28 s of it for a dead peer.
constexpr int kSendBufferBytes = 64 * 1024;
constexpr int kRelayBufferBytes = 16 * 1024;

#ifdef Q_OS_LINUX
constexpr unsigned kUnacknowledgedMs = 6000;

void limitUnacknowledged(QTcpSocket &socket)
{
    const auto handle = static_cast<int>(socket.socketDescriptor());
    if (::setsockopt(handle, IPPROTO_TCP, TCP_USER_TIMEOUT, &kUnacknowledgedMs,
                     sizeof kUnacknowledgedMs)
        != 0)
        qCDebug(lcLink) << "TCP_USER_TIMEOUT is not available";
}
#else
void limitUnacknowledged(QTcpSocket &) { }
#endif

} // namespace

void limitMessages(QWebSocket &socket)
{
    socket.setMaxAllowedIncomingFrameSize(protocol::kMaxFrameBytes);
    socket.setMaxAllowedIncomingMessageSize(protocol::kMaxMessageBytes);
}

void tuneForTalking(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kSendBufferBytes);
    limitUnacknowledged(socket);
}

void tuneForRelaying(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kRelayBufferBytes);
    socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, kRelayBufferBytes);
}

void resetConnection(QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    if (socket.socketDescriptor() >= 0) {
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                     sizeof atOnce);
    }
#endif
    socket.abort();
}

QTcpSocket &wireBelow(QTcpSocket &socket)
{
    auto *below = socket.findChild<QTcpSocket *>();
    return below ? wireBelow(*below) : socket;
}

#ifdef Q_OS_LINUX
std::optional<Outflow> outflowOf(const QTcpSocket &socket)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    const auto handle = static_cast<int>(socket.socketDescriptor());
    constexpr socklen_t kNeeded =
        offsetof(tcp_info, tcpi_notsent_bytes) + sizeof info.tcpi_notsent_bytes;
    if (::getsockopt(handle, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || size < kNeeded)
        return std::nullopt;
    return Outflow{.acknowledged = info.tcpi_bytes_acked,
                   .isBusy = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0};
}
#else
std::optional<Outflow> outflowOf(const QTcpSocket &)
{
    return std::nullopt;
}
#endif

} // namespace holdline::client
