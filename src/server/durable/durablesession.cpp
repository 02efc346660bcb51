// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/durablesession.h"

#include "core/log.h"
#include "protocol/limits.h"
#include "server/durable/sessionwelcome.h"
#include "server/store/storetrouble.h"

#include <QUuid>

#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

using protocol::Stream;

namespace {

const QString kReplaced = u"a newer connection took over"_s;

/// The streams before the first item.
StoredStream streamOf(const QString &epoch)
{
    StoredStream stream;
    stream.epoch = epoch;
    return stream;
}

} // namespace

DurableSession::DurableSession(Session &session, const Setting &setting, const QByteArray &secret,
                               const StoredStream &stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_setting(setting)
    , m_secret(secret)
    , m_held(setting.memory)
    , m_stream(setting.registry.store(), session.id, stream, setting.services.clock)
    , m_conversation(session, m_stream, stream, setting.services, setting.pause, m_held)
{
    connectParts();
}

DurableSession::DurableSession(Session &session, const Setting &setting, const QByteArray &secret,
                               const QString &epoch, QObject *parent)
    : DurableSession(session, setting, secret, streamOf(epoch), parent)
{
}

DurableSession::DurableSession(Session &session, const Setting &setting,
                               const StoredSession &stored, QObject *parent)
    : DurableSession(session, setting, stored.stream->secret, *stored.stream, parent)
{
    m_conversation.takeUp(stored);
}

void DurableSession::connectParts()
{
    connect(&m_stream, &DurableStream::itemsReady, this, &DurableSession::pump);
    connect(&m_stream, &DurableStream::committed, this, &DurableSession::acknowledge);
    connect(&m_stream, &DurableStream::troubleChanged, this, &DurableSession::tellTrouble);
    connect(&m_conversation.outlet(), &DurableOutlet::transientReady, this, &DurableSession::pump);
    connect(&m_conversation, &DurableConversation::sampleSpoken, this,
            [this](const protocol::VoiceSample &sample) {
                if (m_isReady) // a client that comes back does not wait for it any more
                    send(protocol::ServerMessage(sample));
            });
    m_ackTimer.setSingleShot(true);
    m_ackTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_ackTimer, &QTimer::timeout, this, &DurableSession::acknowledge);
}

// ---- connections

void DurableSession::welcome(std::unique_ptr<ClientConnection> connection, quint64 number,
                             const protocol::Open &request)
{
    take(std::move(connection), number);
    noteJoin(&JoinFigures::opened, "opened"_L1);
    sendWelcome(protocol::Welcome::Mode::New, 0, request.audio);
    attach(0, request.window);
    m_conversation.onJoined();
}

void DurableSession::resume(std::unique_ptr<ClientConnection> connection, quint64 number,
                            const protocol::Resume &request)
{
    m_stream.write(SessionReconnected{id(), m_session.lastActiveAt});
    if (m_connection && number < m_number) {
        ClientConnection::dismiss(std::move(connection), protocol::CloseCode::Replaced, kReplaced);
        return;
    }
    take(std::move(connection), number);
    if (!request.point || !m_stream.covers(*request.point)) {
        rejoin(request);
        return;
    }
    noteJoin(&JoinFigures::resumed, "resumed"_L1);
    sendWelcome(protocol::Welcome::Mode::Resumed, m_stream.received(), request.audio);
    attach(*request.point->received, request.window);
    m_conversation.onResumed();
}

/// From here on only messages from this connection count.
void DurableSession::take(std::unique_ptr<ClientConnection> connection, quint64 number)
{
    if (m_connection) {
        qCInfo(lcSession) << event("taken over"_L1);
        hangUp(protocol::CloseCode::Replaced, kReplaced);
    }
    m_connection = std::move(connection);
    m_number = number;
    connect(m_connection.get(), &ClientConnection::received, this, &DurableSession::receive);
    connect(m_connection.get(), &ClientConnection::backlogShrank, this, &DurableSession::pump);
    connect(m_connection.get(), &ClientConnection::unfinishedChanged, this, [this] {
        noteHeld();
        if (!m_held.mayGrow())
            m_connection->sendAway();
    });
    connect(m_connection.get(), &ClientConnection::peerSeen, this,
            [this] { m_setting.registry.touch(m_session); });
    connect(m_connection.get(), &ClientConnection::closed, this, [this] {
        release();
        m_connection.release()->deleteLater(); // it is the sender of the signal
        Q_EMIT detached();
    });
}

/// The client's streams do not match ours, so both start again. Everything said from here on is
/// sent as items; everything said before is sent as history. The first items are written together
/// with the epoch: a client that resumes it after a crash is not told them in another way.
void DurableSession::rejoin(const protocol::Resume &request)
{
    const QString epoch = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto onBegun = [this, request, number = m_number, messages = m_session.messageCount] {
        if (!m_connection || m_number != number) // another connection has come meanwhile
            return;
        noteJoin(&JoinFigures::rejoined, "rejoined"_L1);
        const auto received =
            request.point ? m_stream.receivedIn(request.point->epoch) : std::optional<quint64>();
        sendWelcome(protocol::Welcome::Mode::Rejoined, received.value_or(0), request.audio);
        m_history = std::make_unique<HistoryTeller>(m_setting.registry.store(), id(), messages,
                                                    *m_connection);
        connect(m_history.get(), &HistoryTeller::told, this, [this, window = request.window] {
            m_history.release()->deleteLater(); // it is the sender of the signal
            attach(0, window);
            m_conversation.onJoined();
        });
        m_history->proceed();
    };
    m_stream.together([&] {
        m_stream.beginEpoch(epoch, onBegun);
        m_conversation.tellCall();
        m_conversation.outlet().renumber();
    });
}

void DurableSession::sendWelcome(protocol::Welcome::Mode mode, quint64 received,
                                 const protocol::AudioOffer &offer)
{
    protocol::Welcome welcome = welcomeTo(m_session, offer, m_setting.services.clock.wallTime());
    welcome.mode = mode;
    welcome.epoch = m_stream.epoch();
    if (mode == protocol::Welcome::Mode::New)
        welcome.secret = m_secret;
    welcome.received = received;
    send(welcome);
}

void DurableSession::attach(quint64 peerReceived, qint64 window)
{
    m_isReady = true;
    m_stream.attach(peerReceived, window);
    m_conversation.outlet().transients().tellAgain();
    tellTrouble();
    pump();
}

/// Items that were on their way will be sent again.
void DurableSession::release()
{
    m_isReady = false;
    m_history.reset();
    m_ackTimer.stop();
    m_stream.detach();
    m_conversation.onGone();
    m_connection->disconnect(this);
    noteHeld();
}

void DurableSession::letGo(const Farewell &farewell)
{
    send(farewell.goaway);
    hangUp(protocol::CloseCode::Restart, farewell.closeReason());
}

void DurableSession::hangUp(protocol::CloseCode code, const QString &reason)
{
    if (!m_connection)
        return;
    release();
    ClientConnection::dismiss(std::move(m_connection), code, reason);
}

// ---- incoming

void DurableSession::receive(const protocol::WireMessage &message)
{
    if (!message.binary && protocol::isControl(message.bytes)) {
        receiveControl(message.bytes);
        return;
    }
    if (!m_isReady) { // the client may not send before it knows what we have received
        breakOff(Stream::Violation::Malformed);
        return;
    }
    const auto arrival = m_stream.receive(message);
    if (!arrival) {
        breakOff(arrival.error());
        return;
    }
    if (std::holds_alternative<Stream::Unnumbered>(
            arrival.value())) { // clients number all other messages
        breakOff(Stream::Violation::Malformed);
        return;
    }
    const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value());
    if (fresh) {
        m_session.isUsed = true;
        const auto cost = m_conversation.apply(*fresh, message);
        if (message.binary)
            m_connection->chargeSound(cost);
        else
            m_connection->charge(cost);
    }
    pump(); // an acknowledgement may have made room
}

void DurableSession::receiveControl(const QByteArray &json)
{
    const auto message = protocol::decodeControlMessage(json);
    if (message && std::holds_alternative<protocol::Bye>(message.value())) {
        sayBye();
        return;
    }
    const auto *ack = message ? std::get_if<protocol::Ack>(&message.value()) : nullptr;
    if (!ack) {
        breakOff(Stream::Violation::Malformed);
        return;
    }
    if (const auto acknowledged = m_stream.acknowledge(ack->upTo); !acknowledged) {
        breakOff(acknowledged.error());
        return;
    }
    if (ack->played)
        m_conversation.setPlayed(*ack->played);
    pump();
}

/// hl_bye_ok is sent when nothing of the session is stored any more.
void DurableSession::sayBye()
{
    disconnect(m_connection.get(), &ClientConnection::received, this, nullptr);
    m_isReady = false;
    m_stream.end([this] {
        send(protocol::ByeOk{});
        hangUp(protocol::CloseCode::Normal, u"ended by the client"_s);
        Q_EMIT forgotten();
    });
}

void DurableSession::breakOff(Stream::Violation violation)
{
    qCInfo(lcSession) << event("broken off"_L1).with("violation"_L1, static_cast<int>(violation));
    hangUp(protocol::CloseCode::ProtocolViolation, u"protocol violation"_s);
    Q_EMIT detached();
}

// ---- outgoing

void DurableSession::noteHeld()
{
    m_held.set(m_stream.stream().unacknowledgedBytes() + m_conversation.heldBytes()
               + (m_connection ? m_connection->heldBytes() : 0));
}

void DurableSession::pump()
{
    noteHeld();
    if (m_history)
        m_history->proceed();
    if (!m_isReady)
        return;
    m_conversation.outlet().numberSpeech();
    while (m_connection->backlog() < HistoryTeller::kMaxBacklog) {
        const auto message = m_stream.next();
        if (!message)
            break;
        m_connection->send(*message);
    }
    if (m_stream.isDrained()) {
        for (const protocol::ServerMessage &message : m_conversation.outlet().transients().take())
            send(message);
    }
    acknowledge();
}

/// Sends an acknowledgement if one is due and no item has carried it, or starts the timer for it.
void DurableSession::acknowledge()
{
    noteHeld();
    const auto due = m_isReady ? m_stream.ackDue() : std::nullopt;
    const Instant now = m_setting.services.clock.now();
    if (due && *due <= now)
        send(protocol::Ack{m_stream.takeAck(), std::nullopt});
    else if (due)
        m_ackTimer.start(std::chrono::ceil<Duration>(*due - now));
    else
        m_ackTimer.stop();
}

void DurableSession::send(const protocol::ControlMessage &message)
{
    if (m_connection)
        m_connection->send({.binary = false, .bytes = protocol::encode(message)});
}

/// Sends a message without a number.
void DurableSession::send(const protocol::ServerMessage &message)
{
    m_connection->send({.binary = false, .bytes = protocol::encode(message)});
}

/// Sent without a number, because the store cannot store it.
void DurableSession::tellTrouble()
{
    const auto &trouble = m_stream.trouble();
    if (!m_isReady || !trouble)
        return;
    send(protocol::ServerMessage(toldAs(*trouble)));
}

} // namespace holdline::server
