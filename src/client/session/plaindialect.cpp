// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/plaindialect.h"

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "core/log.h"
#include "core/overloaded.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// About 10 s of microphone audio. A line with more in its queue is too slow to talk over.
constexpr qint64 kMaxQueuedBytes = 1024 * 1024;

} // namespace

PlainDialect::PlainDialect(ReconnectingSocket &socket, SessionIds &ids, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_ids(ids)
{
}

void PlainDialect::onOpened()
{
    m_isOpen = true;
    m_restoredMessages.reset();
}

void PlainDialect::onLost()
{
    m_isOpen = false;
    Q_EMIT lost();
}

bool PlainDialect::isLive() const
{
    return m_isOpen && m_socket.isLive();
}

// ---- going out

bool PlainDialect::canSend() const
{
    return isLive() && m_socket.queuedBytes() < kMaxQueuedBytes;
}

bool PlainDialect::send(const protocol::ClientMessage &message)
{
    if (!canSend())
        return false;
    m_socket.send({.binary = false, .bytes = protocol::encode(message)});
    return true;
}

bool PlainDialect::send(const protocol::AudioFrame &frame)
{
    if (!canSend())
        return false;
    m_socket.send({.binary = true, .bytes = protocol::encode(frame)});
    return true;
}

// ---- coming in

void PlainDialect::onMessage(const protocol::WireMessage &message)
{
    if (message.binary) {
        ignore(u"a binary one"_s);
        return;
    }
    const auto decoded = protocol::decodeServerMessage(message.bytes);
    if (!decoded) {
        ignore(decoded.error().errors.isEmpty() ? QString()
                                                : decoded.error().errors.first().message);
        return;
    }
    std::visit(Overloaded{[this](const protocol::SessionRestored &restored) {
                              m_restoredMessages = restored.messageCount;
                          },
                          [this](const protocol::SessionAssigned &assigned) {
                              onSessionAssigned(assigned.id);
                          },
                          [&](const auto &) { Q_EMIT received(decoded.value()); }},
               decoded.value());
}

void PlainDialect::onSessionAssigned(const SessionId &id)
{
    const auto *live = std::get_if<link::Live>(&m_socket.machine().state().stage);
    if (!live || live->naming == link::Live::Naming::Named) {
        ignore(u"another name for a session that has one"_s);
        return;
    }
    m_ids.store(m_socket.endpoint().sessionKey, id);
    qCInfo(lcLink).noquote() << (m_restoredMessages ? "restored session" : "new session")
                             << id.shortened();
    m_socket.sessionJoined(m_restoredMessages.has_value());
    Q_EMIT sessionStarted(session(id));
}

void PlainDialect::onNameless()
{
    Q_EMIT sessionStarted(session(SessionId::generate()));
}

Line::Session PlainDialect::session(const SessionId &id) const
{
    using Origin = Line::Session::Origin;
    const Origin unrestored = m_socket.offered() ? Origin::Replacement : Origin::New;
    return {.id = id,
            .kind = Line::Kind::Plain,
            .origin = m_restoredMessages ? Origin::Resumed : unrestored,
            .messageCount = m_restoredMessages.value_or(0)};
}

void PlainDialect::ignore(const QString &why)
{
    ++m_ignoredMessages;
    qCDebug(lcLink).noquote() << "ignored message" << m_ignoredMessages << why;
}

} // namespace holdline::client
