// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audioframe.h"
#include "server/door/clientconnection.h"
#include "server/plain/plainoutlet.h"
#include "server/voice/voicepipeline.h"

#include <QObject>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace holdline::server {

/// One plain client on the line: its connection and, once its session is found, the pipeline
/// between the two. What arrives before that waits; what cannot be understood is answered or
/// counted. Owned by PlainCalls; main thread.
class PlainCall : public QObject
{
    Q_OBJECT

public:
    /// `connection` is open. `held` must outlive this.
    PlainCall(std::unique_ptr<ClientConnection> connection, HeldMemory &held,
              QObject *parent = nullptr);
    ~PlainCall() override;

    /// The session that the client asks for; `nullopt` if it asks for a new one.
    std::optional<SessionId> requestedSession() const;
    /// The session it is in; null before and after.
    Session *session() const { return m_session; }
    ClientConnection &connection() { return *m_connection; }
    /// A turn or an answer is in the making, or on its way.
    bool isBusy() const
    {
        return m_pipeline && (m_pipeline->isBusy() || m_connection->backlog() > 0);
    }
    /// In a session only.
    protocol::Activity::State activity() const { return m_pipeline->activity(); }
    qint64 heldBytes() const { return m_connection->backlog(); }
    /// A message may be sent before the call has joined its session.
    void send(const protocol::ServerMessage &message);

    /// From now on client and session talk. Both references outlive the call.
    void join(Session &session, SessionRegistry &registry, const VoiceServices &services,
              Duration pause);
    /// Stops at once; the session is free for somebody else. Keeps what has been answered.
    void leave();

    /// There is room for answers again.
    void proceed();

Q_SIGNALS:
    void closed();
    /// A binary message was too short to be audio.
    void frameDropped();

private:
    using Arrival = std::variant<protocol::ClientMessage, protocol::AudioFrame>;

    void receive(const protocol::WireMessage &message);
    void receiveText(const QByteArray &json);
    void receiveAudio(const QByteArray &bytes);
    void deliver(const Arrival &arrival);
    void noteHeld();

    std::unique_ptr<ClientConnection> m_connection; ///< never null
    HeldMemory::Share m_held;
    Session *m_session = nullptr;
    std::vector<Arrival> m_early;
    std::unique_ptr<PlainOutlet> m_outlet;
    std::unique_ptr<VoicePipeline> m_pipeline; ///< before m_outlet goes
};

} // namespace holdline::server
