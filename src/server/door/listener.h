// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "server/door/tlsidentity.h"

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>
#include <optional>

namespace holdline::server {

/// Accepts connections and hands each of them on. If the process has no file descriptor left, new
/// connections wait in the kernel's queue, and a warning is logged at most once a minute.
///
/// Uses QTcpServer to bind and to listen only. The accept loop of QTcpServer (Qt 6.4) reports no
/// error but the first; since that is an empty queue, it would spin when descriptors run out. Owned
/// by the front door; main thread.
class Listener : public QObject
{
    Q_OBJECT

public:
    explicit Listener(QObject *parent = nullptr);

    /// Port 0 takes any free port. Fails with a sentence for the operator.
    Outcome<QString> listen(const QHostAddress &host, quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    /// Stops accepting connections; open ones stay.
    void close();

    /// New connections use TLS with this certificate.
    void setIdentity(const TlsIdentity &identity) { m_identity = identity; }

Q_SIGNALS:
    /// `socket` is a child of the listener. Nothing was read from it, and TLS has not begun.
    void accepted(QTcpSocket *socket);

private:
    void acceptSome();
    void accept(int descriptor);
    void pause(int error);

    QTcpServer m_server;
    std::optional<TlsIdentity> m_identity;
    std::unique_ptr<QSocketNotifier> m_arrivals; ///< null before listen()
    QTimer m_pause;
    Clock m_clock;
    Instant m_silentUntil = Instant::min();
};

} // namespace holdline::server
