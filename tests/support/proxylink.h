// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/fault.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>

namespace holdline::chaos {

/// One connection through a ChaosProxy: its two sockets, and what happens to the bytes between
/// them.
class ChaosLink : public QObject
{
    Q_OBJECT

public:
    /// Returns how many of the available bytes may pass now. The others wait.
    using Gate = std::function<qint64(ChaosLink &, Direction, qint64 available)>;

    ChaosLink(std::unique_ptr<QTcpSocket> client, quint16 serverPort, Gate gate,
              QObject *parent = nullptr);
    ~ChaosLink() override;

    // ---- faults

    /// Stops all bytes.
    void hold();
    void throttle(qint64 bytesPerSecond);
    /// Tells the client that the connection is broken. The other end hears no more, not even an
    /// end.
    void resetClient();
    void resetServer();
    void reset();
    /// Tells both ends that the other one has closed.
    void finish();

Q_SIGNALS:
    /// Both ends have ended.
    void ended();

private:
    void update();
    void forward(QTcpSocket &from, QTcpSocket &to, Direction direction);
    void tick();

    Gate m_gate;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket m_server;
    bool m_isHeld = false;
    bool m_hasEnded = false;
    QTimer m_tick; ///< runs while throttled
    qint64 m_perTick = 0;
    qint64 m_budget = 0; ///< bytes for both directions until the next tick
};

} // namespace holdline::chaos
