// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/cuttingproxy.h"
#include "tools/chaos/fault.h"

#include <QSet>
#include <QTimer>

namespace holdline::chaos {

/// A proxy that strikes its connections with one Fault after the other. It always accepts new
/// connections.
class ChaosProxy : public testing::CuttingProxy
{
    Q_OBJECT

public:
    ChaosProxy();

    /// Prepares the next fault. It strikes by itself when its trigger is reached.
    void arm(const Fault &fault);
    /// Lets the prepared fault strike now, if it has not yet.
    void strike();

    qint64 forwardedBytes() const { return m_forwarded; }

Q_SIGNALS:
    /// The fault has struck: the line is dead from now on.
    void struck();
    /// Both ends know of the fault, as far as they ever will. The next fault may be prepared.
    void over();

private:
    qint64 letThrough(testing::ProxyLink &link, Direction direction, qint64 available) override;
    void forget(testing::ProxyLink *link) override;
    void begin(const Fault &fault);
    void end();

    QSet<testing::ProxyLink *> m_struck; ///< half-open or stopped links
    std::optional<Fault> m_armed;
    std::optional<qint64> m_untilTrigger;
    bool m_isTriggered = false;
    QTimer m_duration; ///< duration of the current fault
    bool m_isSlow = false; ///< the current fault is Slow
    qint64 m_forwarded = 0;
};

} // namespace holdline::chaos
