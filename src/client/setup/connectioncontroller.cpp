// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/connectioncontroller.h"

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/vault/accesstokens.h"
#include "client/vault/sessionsecrets.h"

#include <utility>

namespace holdline::client {

namespace {

/// Most keychains answer sooner, and then nothing has to be said.
constexpr Duration kSlow{1000};

} // namespace

ConnectionController::ConnectionController(ReconnectingSocket &socket, EmbeddedServer &server,
                                           ClientSettings &settings, const Memories &memories,
                                           QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_server(server)
    , m_settings(settings)
    , m_memories(memories)
{
    m_slow.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_isWaitTold = true;
        Q_EMIT keychainAwaited(true);
    });
    connect(&m_server, &EmbeddedServer::ready, this, [this](const Endpoint &endpoint) {
        if (isEmbedded())
            m_socket.setEndpoint(endpoint);
    });
    connect(&m_server, &EmbeddedServer::gone, this, [this] {
        if (isEmbedded())
            m_socket.loseEndpoint();
    });
    connect(&m_memories.tokens, &AccessTokens::keptForThisRunOnly, this,
            &ConnectionController::tokenNotKept);
    // The line breaks a moment before the system reports the death of its server. Without this the
    // dead server would be dialled again.
    connect(&m_socket, &ReconnectingSocket::lost, &m_server, &EmbeddedServer::noticeDeath);
    connect(&m_server, &EmbeddedServer::failed, this,
            [this](const QString &detail, LossReason reason) {
                if (isEmbedded())
                    m_socket.fail(reason, detail);
            });
}

ConnectionChoice ConnectionController::saved(const ClientSettings &settings)
{
    const QString address = settings.serverAddress();
    return {.address = Endpoint::forAddress(address).url.isValid() ? address : QString(),
            .dialect = settings.dialect(),
            .reconnect = settings.reconnectPolicy()};
}

bool ConnectionController::hasKeychain() const
{
    return m_memories.tokens.hasKeychain();
}

void ConnectionController::begin(const ConnectionChoice &choice)
{
    m_choice = choice;
    m_socket.setDialect(choice.dialect);
    m_socket.setPolicy(choice.reconnect);
    if (!isEmbedded() && !choice.token.isEmpty())
        m_memories.tokens.store(Endpoint::forAddress(choice.address).sessionKey, choice.token);
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
        m_memories.tokens.store(Endpoint::forAddress(m_choice.address).sessionKey, m_choice.token);
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
    endWait();
    m_socket.setEndpoint({}); // until the server says where it listens
    m_server.start();
}

/// What only a keychain knows is found before the first dial: no server waits for a user who has to
/// unlock it.
void ConnectionController::useAddress()
{
    m_server.dismiss();
    m_isAwaiting = true;
    findToken();
    if (!m_isAwaiting)
        return;
    m_socket.setEndpoint({});
    m_slow.start(kSlow);
}

void ConnectionController::findToken()
{
    if (!m_choice.token.isEmpty()) {
        findSession();
        return;
    }
    const QString address = m_choice.address;
    m_memories.tokens.find(Endpoint::forAddress(address).sessionKey,
                           [this, address](const QByteArray &token) {
                               if (m_choice.address != address)
                                   return;
                               m_choice.token = token;
                               findSession();
                           });
}

/// Nothing is asked about a server without a session: it is connected first, and the keychain gets
/// the new one later.
void ConnectionController::findSession()
{
    const QString address = m_choice.address;
    const QString server = Endpoint::forAddress(address).sessionKey;
    const bool isKnown = m_choice.dialect.wanted != DialectChoice::Wanted::Plain
        && m_memories.ids.find(SessionIds::durable(server));
    if (!isKnown) {
        dial();
        return;
    }
    m_memories.secrets.find(server, [this, address](const std::optional<SessionSecret> &) {
        if (m_choice.address == address)
            dial();
    });
}

void ConnectionController::dial()
{
    endWait();
    Endpoint endpoint = Endpoint::forAddress(m_choice.address);
    endpoint.token = m_choice.token;
    m_socket.setEndpoint(endpoint);
}

void ConnectionController::endWait()
{
    m_isAwaiting = false;
    m_slow.stop();
    if (std::exchange(m_isWaitTold, false))
        Q_EMIT keychainAwaited(false);
}

} // namespace holdline::client
