// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/reconnectingsocket.h"

#include "client/certificatetrust.h"
#include "client/dialfailure.h"
#include "client/linklog.h"
#include "client/pollingnetworkwatch.h"
#include "client/sessionids.h"
#include "client/sockettuning.h"
#include "core/log.h"
#include "core/overloaded.h"
#include "protocol/limits.h"

#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QSslSocket>
#include <QTcpSocket>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kCloseGrace{1000};

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr auto kErrorSignal = &QWebSocket::errorOccurred;
#else
constexpr auto kErrorSignal = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif

/// What the network said, without the names of Qt's functions.
QString detailOf(const QWebSocket &socket)
{
    const QString said = socket.errorString();
    return said.mid(said.lastIndexOf("::processHandshake: "_L1) < 0 ? 0 : said.indexOf(u' ') + 1);
}

} // namespace

ReconnectingSocket::ReconnectingSocket(const BackoffPolicy &policy, SessionIds &ids,
                                       const Clock &clock, QObject *parent,
                                       const LinkTimings &timings,
                                       std::unique_ptr<NetworkWatch> network)
    : QObject(parent)
    , m_machine(policy, timings, QRandomGenerator::global()->generate())
    , m_ids(ids)
    , m_clock(clock)
    , m_network(network ? std::move(network) : std::make_unique<PollingNetworkWatch>(clock))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReconnectingSocket::onTimer);
    connect(m_network.get(), &NetworkWatch::changed, this, &ReconnectingSocket::onNetworkChanged);
    connect(m_network.get(), &NetworkWatch::woke, this, [this] { feed(link::Woke{}); });
    connect(&m_probe, &TcpProbe::reached, this, [this] { feed(link::Probed{}); });
}

ReconnectingSocket::~ReconnectingSocket()
{
    releaseSocket();
}

void ReconnectingSocket::setEndpoint(const Endpoint &endpoint)
{
    const bool changed = endpoint != m_endpoint;
    m_endpoint = endpoint;
    feed(link::EndpointSet{.usable = endpoint.url.isValid() && !endpoint.url.isEmpty(),
                           .changed = changed,
                           .reachable = isReachable()});
}

void ReconnectingSocket::setPolicy(const BackoffPolicy &policy)
{
    feed(link::PolicySet{policy});
}

void ReconnectingSocket::setProxy(const QNetworkProxy &proxy)
{
    if (std::exchange(m_proxy, proxy) == proxy)
        return;
    m_probe.setProxy(proxy);
    if (!std::holds_alternative<link::Failed>(m_machine.state().stage))
        redial();
}

void ReconnectingSocket::setInConversation(bool talking)
{
    feed(link::ConversationSet{talking});
}

void ReconnectingSocket::start()
{
    feed(link::Start{.reachable = isReachable()});
}

void ReconnectingSocket::stop()
{
    feed(link::Stop{});
}

void ReconnectingSocket::reconnectNow()
{
    feed(link::ReconnectNow{});
}

void ReconnectingSocket::redial()
{
    feed(link::StartNewSession{});
}

void ReconnectingSocket::fail(LossReason reason, const QString &detail)
{
    feed(link::GiveUp{reason, detail});
}

void ReconnectingSocket::send(const protocol::WireMessage &message)
{
    if (!isLive())
        return;
    if (message.binary)
        m_socket->sendBinaryMessage(message.bytes);
    else
        m_socket->sendTextMessage(QString::fromUtf8(message.bytes));
}

void ReconnectingSocket::send(const protocol::ControlMessage &message)
{
    send(protocol::WireMessage{.binary = false, .bytes = protocol::encode(message)});
}

qint64 ReconnectingSocket::queuedBytes() const
{
    return isLive() && m_wire ? m_wire->bytesToWrite() : 0;
}

void ReconnectingSocket::greeted()
{
    feed(link::Greeted{m_machine.state().dial});
}

void ReconnectingSocket::sessionJoined(bool restored)
{
    feed(link::SessionNamed{m_machine.state().dial, restored});
}

void ReconnectingSocket::goAway(LossReason reason, Duration after, Duration spread)
{
    feed(link::Goaway{m_machine.state().dial, reason, after, spread});
}

void ReconnectingSocket::refuse(const CloseVerdict &verdict, const QString &detail, int closeCode)
{
    m_closeCode = closeCode;
    feed(link::Refused{m_machine.state().dial, verdict, detail});
}

// ---- the machine

void ReconnectingSocket::feed(link::Event event)
{
    // What a slot asks for while effects are performed waits until all of them are.
    m_events.push_back(std::move(event));
    if (m_events.size() > 1)
        return;
    while (!m_events.empty()) {
        handle(m_events.front());
        m_events.pop_front();
    }
}

void ReconnectingSocket::handle(const link::Event &event)
{
    const Instant now = m_clock.now();
    const size_t before = m_machine.state().stage.index();
    const link::Effects effects = m_machine.handle(event, now);
    const LinkState &state = m_machine.state();
    if (state.stage.index() != before)
        qCInfo(lcLink).noquote() << toLogString(state.stage, now);

    m_timer.stop();
    if (const auto due = m_machine.deadline())
        m_timer.start(std::max(Duration(0), std::chrono::ceil<Duration>(*due - now)));
    for (const link::Effect effect : effects)
        perform(effect);
    m_network->setPace(pace());
    // Bytes come and go many times a second and change nothing that anybody shows.
    if (!std::holds_alternative<link::BytesHeard>(event)
        && !std::holds_alternative<link::BytesLeft>(event))
        Q_EMIT changed();
}

void ReconnectingSocket::perform(link::Effect effect)
{
    switch (effect) {
    case link::Effect::Dial:
        dial();
        return;
    case link::Effect::Drop:
        dropSocket();
        return;
    case link::Effect::Close:
        closeSocket();
        return;
    case link::Effect::Ping:
        ping();
        return;
    case link::Effect::Probe:
        m_probe.start(m_endpoint.url.host(),
                      static_cast<quint16>(
                          m_endpoint.url.port(m_endpoint.url.scheme() == "wss"_L1 ? 443 : 80)));
        return;
    case link::Effect::EndProbe:
        m_probe.stop();
        return;
    case link::Effect::ReportLost:
        Q_EMIT lost();
        return;
    case link::Effect::ReportNameless:
        Q_EMIT nameless();
        return;
    }
}

void ReconnectingSocket::onTimer()
{
    noteProgress(false);
    feed(link::TimePassed{});
}

void ReconnectingSocket::onNetworkChanged()
{
    const QHostAddress own = m_wire ? m_wire->localAddress() : QHostAddress();
    const bool online = m_network->isOnline();
    if (!own.isNull() && !m_network->holds(own))
        feed(link::AddressGone{m_machine.state().dial, online});
    feed(link::NetworkChanged{online});
}

bool ReconnectingSocket::isReachable() const
{
    return m_endpoint.isLocal() || m_network->isOnline();
}

/// What happens to the network is nothing to a server on this computer.
NetworkWatch::Pace ReconnectingSocket::pace() const
{
    using Pace = NetworkWatch::Pace;
    if (m_endpoint.isLocal())
        return Pace::Off;
    return std::visit(Overloaded{[](const link::Stopped &) { return Pace::Off; },
                                 [](const link::AwaitingEndpoint &) { return Pace::Off; },
                                 [](const link::Dialing &) { return Pace::Keen; },
                                 [](const link::Live &) { return Pace::Calm; },
                                 [](const link::Waiting &) { return Pace::Keen; },
                                 [](const link::Failed &) { return Pace::Calm; }},
                      m_machine.state().stage);
}

// ---- the socket

QUrl ReconnectingSocket::dialUrl() const
{
    QUrl url = m_endpoint.url;
    if (m_offered) {
        QUrlQuery query(url);
        query.addQueryItem(u"session_id"_s, m_offered->toString());
        url.setQuery(query);
    }
    return url;
}

void ReconnectingSocket::dial()
{
    m_offered = m_ids.find(m_endpoint.sessionKey);
    m_isAnswered = false;
    m_closeCode = kCloseNormal;
    m_acknowledged = 0;
    if (m_endpoint.isPrivate() || m_dialect.allowInsecure)
        openSocket();
    else
        feed(link::DialFailed{m_machine.state().dial, LossReason::Insecure, {}});
}

void ReconnectingSocket::openSocket()
{
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setProxy(m_proxy);
    m_socket->setMaxAllowedIncomingFrameSize(protocol::kMaxFrameBytes);
    m_socket->setMaxAllowedIncomingMessageSize(protocol::kMaxMessageBytes);
    watch(*m_socket);

    QNetworkRequest request(dialUrl());
    if (!m_endpoint.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_endpoint.token);
    qCInfo(lcLink).noquote() << "dial" << m_machine.state().dial << "to"
                             << m_endpoint.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)
                             << (m_offered ? u"offering session "_s + m_offered->shortened()
                                           : u"for a new session"_s);
    QWebSocketHandshakeOptions options;
    if (m_dialect.wanted != DialectChoice::Wanted::Plain)
        options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    if (m_trust)
        m_socket->setSslConfiguration(m_trust->configuration(m_endpoint.url));
    m_socket->open(request, options);
    if (auto *tls = m_socket->findChild<QSslSocket *>(); tls && m_trust)
        m_trust->guard(*tls, m_endpoint.url);
    if (auto *tcp = m_socket->findChild<QTcpSocket *>())
        watch(*tcp);
}

void ReconnectingSocket::watch(QWebSocket &socket)
{
    const int dial = m_machine.state().dial;
    connect(&socket, &QWebSocket::connected, this, [this, dial] { onOpen(dial); });
    connect(&socket, &QWebSocket::disconnected, this, [this, dial] { onEnd(dial); });
    connect(&socket, kErrorSignal, this, [this, dial] {
        // The end of a live line is told by disconnected(), with the close code.
        if (!isLive())
            onEnd(dial);
    });
    connect(&socket, &QWebSocket::pong, this,
            [this, dial](quint64, const QByteArray &payload) { onPong(dial, payload); });
    connect(&socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        Q_EMIT received({.binary = false, .bytes = text.toUtf8()});
    });
    connect(&socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { Q_EMIT received({.binary = true, .bytes = bytes}); });
}

/// The TCP connection below tells what QWebSocket keeps to itself: that somebody answers, and each
/// byte that comes, pings and parts of messages included.
void ReconnectingSocket::watch(QTcpSocket &socket)
{
    const int dial = m_machine.state().dial;
    connect(&socket, &QTcpSocket::connected, this, [this, dial, &socket] {
        m_isAnswered = true;
        watchWire(wireBelow(socket));
        feed(link::Reached{dial});
    });
    connect(&socket, &QTcpSocket::readyRead, this, [this, dial] { feed(link::BytesHeard{dial}); });
}

void ReconnectingSocket::watchWire(QTcpSocket &wire)
{
    m_wire = &wire;
    tuneForTalking(wire);
    connect(&wire, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) {
        noteProgress(true);
        Q_EMIT roomMade(bytes);
    });
}

/// The pong brings back when the ping was sent: several may be under way on a slow line.
void ReconnectingSocket::ping()
{
    m_socket->ping(QByteArray::number(qint64(m_clock.now().time_since_epoch().count())));
}

void ReconnectingSocket::onPong(int dial, const QByteArray &payload)
{
    feed(link::Ponged{dial, Instant(Instant::duration(payload.toLongLong()))});
}

/// What the kernel has taken may still wait in it for a peer that is gone: where it can be asked,
/// only what was confirmed has left. Once all is confirmed, a pong has nothing to wait for.
void ReconnectingSocket::noteProgress(bool written)
{
    if (!isLive() || !m_wire)
        return;
    if (const std::optional<Outflow> outflow = outflowOf(*m_wire)) {
        const quint64 before = std::exchange(m_acknowledged, outflow->acknowledged);
        written = outflow->isBusy && outflow->acknowledged != before;
    }
    if (written)
        feed(link::BytesLeft{m_machine.state().dial});
}

void ReconnectingSocket::onOpen(int dial)
{
    const bool holding = !m_socket->subprotocol().isEmpty();
    if (!holding && m_dialect.wanted == DialectChoice::Wanted::Holding) {
        feed(link::DialFailed{dial, LossReason::NotHolding, {}});
        return;
    }
    feed(link::Opened{dial, holding});
    // Whoever heard of the change may have ended it again.
    if (isLive() && m_machine.state().dial == dial)
        Q_EMIT opened(holding);
}

void ReconnectingSocket::onEnd(int dial)
{
    const QString detail = detailOf(*m_socket);
    if (isLive()) {
        feed(link::Closed{dial, m_socket->closeCode(), m_socket->closeReason(), detail});
        return;
    }
    feed(link::DialFailed{dial, dialFailureReason(), detail});
}

LossReason ReconnectingSocket::dialFailureReason() const
{
    const LossReason reason = dialFailure(m_socket->error(), m_socket->errorString(), m_isAnswered);
    // Without a network even a good name is not found.
    if (reason == LossReason::HostNotFound && !m_network->isOnline())
        return LossReason::NoNetwork;
    if (reason == LossReason::Tls && m_trust && m_trust->refusal() != LossReason::None)
        return m_trust->refusal();
    return reason;
}

/// The socket, of which nothing is heard any more; nullptr if there is none.
QWebSocket *ReconnectingSocket::releaseSocket()
{
    if (m_socket) {
        m_socket->disconnect(this);
        for (QTcpSocket *tcp : m_socket->findChildren<QTcpSocket *>())
            tcp->disconnect(this);
        m_wire.clear();
    }
    return std::exchange(m_socket, nullptr);
}

void ReconnectingSocket::dropSocket()
{
    if (QWebSocket *socket = releaseSocket()) {
        socket->abort();
        socket->deleteLater();
    }
}

void ReconnectingSocket::closeSocket()
{
    QWebSocket *socket = releaseSocket();
    if (!socket)
        return;
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(kCloseGrace, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->close(static_cast<QWebSocketProtocol::CloseCode>(m_closeCode));
}

} // namespace holdline::client
