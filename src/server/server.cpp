// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "core/log.h"
#include "server/turnpause.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr Duration kGoodbye = 1s;
constexpr Duration kRestartPause = 1s;
constexpr Duration kOverloadPause = 30s;

/// The reason text of a close after which the client should come back.
QString comeBackAfter(Duration pause)
{
    const QJsonObject reason{{u"after_ms"_s, static_cast<qint64>(pause.count())}};
    return QString::fromLatin1(QJsonDocument(reason).toJson(QJsonDocument::Compact));
}

AccessPolicy accessPolicy(const ServerSettings &settings)
{
    return {settings.allowedOrigins, settings.token,
            settings.host.isLoopback() ? AccessPolicy::Reach::Loopback
                                       : AccessPolicy::Reach::Network};
}

} // namespace

Server::Server(const ServerSettings &settings, SessionRegistry &registry,
               const VoiceServices &services, HealthReport health, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_registry(registry)
    , m_services(services)
    , m_door(accessPolicy(settings), std::move(health))
{
    connect(&m_door, &FrontDoor::webSocketOpened, this, &Server::receive);
    m_ending.setSingleShot(true);
    connect(&m_ending, &QTimer::timeout, this, &Server::ended);
}

Server::~Server()
{
    for (Call *call : std::exchange(m_calls, {})) {
        release(*call);
        delete call;
    }
}

Outcome<QString> Server::listen()
{
    return m_door.listen(m_settings.host, m_settings.port);
}

void Server::end()
{
    if (m_ending.isActive())
        return;
    m_door.close();
    m_ending.start(m_calls.empty() ? Duration(0) : kGoodbye);
    for (Call *call : m_calls) {
        release(*call);
        call->connection().close(CloseCode::Restart, comeBackAfter(kRestartPause));
    }
}

void Server::receive(QWebSocket *socket)
{
    auto *call = new Call(socket, this);
    m_calls.push_back(call);
    connect(call, &Call::closed, this, [this, call] { forget(*call); });
    if (m_ending.isActive()) {
        call->connection().close(CloseCode::Restart, comeBackAfter(kRestartPause));
        return;
    }
    if (callCount() > m_settings.maxSessions) {
        qCInfo(lcServer, "turned a client away: %d connections already", callCount() - 1);
        call->connection().close(CloseCode::Overload, comeBackAfter(kOverloadPause));
        return;
    }
    const auto id = call->requestedSession();
    if (!id) {
        begin(*call);
        return;
    }
    m_registry.restore(*id, [this, call = QPointer(call)](Session *session) {
        if (call && session)
            resume(*call, *session);
        else if (call)
            begin(*call);
        else if (session && !callOf(*session))
            m_registry.detach(*session);
    });
}

void Server::begin(Call &call)
{
    if (m_registry.counts().total >= m_settings.maxSessions) {
        qCInfo(lcSession, "turned a client away: %d sessions already", m_settings.maxSessions);
        call.connection().close(CloseCode::Overload, comeBackAfter(kOverloadPause));
        return;
    }
    putThrough(call, m_registry.create());
}

void Server::resume(Call &call, Session &session)
{
    if (Call *older = callOf(session)) {
        qCInfo(lcSession, "session %s taken over", qPrintable(session.id.shortened()));
        older->leave();
        older->connection().close(CloseCode::Replaced, u"a newer connection took over"_s);
    }
    call.connection().send(protocol::SessionRestored{session.id, session.messageCount});
    putThrough(call, session);
}

void Server::putThrough(Call &call, Session &session)
{
    call.connection().send(protocol::SessionAssigned{session.id});
    call.join(session, m_registry, m_services, turnPause(m_settings.turnPause));
}

Call *Server::callOf(const Session &session) const
{
    const auto found = std::ranges::find(m_calls, &session, &Call::session);
    return found == m_calls.end() ? nullptr : *found;
}

void Server::release(Call &call)
{
    Session *session = call.session();
    if (!session)
        return;
    call.leave();
    m_registry.detach(*session);
    qCInfo(lcSession, "session %s detached", qPrintable(session->id.shortened()));
}

void Server::forget(Call &call)
{
    release(call);
    std::erase(m_calls, &call);
    call.deleteLater();
    if (m_calls.empty() && m_ending.isActive())
        m_ending.start(0);
}

} // namespace holdline::server
