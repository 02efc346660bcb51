// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/clientconnection.h"
#include "server/sessionregistry.h"
#include "server/voicepipeline.h"

#include <QObject>

#include <memory>
#include <variant>
#include <vector>

namespace holdline::server {

/// One client on the line: its connection and, once its session is found, the pipeline between the
/// two. What arrives before that waits. Owned by the Server; main thread.
class Call : public QObject
{
    Q_OBJECT

public:
    /// Owns `socket`, which is open.
    explicit Call(QWebSocket *socket, QObject *parent = nullptr);

    /// The session that the client asks for; nothing for a new one.
    std::optional<SessionId> requestedSession() const;
    /// The session it is in; null before and after.
    Session *session() const { return m_session; }
    /// A new message may be sent before the call has joined its session.
    ClientConnection &connection() { return m_connection; }

    /// From now on client and session talk. Both references outlive the call.
    void join(Session &session, SessionRegistry &registry, const VoiceServices &services,
              Duration pause);
    /// Stops at once; the session is free for somebody else. Keeps what has been answered.
    void leave();

Q_SIGNALS:
    void closed();

private:
    using Arrival = std::variant<protocol::ClientMessage, protocol::AudioFrame>;

    void deliver(const Arrival &arrival);

    ClientConnection m_connection;
    Session *m_session = nullptr;
    std::vector<Arrival> m_early;
    std::unique_ptr<VoicePipeline> m_pipeline;
};

} // namespace holdline::server
