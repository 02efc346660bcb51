// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "core/log.h"
#include "core/logline.h"
#include "protocol/limits.h"
#include "server/voice/turnpause.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr Duration kGoodbye = 2s;
constexpr Duration kRestartPause = 1s;
constexpr Duration kIdleCheck = 50ms;

AccessPolicy accessPolicy(const ServerSettings &settings)
{
    return {settings.allowedOrigins, settings.token};
}

AccessPolicy operatorsPolicy(const ServerSettings &settings)
{
    return {{}, settings.adminToken};
}

Administration::Setting administrationSetting(const ServerSettings &settings)
{
    return {.policy = operatorsPolicy(settings),
            .openness = {.isEnabled = !settings.adminToken.isEmpty(),
                         .isOpenToThisMachine =
                             settings.adminToken.isEmpty() && settings.trustedProxies.isEmpty()}};
}

std::vector<Refusals> refusalsBy(const FrontDoor &frontDoor, const DurableSessions &durable,
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
            {"wrong_proof", durable.refusedProofs()},
            {"unfinished_handshake", durable.endedHandshakes()}};
}

VoiceServices observed(VoiceServices services, TranscriptFeed &feed)
{
    services.feed = &feed;
    return services;
}

} // namespace

Server::Server(const ServerSettings &settings, SessionRegistry &registry,
               const VoiceServices &services, HealthReport health, EngineReport engines,
               QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_services(observed(services, m_feed))
    , m_door(accessPolicy(settings), std::move(health))
    , m_memory(qint64(settings.heldMemory) * 1024 * 1024)
    , m_admission(registry, m_memory,
                  {.sessions = settings.maxSessions, .perNetwork = settings.sessionsPerAddress})
    , m_plain({registry, m_services, turnPause(settings.turnPause), m_memory}, m_admission)
    , m_durable({registry, m_services, turnPause(settings.turnPause), m_memory},
                settings.maxHandshakes, m_admission)
    , m_engines(std::move(engines))
    , m_administration(administrationSetting(settings), m_door.pages(), m_feed,
                       Operations(registry, m_plain, m_durable), *this)
{
    if (!settings.adminToken.isEmpty())
        m_door.setOperators(operatorsPolicy(settings));
    connect(&m_door, &FrontDoor::observerCame, &m_administration, &Administration::receive);
    connect(&m_administration, &Administration::drainRequested, this,
            [this] { drain(protocol::Goaway::Reason::Drain); });
    connect(&m_door, &FrontDoor::webSocketOpened, this, &Server::receive);
    // Queued, because the signal is emitted in the middle of a count.
    connect(&m_memory, &HeldMemory::roomMade, this, &Server::proceed, Qt::QueuedConnection);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Server::giveUpWaiting);
    connect(&m_idleCheck, &QTimer::timeout, this, &Server::letIdleGo);
}

Server::~Server() = default;

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
    auto connection = std::make_unique<ClientConnection>(socket);
    count(*connection);
    if (m_stage != Stage::Serving) {
        ClientConnection::dismiss(std::move(connection), protocol::CloseCode::Restart,
                                  protocol::comeBackAfter(kRestartPause));
    } else if (callCount() > m_settings.maxSessions) {
        qCInfo(lcServer, "turned a client away: %d connections already", callCount() - 1);
        ClientConnection::dismiss(std::move(connection), protocol::CloseCode::Overload,
                                  protocol::comeBackAfter(Farewell::kOverloadPause));
    } else if (connection->subprotocol() == QLatin1StringView(protocol::kSubprotocol)) {
        m_durable.receive(std::move(connection));
    } else {
        m_plain.receive(std::move(connection));
    }
}

ServerFigures Server::figures() const
{
    ServerFigures figures = m_administration.figures();
    figures.refusals = refusalsBy(m_door, m_durable, m_administration);
    figures.droppedFrames = m_plain.droppedFrames();
    if (m_engines)
        m_engines(figures);
    return figures;
}

void Server::count(const ClientConnection &connection)
{
    ++m_connections;
    connect(&connection, &QObject::destroyed, this, [this] {
        --m_connections;
        endWhenEmpty();
    });
}

/// There is memory for answers again.
void Server::proceed()
{
    m_durable.proceed();
    m_plain.proceed();
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
    // While other clients are still being answered, no new server is listening yet.
    if (isAnybodyBusy())
        farewell.goaway.after += m_patience.remainingTimeAsDuration();
    letGo(farewell);
}

void Server::letGo(const Farewell &farewell)
{
    m_durable.letGo(farewell);
    m_plain.letGo(farewell);
}

bool Server::isAnybodyBusy() const
{
    return m_durable.isAnybodyBusy() || m_plain.isAnybodyBusy();
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
