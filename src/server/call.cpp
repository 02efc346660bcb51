// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/call.h"

#include "core/overloaded.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// A second of microphone and some messages; finding a session takes milliseconds.
constexpr std::size_t kMaxEarlyArrivals = 64;
// About 8 s of speech; enough to bridge a stutter, little enough to be interrupted.
constexpr qint64 kRoomForAudio = 1024 * 1024;

} // namespace

Call::Call(QWebSocket *socket, QObject *parent) : QObject(parent), m_connection(socket)
{
    connect(&m_connection, &ClientConnection::messageReceived, this,
            [this](const protocol::ClientMessage &message) { deliver(message); });
    connect(&m_connection, &ClientConnection::audioReceived, this,
            [this](const protocol::AudioFrame &frame) { deliver(frame); });
    connect(&m_connection, &ClientConnection::closed, this, &Call::closed);
}

std::optional<SessionId> Call::requestedSession() const
{
    return SessionId::parse(QUrlQuery(m_connection.requestUrl()).queryItemValue(u"session_id"_s));
}

void Call::join(Session &session, SessionRegistry &registry, const VoiceServices &services,
                Duration pause)
{
    m_session = &session;
    m_pipeline = std::make_unique<VoicePipeline>(session, registry, services, pause, [this] {
        return m_connection.backlog() < kRoomForAudio;
    });
    connect(m_pipeline.get(), &VoicePipeline::messageReady, &m_connection, &ClientConnection::send);
    connect(&m_connection, &ClientConnection::backlogShrank, m_pipeline.get(),
            &VoicePipeline::proceed);
    connect(&m_connection, &ClientConnection::peerSeen, m_pipeline.get(),
            [&session, &registry] { registry.touch(session); });
    for (const Arrival &arrival : std::exchange(m_early, {}))
        deliver(arrival);
}

void Call::leave()
{
    // What is freed may still be on the stack, sending.
    if (m_pipeline) {
        m_pipeline->disconnect(&m_connection);
        m_pipeline.reset();
    }
    m_session = nullptr;
}

void Call::deliver(const Arrival &arrival)
{
    if (!m_pipeline) {
        if (m_early.size() < kMaxEarlyArrivals)
            m_early.push_back(arrival);
        return;
    }
    std::visit(Overloaded{
                   [this](const protocol::ClientMessage &message) { m_pipeline->handle(message); },
                   [this](const protocol::AudioFrame &frame) { m_pipeline->hear(frame); },
               },
               arrival);
}

} // namespace holdline::server
