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

/// Accepts connections and hands each of them on at once. While the process has no descriptor left
/// for one more, connections wait in the kernel's queue, and the operator is told once a minute.
///
/// QTcpServer is used to bind and to listen only. Its own way of accepting (Qt 6.4) reports an
/// empty queue as its first error and never another one, so it would spin when descriptors run out.
/// Owned by the front door; main thread.
class Listener : public QObject
{
    Q_OBJECT

public:
    explicit Listener(QObject *parent = nullptr);

    /// Port 0 takes any free one. Fails with a sentence for the operator.
    Outcome<QString> listen(const QHostAddress &host, quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    /// Stops accepting connections; open ones stay.
    void close();

    /// From the next connection on all of them speak TLS and show this.
    void setIdentity(const TlsIdentity &identity) { m_identity = identity; }

Q_SIGNALS:
    /// A child of the listener. Nothing has been read yet, and no TLS been spoken.
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
