// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/chaoslink.h"

#include <QList>
#include <QTcpServer>
#include <QUrl>

namespace holdline::chaos {

/// A TCP proxy on loopback that strikes its connections with one Fault after the other. It always
/// accepts new connections.
class ChaosProxy : public QObject
{
    Q_OBJECT

public:
    ChaosProxy();
    ~ChaosProxy() override;

    bool listen();
    /// Sets where later connections lead to.
    void setTarget(quint16 port) { m_target = port; }
    QUrl url() const; ///< of /ws

    /// Prepares the next fault. It strikes by itself when its trigger is reached.
    void arm(const Fault &fault);
    /// Lets the prepared fault strike now, if it has not yet.
    void strike();
    /// Resets all connections, including half-open ones.
    void cut();

    qint64 forwardedBytes() const { return m_forwarded; }

Q_SIGNALS:
    /// The fault has struck: the line is dead from now on.
    void struck();
    /// Both ends know of the fault, as far as they ever will. The next fault may be prepared.
    void over();

private:
    void accept();
    qint64 letThrough(ChaosLink &link, Direction direction, qint64 available);
    void begin(const Fault &fault);
    void end();
    void doom(const QList<ChaosLink *> &links, Duration after);
    void remove(ChaosLink *link);

    QTcpServer m_server;
    quint16 m_target = 0;
    QList<ChaosLink *> m_links; ///< working links
    QList<ChaosLink *> m_doomed; ///< half-open or stopped links
    std::optional<Fault> m_armed;
    std::optional<qint64> m_untilTrigger;
    bool m_isTriggered = false;
    QTimer m_duration; ///< duration of the current fault
    bool m_isSlow = false; ///< the current fault is Slow
    qint64 m_forwarded = 0;
};

} // namespace holdline::chaos
