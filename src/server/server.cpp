// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "core/log.h"
#include "core/logline.h"
#include "protocol/limits.h"
#include "server/voice/turnpause.h"

#include <QPointer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr Duration kGoodbye = 2s;
constexpr Duration kRestartPause = 1s;
constexpr Duration kOverloadPause = 30s;
constexpr Duration kIdleCheck = 50ms;

AccessPolicy accessPolicy(const ServerSettings &settings)
{
    return {settings.allowedOrigins, settings.token};
}

AccessPolicy operatorsPolicy(const ServerSettings &settings)
{
    return {{}, settings.adminToken};
}

Administration::Setting administrationSetting(const ServerSettings &settings,
                                              std::function<void(ServerFigures &)> complete)
{
    return {.policy = operatorsPolicy(settings),
            .openness = {.isEnabled = !settings.adminToken.isEmpty(),
                         .isOpenToThisMachine = settings.trustedProxies.isEmpty()},
            .complete = std::move(complete)};
}

std::vector<Refusals> refusalsBy(const FrontDoor &frontDoor, const DurableSessions &streamed,
                                 const Administration &administration)
{
    const DoorRefusals &door = frontDoor.refusals();
    return {{"too_many", door.tooMany},
            {"far_too_many", door.dropped},
            {"crowded_out", frontDoor.crowdedOut()},
            {"too_slow", door.tooSlow},
            {"without_tls", door.withoutTls},
            {"not_http", door.notHttp},
            {"head_too_long", door.headTooLong},
            {"body_too_long", door.bodyTooLong},
            {"foreign_host", door.foreignHost},
            {"foreign_origin", door.foreignOrigin},
            {"unknown_path", door.unknownPath},
            {"wrong_token", door.wrongToken},
            {"wrong_admin_token", door.wrongAdminToken + administration.refused()},
            {"wrong_proof", streamed.refusedProofs()},
            {"unfinished_handshake", streamed.endedHandshakes()}};
}

VoiceServices observed(VoiceServices services, TranscriptFeed &feed)
{
    services.feed = &feed;
    return services;
}

} // namespace

Server::Server(const ServerSettings &settings, SessionRegistry &registry,
               const VoiceServices &services, HealthReport health, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_registry(registry)
    , m_services(observed(services, m_feed))
    , m_door(accessPolicy(settings), std::move(health))
    , m_memory(qint64(settings.heldMemory) * 1024 * 1024)
    , m_quota(settings.sessionsPerAddress)
    , m_durable({registry, m_services, turnPause(settings.turnPause), m_memory},
                settings.maxHandshakes, m_quota,
                [this](const QHostAddress &peer) { return hasRoom(peer); })
    , m_administration(
          administrationSetting(settings, [this](ServerFigures &figures) { add(figures); }),
          m_door.pages(), m_feed, Operations(registry, m_durable, m_calls, services.recognizers))
{
    if (!settings.adminToken.isEmpty())
        m_door.setOperators(operatorsPolicy(settings));
    connect(&m_door, &FrontDoor::observerCame, &m_administration, &Administration::receive);
    connect(&m_administration, &Administration::drainRequested, this,
            [this] { drain(protocol::Goaway::Reason::Drain); });
    connect(&m_door, &FrontDoor::webSocketOpened, this, &Server::receive);
    // Somebody is just counting.
    connect(&m_memory, &HeldMemory::roomMade, this, &Server::proceed, Qt::QueuedConnection);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Server::giveUpWaiting);
    connect(&m_idleCheck, &QTimer::timeout, this, &Server::letIdleGo);
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
    m_door.setLimits({.perSecond = m_settings.connectionsPerSecond,
                      .perAddress = m_settings.connectionsPerAddress});
    m_door.setProxies(TrustedProxies(m_settings.trustedProxies));
    if (!m_settings.hasTls())
        m_door.setNames(ServerNames(m_settings.serverNames));
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
    m_door.setNames(ServerNames(m_settings.serverNames + identity.value().names()));
    return Success{};
}

void Server::receive(WebSocket *socket)
{
    if (socket->subprotocol() == QLatin1StringView(protocol::kSubprotocol)) {
        auto connection = std::make_unique<ClientConnection>(socket);
        count(*connection);
        receiveDurable(std::move(connection));
        return;
    }
    auto *call = new PlainCall(socket, m_memory, this);
    m_calls.push_back(call);
    count(call->connection());
    connect(call, &PlainCall::closed, this, [this, call] { forget(*call); });
    connect(call, &PlainCall::frameDropped, this, [this] { ++m_droppedFrames; });
    if (m_stage != Stage::Serving) {
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

/// What nobody else has counted.
void Server::add(ServerFigures &figures) const
{
    figures.refusals = refusalsBy(m_door, m_durable, m_administration);
    figures.droppedFrames = m_droppedFrames;
}

void Server::count(const ClientConnection &connection)
{
    ++m_connections;
    connect(&connection, &QObject::destroyed, this, [this] {
        --m_connections;
        endWhenEmpty();
    });
}

void Server::receiveDurable(std::unique_ptr<ClientConnection> connection)
{
    if (m_stage != Stage::Serving)
        ClientConnection::dismiss(std::move(connection), CloseCode::Restart,
                                  comeBackAfter(kRestartPause));
    else if (callCount() > m_settings.maxSessions)
        ClientConnection::dismiss(std::move(connection), CloseCode::Overload,
                                  comeBackAfter(kOverloadPause));
    else
        m_durable.receive(std::move(connection));
}

void Server::begin(PlainCall &call)
{
    const QHostAddress peer = call.connection().peer();
    if (!hasRoom(peer)) {
        qCInfo(lcSession, "turned a client away: no room for another session");
        call.connection().close(CloseCode::Overload, comeBackAfter(kOverloadPause));
        return;
    }
    Session &session = m_registry.create();
    session.share = m_quota.take(peer);
    putThrough(call, session);
}

/// For another session of a client that comes from there.
bool Server::hasRoom(const QHostAddress &peer) const
{
    return m_quota.hasRoom(peer) && m_registry.counts().total < m_settings.maxSessions
        && !m_memory.isFull();
}

/// There is room for answers again.
void Server::proceed()
{
    m_durable.proceed();
    for (PlainCall *call : m_calls)
        call->proceed();
}

void Server::resume(PlainCall &call, Session &session)
{
    if (PlainCall *older = callOf(session)) {
        qCInfo(lcSession) << SessionEvent(session.id, "taken over"_L1);
        older->leave();
        older->connection().close(CloseCode::Replaced, u"a newer connection took over"_s);
    }
    session.share = m_quota.take(call.connection().peer());
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
}

// ---- the end

void Server::drain(protocol::Goaway::Reason reason)
{
    if (m_stage != Stage::Serving)
        return;
    m_stage = Stage::Draining;
    qCInfo(lcServer, "letting %d clients go", callCount());
    m_door.close();
    m_goaway = {reason, kRestartPause, Farewell::spreadOver(callCount())};
    m_patience.start(m_settings.drainTime);
    m_idleCheck.start(kIdleCheck);
    letIdleGo();
    endWhenEmpty();
}

void Server::end()
{
    if (m_stage == Stage::Ending)
        return;
    if (m_stage == Stage::Serving)
        m_goaway = {protocol::Goaway::Reason::Restart, kRestartPause,
                    Farewell::spreadOver(callCount())};
    m_stage = Stage::Ending;
    m_door.close();
    m_idleCheck.stop();
    m_patience.start(kGoodbye);
    letGo({m_goaway, Farewell::To::Everybody});
    endWhenEmpty();
}

void Server::letIdleGo()
{
    Farewell farewell{m_goaway, Farewell::To::Idle};
    // Nobody finds a new server here while somebody is still being answered.
    if (isAnybodyBusy())
        farewell.goaway.after += m_patience.remainingTimeAsDuration();
    letGo(farewell);
}

void Server::letGo(const Farewell &farewell)
{
    m_durable.letGo(farewell);
    for (PlainCall *call : m_calls) {
        if (farewell.to == Farewell::To::Idle && call->isBusy())
            continue;
        release(*call);
        call->connection().close(CloseCode::Restart, farewell.closeReason());
    }
}

bool Server::isAnybodyBusy() const
{
    return m_durable.isAnybodyBusy() || std::ranges::any_of(m_calls, &PlainCall::isBusy);
}

void Server::giveUpWaiting()
{
    if (m_stage == Stage::Draining)
        end();
    else
        Q_EMIT ended();
}

void Server::endWhenEmpty()
{
    if (m_stage == Stage::Serving || m_connections > 0)
        return;
    m_stage = Stage::Ending;
    m_idleCheck.stop();
    m_patience.start(0);
}

} // namespace holdline::server
