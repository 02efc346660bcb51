// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>

namespace holdline::testing {

/// One connection through a CuttingProxy: its two sockets, and what happens to the bytes between
/// them. When one end closes, the other end is closed after the last byte.
class ProxyLink : public QObject
{
    Q_OBJECT

public:
    enum class Direction { ToServer, ToClient };
    /// Returns how many of the available bytes may pass now. The others wait.
    using Gate = std::function<qint64(ProxyLink &, Direction, qint64 available)>;

    struct Options
    {
        QHostAddress host;
        quint16 port = 0;
        Duration dialDelay{0}; ///< the first byte goes through only after this
        qint64 buffer = 0; ///< bytes that wait in each direction at most; 0 if unlimited
    };

    ProxyLink(std::unique_ptr<QTcpSocket> client, const Options &options, Gate gate);
    ~ProxyLink() override;

    // ---- faults

    /// Stops all bytes, and hides that an end has closed.
    void hold() { m_isHeld = true; }
    /// Forwards what has come meanwhile.
    void release();
    void throttle(qint64 bytesPerSecond);
    /// Tells the client that the connection is broken. The other end hears no more, not even an
    /// end.
    void resetClient();
    void resetServer();
    void reset();
    /// Tells both ends that the other one has closed.
    void finish();

Q_SIGNALS:
    /// These bytes were really forwarded. A slot may reset the link.
    void forwarded(holdline::testing::ProxyLink::Direction direction, const QByteArray &bytes);
    /// Both ends have ended.
    void ended();

private:
    void update();
    void forward(QTcpSocket &from, QTcpSocket &to, Direction direction);
    void tick();

    Gate m_gate;
    qint64 m_buffer;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket m_server;
    bool m_isDialled = false; ///< the dial delay is over
    bool m_isHeld = false;
    bool m_hasEnded = false;
    QTimer m_tick; ///< runs while throttled
    qint64 m_perTick = 0;
    qint64 m_budget = 0; ///< bytes for both directions until the next tick
};

} // namespace holdline::testing
