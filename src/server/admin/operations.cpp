// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/operations.h"

#include "core/log.h"
#include "core/logline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {
const QString kByOperator = u"ended by the operator"_s;
}

Operations::Operations(SessionRegistry &registry, PlainCalls &plain, DurableSessions &durable)
    : m_registry(registry)
    , m_plain(plain)
    , m_durable(durable)
{
}

// ---- reading

std::vector<Operations::Row> Operations::sessions() const
{
    const auto calls = m_plain.bySession();
    std::vector<Session *> sessions = m_registry.sessions();
    std::ranges::sort(sessions, [](const Session *a, const Session *b) {
        return std::tie(b->attached, b->lastActiveAt) < std::tie(a->attached, a->lastActiveAt);
    });
    std::vector<Row> rows;
    for (const Session *session : sessions) {
        Row row{.session = session->id.shortened(),
                .isDurable = session->isDurable,
                .isAttached = session->attached,
                .activity = protocol::Activity::State::Idle,
                .age = m_registry.ageOf(*session),
                .away = m_registry.awayFor(*session),
                .messages = session->messageCount,
                .reconnections = session->reconnectionAttempts,
                .connection = 0,
                .heldBytes = 0};
        if (const DurableSession *live = m_durable.find(session->id)) {
            row.activity = live->activity();
            row.connection = live->isAttached() ? live->connectionNumber() : 0;
            row.heldBytes = live->heldBytes();
        } else if (const auto call = calls.find(session); call != calls.end()) {
            row.activity = call->second->activity();
            row.heldBytes = call->second->heldBytes();
        }
        rows.push_back(row);
    }
    return rows;
}

std::vector<TranscriptEvent> Operations::transcript(const QString &session) const
{
    std::vector<TranscriptEvent> events;
    for (const Session *found : find(session)) {
        for (const speech::Message &message : found->context.messages())
            events.push_back({.session = found->id,
                              .role = message.role,
                              .text = message.text,
                              .isFinal = true,
                              .at = message.at});
    }
    return events;
}

ServerFigures Operations::figures() const
{
    const SessionCounts counts = m_registry.counts();
    ServerFigures figures;
    figures.plainConnections = m_plain.attachedCount();
    figures.durableConnections = m_durable.attachedCount();
    figures.waitingConnections = m_durable.handshakeCount() + m_plain.waitingCount();
    figures.attachedSessions = counts.active;
    figures.detachedSessions = counts.disconnected;
    figures.unacknowledgedBytes = m_durable.heldBytes();
    figures.joins = m_durable.joins();
    figures.joins.plainNew = m_registry.created();
    figures.joins.plainRestored = m_registry.restored();
    figures.streams = m_durable.streamFigures();
    figures.commits = m_registry.commits();
    figures.recoveries = m_registry.recoveries();
    return figures;
}

// ---- ending sessions

Operations::Outcome Operations::end(const QString &session)
{
    const std::vector<Session *> found = find(session);
    if (found.size() != 1)
        return found.empty() ? Outcome::Unknown : Outcome::Ambiguous;
    end(*found.front());
    return Outcome::Done;
}

int Operations::endAll()
{
    const std::vector<Session *> sessions = m_registry.sessions();
    for (Session *session : sessions)
        end(*session);
    m_registry.expireStored();
    return static_cast<int>(sessions.size());
}

void Operations::end(Session &session)
{
    const SessionId id = session.id;
    qCInfo(lcSession) << SessionEvent(id, "ended by the operator"_L1);
    m_durable.forget(id, kByOperator);
    m_plain.end(session, kByOperator);
    m_registry.expire(id);
}

// ---- lookup

std::vector<Session *> Operations::find(const QString &session) const
{
    std::vector<Session *> found = m_registry.sessions();
    std::erase_if(found, [&](const Session *each) { return each->id.shortened() != session; });
    return found;
}

} // namespace holdline::server
