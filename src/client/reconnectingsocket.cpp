// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/reconnectingsocket.h"

#include "client/dialfailure.h"
#include "client/linklog.h"
#include "client/sessionids.h"
#include "client/sockettuning.h"
#include "core/log.h"
#include "core/overloaded.h"
#include "protocol/limits.h"

#include <QNetworkInterface>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QUrlQuery>
#include <QWebSocket>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// About 10 s of microphone audio; beyond it the line is too slow to talk over.
constexpr qint64 kMaxQueuedBytes = 1024 * 1024;
constexpr Duration kCloseGrace{1000};

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr auto kErrorSignal = &QWebSocket::errorOccurred;
#else
constexpr auto kErrorSignal = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif

/// Whether any interface beyond this machine is up and has an address.
bool hasNetwork()
{
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    return std::any_of(interfaces.begin(), interfaces.end(),
                       [](const QNetworkInterface &candidate) {
                           const auto flags = candidate.flags();
                           return flags.testFlag(QNetworkInterface::IsRunning)
                               && !flags.testFlag(QNetworkInterface::IsLoopBack)
                               && !candidate.addressEntries().isEmpty();
                       });
}

/// What the network said, without the names of Qt's functions.
QString detailOf(const QWebSocket &socket)
{
    const QString said = socket.errorString();
    return said.mid(said.lastIndexOf("::processHandshake: "_L1) < 0 ? 0 : said.indexOf(u' ') + 1);
}

} // namespace

ReconnectingSocket::ReconnectingSocket(const BackoffPolicy &policy, SessionIds &ids,
                                       const Clock &clock, QObject *parent,
                                       const LinkTimings &timings)
    : Line(parent)
    , m_machine(policy, timings, QRandomGenerator::global()->generate())
    , m_ids(ids)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { feed(link::TimePassed{}); });
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
                           .changed = changed});
}

void ReconnectingSocket::setPolicy(const BackoffPolicy &policy)
{
    feed(link::PolicySet{policy});
}

void ReconnectingSocket::setInConversation(bool talking)
{
    feed(link::ConversationSet{talking});
}

void ReconnectingSocket::start()
{
    feed(link::Start{});
}

void ReconnectingSocket::stop()
{
    feed(link::Stop{});
}

void ReconnectingSocket::reconnectNow()
{
    feed(link::ReconnectNow{});
}

void ReconnectingSocket::startNewSession()
{
    m_ids.forget(m_endpoint.sessionKey);
    feed(link::StartNewSession{});
}

void ReconnectingSocket::fail(LossReason reason, const QString &detail)
{
    feed(link::GiveUp{reason, detail});
}

bool ReconnectingSocket::canSend() const
{
    return isLive() && m_socket->bytesToWrite() < kMaxQueuedBytes;
}

bool ReconnectingSocket::send(const protocol::ClientMessage &message)
{
    return canSend() && m_socket->sendTextMessage(QString::fromUtf8(protocol::encode(message))) > 0;
}

bool ReconnectingSocket::send(const protocol::AudioFrame &frame)
{
    return canSend() && m_socket->sendBinaryMessage(protocol::encode(frame)) > 0;
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
        m_socket->ping();
        return;
    case link::Effect::ReportLost:
        Q_EMIT lost();
        return;
    case link::Effect::ReportNameless:
        Q_EMIT sessionStarted(SessionId::generate(), std::nullopt, m_offered.has_value());
        return;
    }
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
    m_restoredMessages.reset();
    m_isAnswered = false;

    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
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
    m_socket->open(request);
    if (auto *tcp = m_socket->findChild<QTcpSocket *>())
        watch(*tcp);
}

void ReconnectingSocket::watch(QWebSocket &socket)
{
    const int dial = m_machine.state().dial;
    connect(&socket, &QWebSocket::connected, this, [this, dial] { feed(link::Opened{dial}); });
    connect(&socket, &QWebSocket::disconnected, this, [this, dial] { onEnd(dial); });
    connect(&socket, kErrorSignal, this, [this, dial] {
        // The end of a live line is told by disconnected(), with the close code.
        if (!isLive())
            onEnd(dial);
    });
    connect(&socket, &QWebSocket::bytesWritten, this,
            [this, dial] { feed(link::BytesLeft{dial}); });
    connect(&socket, &QWebSocket::pong, this, [this, dial] { feed(link::Ponged{dial}); });
    connect(&socket, &QWebSocket::textMessageReceived, this, &ReconnectingSocket::onTextMessage);
    connect(&socket, &QWebSocket::binaryMessageReceived, this,
            [this] { ignore(u"a binary one"_s); });
}

/// The TCP connection below tells what QWebSocket keeps to itself: that somebody answers, and each
/// byte that comes, pings and parts of messages included.
void ReconnectingSocket::watch(QTcpSocket &socket)
{
    const int dial = m_machine.state().dial;
    connect(&socket, &QTcpSocket::connected, this, [this, &socket] {
        m_isAnswered = true;
        tuneForTalking(socket);
    });
    connect(&socket, &QTcpSocket::readyRead, this, [this, dial] { feed(link::BytesHeard{dial}); });
}

void ReconnectingSocket::onEnd(int dial)
{
    const QString detail = detailOf(*m_socket);
    if (isLive()) {
        feed(link::Closed{dial, m_socket->closeCode(), m_socket->closeReason(), detail});
        return;
    }
    LossReason reason = dialFailure(m_socket->error(), m_socket->errorString(), m_isAnswered);
    // Without a network even a good name is not found.
    if (reason == LossReason::HostNotFound && !hasNetwork())
        reason = LossReason::NoNetwork;
    feed(link::DialFailed{dial, reason, detail});
}

/// The socket, of which nothing is heard any more; nullptr if there is none.
QWebSocket *ReconnectingSocket::releaseSocket()
{
    if (m_socket) {
        m_socket->disconnect(this);
        if (auto *tcp = m_socket->findChild<QTcpSocket *>())
            tcp->disconnect(this);
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
    socket->close(QWebSocketProtocol::CloseCodeNormal);
}

// ---- messages

void ReconnectingSocket::onTextMessage(const QString &text)
{
    const auto message = protocol::decodeServerMessage(text.toUtf8());
    if (!message) {
        ignore(message.error().errors.isEmpty() ? QString()
                                                : message.error().errors.first().message);
        return;
    }
    std::visit(Overloaded{[this](const protocol::SessionRestored &restored) {
                              m_restoredMessages = restored.messageCount;
                          },
                          [this](const protocol::SessionAssigned &assigned) {
                              onSessionAssigned(assigned.id);
                          },
                          [&](const auto &) { Q_EMIT received(message.value()); }},
               message.value());
}

void ReconnectingSocket::onSessionAssigned(const SessionId &id)
{
    m_ids.store(m_endpoint.sessionKey, id);
    const auto *live = std::get_if<link::Live>(&m_machine.state().stage);
    if (!live || live->naming == link::Live::Naming::Named)
        return;
    qCInfo(lcLink).noquote() << (m_restoredMessages ? "restored session" : "new session")
                             << id.shortened();
    feed(link::SessionNamed{m_machine.state().dial, m_restoredMessages.has_value()});
    Q_EMIT sessionStarted(id, m_restoredMessages, m_offered.has_value());
}

void ReconnectingSocket::ignore(const QString &why)
{
    ++m_ignoredMessages;
    qCDebug(lcLink).noquote() << "ignored message" << m_ignoredMessages << why;
}

} // namespace holdline::client
