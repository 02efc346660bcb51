// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/chaosproxy.h"

#include <algorithm>
#include <utility>

namespace holdline::chaos {

using Kind = Fault::Kind;

namespace {
// After this time a connection ends that neither end closes, such as one of a server without a
// client.
constexpr Duration kHalfOpenFor{1000};
} // namespace

ChaosProxy::ChaosProxy()
{
    connect(&m_server, &QTcpServer::newConnection, this, &ChaosProxy::accept);
    m_duration.setSingleShot(true);
    m_duration.setTimerType(Qt::PreciseTimer);
    connect(&m_duration, &QTimer::timeout, this, &ChaosProxy::end);
}

ChaosProxy::~ChaosProxy()
{
    qDeleteAll(std::exchange(m_links, {}));
    qDeleteAll(std::exchange(m_doomed, {}));
}

bool ChaosProxy::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

QUrl ChaosProxy::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_server.serverPort()));
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
    const QList<ChaosLink *> hit = std::exchange(m_links, {});
    m_doomed += hit;
    switch (fault.kind) {
    case Kind::Reset:
        for (ChaosLink *link : hit)
            link->hold();
        doom(hit, Duration(0));
        break;
    case Kind::Partial:
        for (ChaosLink *link : hit)
            link->finish();
        break;
    case Kind::HalfOpenServer:
        for (ChaosLink *link : hit)
            link->resetClient();
        doom(hit, kHalfOpenFor);
        break;
    case Kind::HalfOpenClient:
        for (ChaosLink *link : hit)
            link->resetServer();
        doom(hit, fault.lasts);
        break;
    case Kind::Blackhole:
        for (ChaosLink *link : hit)
            link->hold();
        doom(hit, fault.lasts);
        break;
    case Kind::Slow:
        for (ChaosLink *link : hit)
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

/// Ends the links after this time, if they have not ended before.
void ChaosProxy::doom(const QList<ChaosLink *> &links, Duration after)
{
    for (ChaosLink *link : links)
        QTimer::singleShot(after, Qt::PreciseTimer, link, &ChaosLink::reset);
}

void ChaosProxy::cut()
{
    m_doomed += std::exchange(m_links, {});
    doom(m_doomed, Duration(0));
}

void ChaosProxy::accept()
{
    while (std::unique_ptr<QTcpSocket> client{m_server.nextPendingConnection()}) {
        auto *link = new ChaosLink(std::move(client), m_target,
                                   [this](ChaosLink &of, Direction direction, qint64 available) {
                                       return letThrough(of, direction, available);
                                   });
        m_links.append(link);
        connect(link, &ChaosLink::ended, this, [this, link] { remove(link); });
    }
}

qint64 ChaosProxy::letThrough(ChaosLink &link, Direction direction, qint64 available)
{
    qint64 allowed = available;
    if (m_untilTrigger && m_armed && m_armed->trigger->direction == direction
        && m_links.contains(&link)) {
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

void ChaosProxy::remove(ChaosLink *link)
{
    m_links.removeOne(link);
    m_doomed.removeOne(link);
    link->deleteLater();
}

} // namespace holdline::chaos
