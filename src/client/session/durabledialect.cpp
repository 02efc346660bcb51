// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/durabledialect.h"

#include "client/link/reconnectingsocket.h"
#include "core/log.h"
#include "core/overloaded.h"
#include "protocol/closecode.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

using protocol::Stream;
using protocol::Welcome;

namespace {

constexpr Duration kPatience{1000};
/// Speech is encoded as it leaves, 0.5 ms for each item. A minute of speech must not be encoded in
/// one turn of the event loop.
constexpr int kItemsATurn = 5;

QString described(Stream::Violation violation)
{
    switch (violation) {
    case Stream::Violation::Malformed:
        return u"a malformed number"_s;
    case Stream::Violation::Gap:
        return u"an item was left out"_s;
    case Stream::Violation::AckFromTheFuture:
        return u"an acknowledgement of what was never sent"_s;
    case Stream::Violation::BeyondWindow:
        return u"more than twice the window"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

DurableDialect::DurableDialect(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets,
                               const Clock &clock, QObject *parent)
    : DurableLine(parent)
    , m_socket(socket)
    , m_clock(clock)
    , m_outboxes(secrets)
    , m_handshake(socket, ids, secrets)
    , m_session(clock)
{
    m_progress.setSingleShot(true);
    m_progress.setTimerType(Qt::PreciseTimer);
    m_patience.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_handshake, &Handshake::violated, this, &DurableDialect::closeForViolation);
    connect(&secrets, &SessionSecrets::notKept, this, [this](const QString &server) {
        if (server == m_server) // no later process can resume the session
            m_session.stopKeeping();
    });
    connect(&m_progress, &QTimer::timeout, this, &DurableDialect::tellProgress);
    connect(&m_pause, &QTimer::timeout, this, &DurableDialect::attend);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_stage == Stage::Ending)
            finishEnding();
        else
            finishLeaving();
    });
}

// ---- the connection

void DurableDialect::onOpened()
{
    m_stage = Stage::ShakingHands;
    m_budget = {};
    if (m_server != m_socket.endpoint().sessionKey)
        beginWith(m_socket.endpoint().sessionKey);
    m_handshake.begin(m_session.resumePoint());
    attend();
}

bool DurableDialect::expectServer()
{
    const QString &server = m_socket.endpoint().sessionKey;
    if (!m_server.isEmpty() || server.isEmpty())
        return false;
    beginWith(server);
    const bool isWanted = m_socket.dialect().wanted != DialectChoice::Wanted::Plain;
    return isWanted && m_session.file() && m_handshake.knowsSession();
}

/// Items for another server must not go to this one.
void DurableDialect::beginWith(const QString &server)
{
    m_server = server;
    m_played = {};
    const Left left = m_session.begin(m_outboxes.open(server));
    if (!left.texts.isEmpty() || left.speech > Duration(0)) {
        qCInfo(lcSession) << "the run before has left" << left.texts.size() << "texts and"
                          << left.speech.count() << "ms of speech";
        Q_EMIT leftFound(left);
    }
}

void DurableDialect::onLost()
{
    const Stage stage = std::exchange(m_stage, Stage::Down);
    m_handshake.end();
    m_session.detach();
    m_progress.stop();
    m_patience.stop();
    if (stage == Stage::InSession)
        Q_EMIT lost();
    if (stage == Stage::Ending)
        m_socket.redial();
    else
        finishLeaving();
}

void DurableDialect::onRoomMade(qint64 bytes)
{
    m_budget.left(bytes, m_socket.queuedBytes(), m_clock.now());
    attend();
}

void DurableDialect::onMessage(const protocol::WireMessage &message)
{
    if (!message.binary && protocol::isControl(message.bytes))
        onControl(message.bytes);
    else if (m_stage == Stage::InSession)
        onItem(message);
    else
        ignore(); // an item of our session will be sent again
}

void DurableDialect::onControl(const QByteArray &json)
{
    const auto message = protocol::decodeControlMessage(json);
    if (!message) {
        closeForViolation(u"a malformed control message"_s);
        return;
    }
    std::visit(Overloaded{[this](const protocol::Hello &m) { m_handshake.onHello(m); },
                          [this](const protocol::Welcome &m) { onWelcome(m); },
                          [this](const protocol::Reset &m) { m_handshake.onReset(m); },
                          [this](const protocol::History &m) { onHistory(m); },
                          [this](const protocol::HistoryEnd &) { onHistoryEnd(); },
                          [this](const protocol::Ack &m) { onAck(m); },
                          [this](const protocol::Goaway &m) { onGoaway(m); },
                          [this](const protocol::Bye &) { onBye(); },
                          [this](const protocol::ByeOk &) { finishEnding(); },
                          [this](const auto &) { closeForViolation(u"a message of clients"_s); }},
               message.value());
}

void DurableDialect::ignore()
{
    ++m_ignoredMessages;
    qCDebug(lcLink) << "ignored message" << m_ignoredMessages;
}

/// Either end may be wrong, so the client tries once more with the session and then without it.
void DurableDialect::closeForViolation(const QString &how)
{
    if (m_stage == Stage::Down)
        return;
    qCWarning(lcLink).noquote() << "the server breaks the protocol:" << how;
    m_socket.refuse(
        {.action = CloseVerdict::Action::StartAnew, .reason = LossReason::BrokenProtocol}, how,
        static_cast<int>(protocol::CloseCode::ProtocolViolation));
}

// ---- into a session

void DurableDialect::onWelcome(const Welcome &welcome)
{
    if (!m_handshake.accepts(welcome) || !m_session.join(welcome)) {
        closeForViolation(u"a welcome that does not fit"_s);
        return;
    }
    m_handshake.end();
    m_stage = Stage::InSession;
    m_isFirstHistory = true;
    if (welcome.mode == Welcome::Mode::New)
        m_played = {};
    else
        m_played.repeat();
    Line::Session session = m_handshake.remember(welcome);
    session.sentAgain = m_session.unacknowledged();
    m_socket.sessionJoined(welcome.mode != Welcome::Mode::New);
    if (m_stage != Stage::InSession) // a slot has ended the session
        return;
    Q_EMIT sessionStarted(session);
    attend();
}

void DurableDialect::onHistory(const protocol::History &message)
{
    if (m_stage != Stage::InSession || !m_session.awaitsHistory()) {
        closeForViolation(u"an uncalled-for history"_s);
        return;
    }
    Q_EMIT historyReceived(message.messages, std::exchange(m_isFirstHistory, false), false);
}

void DurableDialect::onHistoryEnd()
{
    if (m_stage != Stage::InSession || !m_session.awaitsHistory()) {
        closeForViolation(u"an uncalled-for end of a history"_s);
        return;
    }
    m_session.adoptEpoch();
    Q_EMIT historyReceived({}, std::exchange(m_isFirstHistory, false), true);
    attend();
}

// ---- in a session, coming in

void DurableDialect::onItem(const protocol::WireMessage &message)
{
    const auto arrival = m_session.receive(message);
    if (!arrival) {
        closeForViolation(described(arrival.error()));
        return;
    }
    if (message.binary && !std::holds_alternative<Stream::Duplicate>(arrival.value()))
        deliverSpeech(message.bytes);
    else if (const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value()))
        deliver(fresh->json);
    else if (const auto *transient = std::get_if<Stream::Unnumbered>(&arrival.value()))
        deliver(transient->json);
    attend();
}

void DurableDialect::deliverSpeech(const QByteArray &bytes)
{
    const auto item = protocol::decodeAudioItem(bytes);
    if (item && item->fromServer && !item->opus)
        Q_EMIT speechReceived(*item);
    else
        ignore();
}

void DurableDialect::deliver(const protocol::ParsedMessage &message)
{
    // An item that is not understood has arrived nevertheless.
    if (const auto decoded = protocol::decodeServerMessage(message))
        Q_EMIT received(decoded.value());
    else
        ignore();
}

void DurableDialect::onAck(const protocol::Ack &message)
{
    if (m_stage != Stage::InSession)
        return;
    if (const auto outcome = m_session.acknowledge(message.upTo); !outcome)
        closeForViolation(described(outcome.error()));
    else
        attend();
}

void DurableDialect::onGoaway(const protocol::Goaway &message)
{
    const bool isBusy = message.reason == protocol::Goaway::Reason::Overload;
    m_socket.goAway(isBusy ? LossReason::Busy : LossReason::Restarting, message.after,
                    message.spread);
}

/// The server ends the session for good.
void DurableDialect::onBye()
{
    m_socket.send(protocol::ByeOk{});
    m_handshake.forget(false);
    m_socket.refuse({}, u"the server has ended the session"_s);
}

// ---- in a session, going out

bool DurableDialect::send(const protocol::ClientMessage &message)
{
    m_session.send(message);
    m_outboxes.tellTrouble(m_session.file());
    attend();
    return true;
}

void DurableDialect::send(const protocol::AudioItem &item)
{
    m_session.send(item);
    m_outboxes.tellTrouble(m_session.file());
    attend();
}

void DurableDialect::release()
{
    m_session.release();
    attend();
}

void DurableDialect::discardWaitingSpeech()
{
    m_session.discardWaitingSpeech();
    attend();
}

void DurableDialect::discardLate()
{
    m_session.discardLate();
    attend();
}

int DurableDialect::recallAside()
{
    return m_session.recallAside();
}

void DurableDialect::discardUnsent()
{
    m_session.discardUnsent();
    attend();
}

void DurableDialect::tellPlayed(const protocol::Played &played)
{
    m_played.set(played);
    tellProgress();
}

/// Sends, tells and reports whatever is due. Called after every event that may have changed the
/// session.
void DurableDialect::attend()
{
    if (m_stage == Stage::InSession)
        pump();
    tellProgress();
    const Waiting waiting = m_session.waiting();
    const int texts = m_session.unacknowledgedWords().texts;
    if (waiting != m_toldWaiting || texts != m_toldTexts) {
        m_toldWaiting = waiting;
        m_toldTexts = texts;
        Q_EMIT waitingChanged();
    }
    if (m_session.takeCaughtUp())
        Q_EMIT caughtUp();
    if (m_isLeaving && m_session.isDelivered())
        finishLeaving();
}

void DurableDialect::pump()
{
    while (!m_pause.isActive() && m_socket.queuedBytes() < m_budget.bytes()) {
        const auto message = m_session.next();
        if (!message)
            return;
        m_budget.queued(m_clock.now());
        m_socket.send(*message);
        if (++m_itemsInARow >= kItemsATurn) {
            m_itemsInARow = 0;
            m_pause.start(0);
        }
    }
}

void DurableDialect::tellProgress()
{
    if (m_stage != Stage::InSession)
        return;
    const Instant now = m_clock.now();
    const auto ackDue = m_session.ackDue();
    const auto played = m_played.take(now);
    if (played || (ackDue && *ackDue <= now))
        m_socket.send(protocol::Ack{m_session.takeAck(), played});

    const auto due = [](std::optional<Instant> one, std::optional<Instant> other) {
        return one && other ? std::min(one, other) : (one ? one : other);
    }(m_session.ackDue(), m_played.due());
    if (due)
        m_progress.start(std::max(Duration(0), std::chrono::ceil<Duration>(*due - now)));
    else
        m_progress.stop();
}

// ---- the ends

void DurableDialect::leave()
{
    m_isLeaving = true;
    if (m_stage != Stage::InSession) {
        finishLeaving();
        return;
    }
    m_played.repeat();
    m_patience.start(kPatience);
    attend();
}

void DurableDialect::stay()
{
    m_isLeaving = false;
    if (m_stage != Stage::Ending)
        m_patience.stop();
}

void DurableDialect::finishLeaving()
{
    if (!std::exchange(m_isLeaving, false))
        return;
    m_patience.stop();
    Q_EMIT left();
}

void DurableDialect::end()
{
    m_handshake.forget(true);
    m_session.forget();
    m_played = {};
    if (m_stage == Stage::InSession) {
        m_stage = Stage::Ending;
        m_socket.send(protocol::Bye{});
        m_patience.start(kPatience);
        Q_EMIT lost();
    } else if (m_stage != Stage::Ending) {
        m_stage = Stage::Down;
        m_socket.redial();
    }
    attend();
}

void DurableDialect::finishEnding()
{
    if (m_stage != Stage::Ending)
        return;
    m_stage = Stage::Down;
    m_patience.stop();
    m_socket.redial();
}

} // namespace holdline::client
