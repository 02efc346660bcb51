// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/plain/plaincalls.h"

#include "core/log.h"
#include "core/logline.h"

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

PlainCalls::PlainCalls(const Setting &setting, Admission &admission, QObject *parent)
    : QObject(parent)
    , m_setting(setting)
    , m_admission(admission)
    , m_sessions(setting.registry, setting.services.clock)
{
}

PlainCalls::~PlainCalls()
{
    for (PlainCall *call : std::exchange(m_calls, {})) {
        release(*call);
        delete call;
    }
}

void PlainCalls::receive(std::unique_ptr<ClientConnection> connection)
{
    auto *call = new PlainCall(std::move(connection), m_setting.memory, this);
    m_calls.push_back(call);
    connect(call, &PlainCall::closed, this, [this, call] { forget(*call); });
    connect(call, &PlainCall::frameDropped, this, [this] { ++m_droppedFrames; });
    const auto id = call->requestedSession();
    if (!id) {
        begin(*call);
        return;
    }
    m_sessions.restore(*id, [this, call = QPointer(call)](Session *session) {
        if (call && session)
            resume(*call, *session);
        else if (call)
            begin(*call);
        else if (session && !callOf(*session))
            m_setting.registry.detach(*session);
    });
}

void PlainCalls::begin(PlainCall &call)
{
    const QHostAddress peer = call.connection().peer();
    if (!m_admission.admits(peer)) {
        qCInfo(lcSession, "turned a client away: no room for another session");
        call.connection().close(protocol::CloseCode::Overload,
                                protocol::comeBackAfter(Farewell::kOverloadPause));
        return;
    }
    Session &session = m_setting.registry.create();
    session.share = m_admission.take(peer);
    putThrough(call, session);
}

void PlainCalls::resume(PlainCall &call, Session &session)
{
    if (PlainCall *older = callOf(session)) {
        qCInfo(lcSession) << SessionEvent(session.id, "taken over"_L1);
        older->leave();
        older->connection().close(protocol::CloseCode::Replaced, u"a newer connection took over"_s);
    }
    session.share = m_admission.take(call.connection().peer());
    call.send(protocol::SessionRestored{session.id, session.messageCount});
    putThrough(call, session);
}

void PlainCalls::putThrough(PlainCall &call, Session &session)
{
    call.send(protocol::SessionAssigned{session.id});
    call.send(protocol::Configured{session.configuration}); // so it may send `configure`
    call.join(session, m_setting.registry, m_setting.services, m_setting.pause);
}

void PlainCalls::proceed()
{
    for (PlainCall *call : m_calls)
        call->proceed();
}

// ---- the end

void PlainCalls::letGo(const Farewell &farewell)
{
    for (PlainCall *call : m_calls) {
        if (farewell.to == Farewell::To::Idle && call->isBusy())
            continue;
        release(*call);
        call->connection().close(protocol::CloseCode::Restart, farewell.closeReason());
    }
}

bool PlainCalls::isAnybodyBusy() const
{
    return std::ranges::any_of(m_calls, &PlainCall::isBusy);
}

void PlainCalls::release(PlainCall &call)
{
    Session *session = call.session();
    if (!session)
        return;
    call.leave();
    m_setting.registry.detach(*session);
}

void PlainCalls::forget(PlainCall &call)
{
    release(call);
    std::erase(m_calls, &call);
    call.deleteLater();
}

// ---- for operators

PlainCall *PlainCalls::callOf(const Session &session) const
{
    const auto found = std::ranges::find(m_calls, &session, &PlainCall::session);
    return found == m_calls.end() ? nullptr : *found;
}

std::unordered_map<const Session *, const PlainCall *> PlainCalls::bySession() const
{
    std::unordered_map<const Session *, const PlainCall *> calls;
    for (const PlainCall *call : m_calls) {
        if (call->session())
            calls.emplace(call->session(), call);
    }
    return calls;
}

void PlainCalls::end(const Session &session, const QString &reason)
{
    if (PlainCall *call = callOf(session)) {
        call->leave();
        call->connection().close(protocol::CloseCode::Normal, reason);
    }
}

int PlainCalls::attachedCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_calls, [](const PlainCall *call) { return call->session(); }));
}

} // namespace holdline::server
