// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/connectioncontroller.h"

#include "client/link/reconnectingsocket.h"
#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/vault/accesstokens.h"

#include <utility>

namespace holdline::client {

ConnectionController::ConnectionController(ReconnectingSocket &socket, EmbeddedServer &server,
                                           ClientSettings &settings, AccessTokens &tokens,
                                           QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_server(server)
    , m_settings(settings)
    , m_tokens(tokens)
{
    connect(&m_server, &EmbeddedServer::ready, this, [this](const Endpoint &endpoint) {
        if (isEmbedded())
            m_socket.setEndpoint(endpoint);
    });
    connect(&m_server, &EmbeddedServer::gone, this, [this] {
        if (isEmbedded())
            m_socket.loseEndpoint();
    });
    // The line breaks a moment before the system reports the death of its server. Without this the
    // dead server would be dialled again.
    connect(&m_socket, &ReconnectingSocket::lost, &m_server, &EmbeddedServer::noticeDeath);
    connect(&m_server, &EmbeddedServer::failed, this, [this](const QString &detail) {
        if (isEmbedded())
            m_socket.fail(LossReason::EmbeddedServerFailed, detail);
    });
}

ConnectionChoice ConnectionController::saved(const ClientSettings &settings)
{
    const QString address = settings.serverAddress();
    return {.address = Endpoint::forAddress(address).url.isValid() ? address : QString(),
            .dialect = settings.dialect(),
            .reconnect = settings.reconnectPolicy()};
}

void ConnectionController::begin(const ConnectionChoice &choice)
{
    m_choice = choice;
    m_socket.setDialect(choice.dialect);
    m_socket.setPolicy(choice.reconnect);
    if (!isEmbedded() && !choice.token.isEmpty())
        m_tokens.store(Endpoint::forAddress(choice.address).sessionKey, choice.token);
    useServer();
    Q_EMIT changed();
}

void ConnectionController::change(const ConnectionChoice &choice)
{
    const ConnectionChoice before = std::exchange(m_choice, choice);
    if (isEmbedded())
        m_choice.token.clear();
    keep(before);
    if (choice.reconnect != before.reconnect)
        m_socket.setPolicy(choice.reconnect);
    m_socket.setDialect(choice.dialect);
    if (choice.address != before.address || m_choice.token != before.token)
        useServer();
    else if (choice.dialect != before.dialect)
        m_socket.redial();
    Q_EMIT changed();
}

void ConnectionController::keep(const ConnectionChoice &before)
{
    if (m_choice.address != before.address)
        m_settings.setServerAddress(m_choice.address);
    if (m_choice.dialect != before.dialect)
        m_settings.setDialect(m_choice.dialect);
    if (m_choice.reconnect != before.reconnect)
        m_settings.setReconnectPolicy(m_choice.reconnect);
    // With a new address an empty token means the stored token of that server.
    const bool isTokenChosen = m_choice.address == before.address || !m_choice.token.isEmpty();
    if (!isEmbedded() && isTokenChosen && m_choice.token != before.token)
        m_tokens.store(Endpoint::forAddress(m_choice.address).sessionKey, m_choice.token);
}

void ConnectionController::revive()
{
    if (isEmbedded())
        m_server.start();
}

void ConnectionController::useServer()
{
    if (isEmbedded())
        useEmbeddedServer();
    else
        useAddress();
}

void ConnectionController::useEmbeddedServer()
{
    m_socket.setEndpoint({}); // until the server says where it listens
    m_server.start();
}

void ConnectionController::useAddress()
{
    m_server.dismiss();
    const Endpoint endpoint = Endpoint::forAddress(m_choice.address);
    if (!m_choice.token.isEmpty()) {
        setToken(m_choice.token);
        return;
    }
    m_socket.setEndpoint({}); // a keychain may ask the user first
    m_tokens.find(endpoint.sessionKey, [this, address = m_choice.address](const QByteArray &token) {
        if (m_choice.address == address)
            setToken(token);
    });
}

void ConnectionController::setToken(const QByteArray &token)
{
    m_choice.token = token;
    Endpoint endpoint = Endpoint::forAddress(m_choice.address);
    endpoint.token = token;
    m_socket.setEndpoint(endpoint);
}

} // namespace holdline::client
