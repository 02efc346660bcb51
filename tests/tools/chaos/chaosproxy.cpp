// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/chaosproxy.h"

#include <algorithm>
#include <utility>

namespace holdline::chaos {

using Kind = Fault::Kind;
using testing::ProxyLink;

namespace {

// Small, so that a sender into a dead line notices it.
constexpr qint64 kBuffer = 16 * 1024;
// After this time a connection ends that neither end closes, such as one of a server without a
// client.
constexpr Duration kHalfOpenFor{1000};

/// Ends the links after this time, if they have not ended before.
void doom(const QList<ProxyLink *> &links, Duration after)
{
    for (ProxyLink *link : links)
        QTimer::singleShot(after, Qt::PreciseTimer, link, &ProxyLink::reset);
}

} // namespace

ChaosProxy::ChaosProxy() : CuttingProxy(kBuffer)
{
    m_duration.setSingleShot(true);
    m_duration.setTimerType(Qt::PreciseTimer);
    connect(&m_duration, &QTimer::timeout, this, &ChaosProxy::end);
}

void ChaosProxy::arm(const Fault &fault)
{
    m_armed = fault;
    m_untilTrigger = fault.trigger ? std::optional(fault.trigger->bytes) : std::nullopt;
    m_isTriggered = false;
}

void ChaosProxy::strike()
{
    if (const auto fault = std::exchange(m_armed, std::nullopt))
        begin(*fault);
}

void ChaosProxy::begin(const Fault &fault)
{
    QList<ProxyLink *> hit = links();
    hit.removeIf([this](ProxyLink *link) { return m_struck.contains(link); });
    m_struck.unite({hit.begin(), hit.end()});
    switch (fault.kind) {
    case Kind::Reset:
        for (ProxyLink *link : std::as_const(hit))
            link->hold();
        doom(hit, Duration(0));
        break;
    case Kind::Partial:
        for (ProxyLink *link : std::as_const(hit))
            link->finish();
        break;
    case Kind::HalfOpenServer:
        for (ProxyLink *link : std::as_const(hit))
            link->resetClient();
        doom(hit, kHalfOpenFor);
        break;
    case Kind::HalfOpenClient:
        for (ProxyLink *link : std::as_const(hit))
            link->resetServer();
        doom(hit, fault.lasts);
        break;
    case Kind::Blackhole:
        for (ProxyLink *link : std::as_const(hit))
            link->hold();
        doom(hit, fault.lasts);
        break;
    case Kind::Slow:
        for (ProxyLink *link : std::as_const(hit))
            link->throttle(fault.bytesPerSecond);
        doom(hit, fault.lasts);
        break;
    }
    const bool lasts = fault.kind == Kind::HalfOpenClient || fault.kind == Kind::Blackhole
        || fault.kind == Kind::Slow;
    m_isSlow = fault.kind == Kind::Slow;
    m_duration.start(lasts ? fault.lasts : Duration(0));
    if (!m_isSlow)
        Q_EMIT struck();
}

void ChaosProxy::end()
{
    if (m_isSlow)
        Q_EMIT struck();
    Q_EMIT over();
}

qint64 ChaosProxy::letThrough(ProxyLink &link, Direction direction, qint64 available)
{
    qint64 allowed = available;
    if (m_untilTrigger && m_armed && m_armed->trigger->direction == direction
        && !m_struck.contains(&link)) {
        allowed = std::min(available, *m_untilTrigger);
        *m_untilTrigger -= allowed;
        if (*m_untilTrigger == 0 && !std::exchange(m_isTriggered, true)) {
            // Queued, because the bytes that were let through must leave first.
            QMetaObject::invokeMethod(this, &ChaosProxy::strike, Qt::QueuedConnection);
        }
    }
    m_forwarded += allowed;
    return allowed;
}

void ChaosProxy::forget(ProxyLink *link)
{
    m_struck.remove(link);
    CuttingProxy::forget(link);
}

} // namespace holdline::chaos
