// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/reconnectingsocket.h"

#include "client/link/linklog.h"
#include "client/link/linksocket.h"
#include "client/link/pollingnetworkwatch.h"
#include "client/link/sessionids.h"
#include "core/log.h"
#include "core/overloaded.h"

#include <QRandomGenerator>
#include <QUrlQuery>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

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

void ReconnectingSocket::setEndpoint(const Endpoint &endpoint)
{
    const bool changed = endpoint != m_endpoint;
    m_endpoint = endpoint;
    feed(link::EndpointSet{.usable = endpoint.url.isValid() && !endpoint.url.isEmpty(),
                           .changed = changed,
                           .reachable = isReachable()});
}

void ReconnectingSocket::loseEndpoint()
{
    m_endpoint.token.clear();
    feed(link::EndpointLost{});
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
    if (isLive())
        m_socket->send(message);
}

void ReconnectingSocket::send(const protocol::ControlMessage &message)
{
    send(protocol::WireMessage{.binary = false, .bytes = protocol::encode(message)});
}

qint64 ReconnectingSocket::queuedBytes() const
{
    return isLive() ? m_socket->queuedBytes() : 0;
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
    // Events that slots cause while effects are performed wait until all effects are done.
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
    // Bytes come and go many times a second and change nothing that is shown.
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
        if (m_socket)
            std::exchange(m_socket, nullptr)->drop();
        return;
    case link::Effect::Close:
        if (m_socket)
            std::exchange(m_socket, nullptr)->close(m_closeCode);
        return;
    case link::Effect::Ping:
        m_socket->ping(m_clock.now());
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
    if (m_socket)
        m_socket->lookForProgress();
    feed(link::TimePassed{});
}

void ReconnectingSocket::onNetworkChanged()
{
    const QHostAddress own = m_socket ? m_socket->ownAddress() : QHostAddress();
    const bool online = m_network->isOnline();
    if (!own.isNull() && !m_network->holds(own))
        feed(link::AddressGone{m_machine.state().dial, online});
    feed(link::NetworkChanged{online});
}

bool ReconnectingSocket::isReachable() const
{
    return m_endpoint.isLocal() || m_network->isOnline();
}

/// A server on this computer does not depend on the network.
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
    m_closeCode = kCloseNormal;
    if (!m_endpoint.isPrivate() && !m_dialect.allowInsecure) {
        feed(link::DialFailed{m_machine.state().dial, LossReason::Insecure, {}});
        return;
    }
    qCInfo(lcLink).noquote() << "dial" << m_machine.state().dial << "to"
                             << m_endpoint.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)
                             << (m_offered ? u"offering session "_s + m_offered->shortened()
                                           : u"for a new session"_s);
    m_socket = new LinkSocket({.url = dialUrl(),
                               .token = m_endpoint.token,
                               .offersDurable = m_dialect.wanted != DialectChoice::Wanted::Plain,
                               .proxy = m_proxy,
                               .trust = m_trust},
                              this);
    watch(*m_socket);
    m_socket->open();
}

void ReconnectingSocket::watch(LinkSocket &socket)
{
    const int dial = m_machine.state().dial;
    connect(&socket, &LinkSocket::reached, this, [this, dial] { feed(link::Reached{dial}); });
    connect(&socket, &LinkSocket::opened, this,
            [this, dial](bool durable) { onOpened(dial, durable); });
    connect(
        &socket, &LinkSocket::failed, this,
        [this, dial](LossReason reason, const QString &detail) { onFailed(dial, reason, detail); });
    connect(&socket, &LinkSocket::closed, this,
            [this, dial](int code, const QString &text, const QString &detail) {
                feed(link::Closed{dial, code, text, detail});
            });
    connect(&socket, &LinkSocket::heard, this, [this, dial] { feed(link::BytesHeard{dial}); });
    connect(&socket, &LinkSocket::left, this, [this, dial] { feed(link::BytesLeft{dial}); });
    connect(&socket, &LinkSocket::ponged, this, [this, dial](Instant pingedAt) {
        feed(link::Ponged{dial, pingedAt});
    });
    connect(&socket, &LinkSocket::received, this, &ReconnectingSocket::received);
    connect(&socket, &LinkSocket::roomMade, this, &ReconnectingSocket::roomMade);
}

void ReconnectingSocket::onOpened(int dial, bool durable)
{
    if (!durable && m_dialect.wanted == DialectChoice::Wanted::Durable) {
        feed(link::DialFailed{dial, LossReason::NotDurable, {}});
        return;
    }
    feed(link::Opened{dial, durable});
    // A slot may have ended the connection.
    if (isLive() && m_machine.state().dial == dial)
        Q_EMIT opened(durable);
}

void ReconnectingSocket::onFailed(int dial, LossReason reason, const QString &detail)
{
    // Without a network a correct name is not found either.
    const bool isCutOff = reason == LossReason::HostNotFound && !m_network->isOnline();
    feed(link::DialFailed{dial, isCutOff ? LossReason::NoNetwork : reason, detail});
}

} // namespace holdline::client
