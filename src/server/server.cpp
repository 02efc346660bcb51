// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "core/log.h"
#include "core/logline.h"
#include "protocol/limits.h"
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
    , m_streamed({registry, services, turnPause(settings.turnPause)},
                 [this] { return m_registry.counts().total < m_settings.maxSessions; })
{
    connect(&m_streamed, &LiveSessions::clientLeft, this, &Server::endWhenEmpty);
    connect(&m_door, &FrontDoor::webSocketOpened, this, &Server::receive);
    m_ending.setSingleShot(true);
    connect(&m_ending, &QTimer::timeout, this, &Server::ended);
}

Server::~Server()
{
    for (PlainCall *call : std::exchange(m_calls, {})) {
        release(*call);
        delete call;
    }
}

Outcome<QString> Server::listen()
{
    if (m_settings.hasTls()) {
        if (auto renewed = renewIdentity(); !renewed)
            return renewed;
    }
    return m_door.listen(m_settings.host, m_settings.port);
}

Outcome<QString> Server::renewIdentity()
{
    const auto identity = TlsIdentity::read(m_settings.tlsCertificate, m_settings.tlsKey);
    if (!identity)
        return Failure{identity.error()};
    if (const QString concern = identity.value().concern(m_services.clock.wallTime());
        !concern.isEmpty())
        qCWarning(lcServer, "%s", qPrintable(concern));
    m_door.setIdentity(identity.value());
    return Success{};
}

void Server::end()
{
    if (m_ending.isActive())
        return;
    m_door.close();
    m_ending.start(callCount() == 0 ? Duration(0) : kGoodbye);
    m_streamed.hangUp(CloseCode::Restart, comeBackAfter(kRestartPause));
    for (PlainCall *call : m_calls) {
        release(*call);
        call->connection().close(CloseCode::Restart, comeBackAfter(kRestartPause));
    }
}

int Server::callCount() const
{
    return static_cast<int>(m_calls.size()) + m_streamed.connectionCount();
}

void Server::receive(QWebSocket *socket)
{
    if (socket->subprotocol() == QLatin1StringView(protocol::kSubprotocol)) {
        receiveStreamed(std::make_unique<ClientConnection>(socket));
        return;
    }
    auto *call = new PlainCall(socket, this);
    m_calls.push_back(call);
    connect(call, &PlainCall::closed, this, [this, call] { forget(*call); });
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

void Server::receiveStreamed(std::unique_ptr<ClientConnection> connection)
{
    if (!m_ending.isActive() && callCount() < m_settings.maxSessions) {
        m_streamed.receive(std::move(connection));
        return;
    }
    const bool isEnding = m_ending.isActive();
    ClientConnection::dismiss(std::move(connection),
                              isEnding ? CloseCode::Restart : CloseCode::Overload,
                              comeBackAfter(isEnding ? kRestartPause : kOverloadPause));
}

void Server::begin(PlainCall &call)
{
    if (m_registry.counts().total >= m_settings.maxSessions) {
        qCInfo(lcSession, "turned a client away: %d sessions already", m_settings.maxSessions);
        call.connection().close(CloseCode::Overload, comeBackAfter(kOverloadPause));
        return;
    }
    putThrough(call, m_registry.create());
}

void Server::resume(PlainCall &call, Session &session)
{
    if (PlainCall *older = callOf(session)) {
        qCInfo(lcSession) << SessionEvent(session.id, "taken over"_L1);
        older->leave();
        older->connection().close(CloseCode::Replaced, u"a newer connection took over"_s);
    }
    call.send(protocol::SessionRestored{session.id, session.messageCount});
    putThrough(call, session);
}

void Server::putThrough(PlainCall &call, Session &session)
{
    call.send(protocol::SessionAssigned{session.id});
    call.join(session, m_registry, m_services, turnPause(m_settings.turnPause));
}

PlainCall *Server::callOf(const Session &session) const
{
    const auto found = std::ranges::find(m_calls, &session, &PlainCall::session);
    return found == m_calls.end() ? nullptr : *found;
}

void Server::release(PlainCall &call)
{
    Session *session = call.session();
    if (!session)
        return;
    call.leave();
    m_registry.detach(*session);
}

void Server::forget(PlainCall &call)
{
    release(call);
    std::erase(m_calls, &call);
    call.deleteLater();
    endWhenEmpty();
}

void Server::endWhenEmpty()
{
    if (callCount() == 0 && m_ending.isActive())
        m_ending.start(0);
}

} // namespace holdline::server
