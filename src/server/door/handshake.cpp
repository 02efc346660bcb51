// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/handshake.h"

#include "core/log.h"
#include "protocol/limits.h"
#include "protocol/proof.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

using Decoded = Result<protocol::ControlMessage, protocol::ValidationError>;

protocol::ValidationError notAsked()
{
    return {{{u"message"_s, u"must be hl_open, or one hl_resume"_s}}};
}

QString toldAs(const protocol::FieldError &error)
{
    return error.field + u' ' + error.message;
}

} // namespace

Handshake::Handshake(std::unique_ptr<ClientConnection> connection, quint64 number, QObject *parent)
    : QObject(parent)
    , m_connection(std::move(connection))
    , m_network(networkOf(m_connection->peer()))
    , m_number(number)
    , m_nonce(protocol::randomBytes(protocol::kNonceBytes))
{
    connect(m_connection.get(), &ClientConnection::received, this, &Handshake::receive);
    connect(m_connection.get(), &ClientConnection::closed, this, &Handshake::closed);
    m_connection->limitMessages(protocol::kMaxHandshakeBytes);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { close(protocol::CloseCode::TooSlow, u"nothing was asked for in time"_s); });
    m_patience.start(kPatience);
    send(protocol::Hello{m_nonce, static_cast<qint64>(protocol::kMaxMessageBytes)});
}

Handshake::~Handshake() = default;

void Handshake::refuse(protocol::Reset::Reason reason, Duration delay)
{
    const Duration rest = std::max(delay - Duration(m_sinceAsked.elapsed()), Duration(0));
    QTimer::singleShot(rest, this, [this, reason] {
        m_isWaiting = false;
        m_patience.start(kPatience);
        send(protocol::Reset{reason, std::nullopt});
    });
}

void Handshake::turnAway(Duration after)
{
    send(protocol::Reset{protocol::Reset::Reason::Overload, after});
    m_isWaiting = false;
    m_patience.start(kPatience);
}

void Handshake::close(protocol::CloseCode code, const QString &reason)
{
    m_patience.stop();
    m_isWaiting = true;
    if (m_connection)
        m_connection->close(code, reason);
}

std::unique_ptr<ClientConnection> Handshake::take()
{
    m_patience.stop();
    m_connection->disconnect(this);
    m_connection->limitMessages(protocol::kMaxMessageBytes);
    return std::move(m_connection);
}

void Handshake::receive(const protocol::WireMessage &message)
{
    if (m_isWaiting) // what it sends before it has its answer is ignored
        return;
    const auto decoded = message.binary ? Decoded(Failure{notAsked()})
                                        : protocol::decodeControlMessage(message.bytes);
    const auto *open = decoded ? std::get_if<protocol::Open>(&decoded.value()) : nullptr;
    const auto *resume = decoded ? std::get_if<protocol::Resume>(&decoded.value()) : nullptr;
    if (!open && (!resume || m_hasAsked)) {
        qCInfo(lcServer, "a client did not ask for a session in the way it must");
        const auto fault = decoded ? notAsked() : decoded.error();
        close(protocol::CloseCode::ProtocolViolation, toldAs(fault.errors.constFirst()));
        return;
    }
    m_patience.stop();
    m_isWaiting = true;
    m_sinceAsked.start();
    if (open) {
        Q_EMIT opened(*open);
    } else {
        m_hasAsked = true;
        Q_EMIT resumed(*resume);
    }
}

void Handshake::send(const protocol::ControlMessage &message)
{
    if (m_connection)
        m_connection->send({.binary = false, .bytes = protocol::encode(message)});
}

} // namespace holdline::server
