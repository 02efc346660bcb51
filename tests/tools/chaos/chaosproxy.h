// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/chaoslink.h"

#include <QList>
#include <QTcpServer>
#include <QUrl>

namespace holdline::chaos {

/// A line that misbehaves: a TCP proxy on loopback that strikes its connections with one Fault
/// after the other. New connections are always welcome.
class ChaosProxy : public QObject
{
    Q_OBJECT

public:
    ChaosProxy();
    ~ChaosProxy() override;

    bool listen();
    /// Where connections made from now on lead to.
    void setTarget(quint16 port) { m_target = port; }
    QUrl url() const; ///< of /ws

    /// The next misfortune. It strikes by itself when its trigger is reached.
    void arm(const Fault &fault);
    /// It strikes now, if it has not yet.
    void strike();
    /// Resets everything, also what is half open.
    void cut();

    qint64 forwardedBytes() const { return m_forwarded; }

Q_SIGNALS:
    /// The line is dead from here on.
    void struck();
    /// Everybody has been told, as far as they ever will be; the next fault may be armed.
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
    QList<ChaosLink *> m_links; ///< that work
    QList<ChaosLink *> m_doomed; ///< half open or held
    std::optional<Fault> m_armed;
    std::optional<qint64> m_untilTrigger;
    bool m_isTriggered = false;
    QTimer m_duration; ///< of the fault that is striking
    bool m_isSlow = false; ///< that fault
    qint64 m_forwarded = 0;
};

} // namespace holdline::chaos
