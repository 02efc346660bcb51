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

/// One connection through a ChaosProxy: its two ends and what happens to the bytes between them.
class ChaosLink : public QObject
{
    Q_OBJECT

public:
    /// How many of the available bytes may go through now. What it does not let through waits.
    using Gate = std::function<qint64(ChaosLink &, Direction, qint64 available)>;

    ChaosLink(std::unique_ptr<QTcpSocket> client, quint16 serverPort, Gate gate,
              QObject *parent = nullptr);
    ~ChaosLink() override;

    // ---- what can be done to it

    /// Nothing goes through any more.
    void hold();
    void throttle(qint64 bytesPerSecond);
    /// This end is told that the connection is broken; the other hears nothing more, ever.
    void resetClient();
    void resetServer();
    void reset();
    /// Both ends are told that the other has closed.
    void finish();

Q_SIGNALS:
    /// Both ends are gone.
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
    QTimer m_tick; ///< while throttled
    qint64 m_perTick = 0;
    qint64 m_budget = 0; ///< of both directions, until the next tick
};

} // namespace holdline::chaos
