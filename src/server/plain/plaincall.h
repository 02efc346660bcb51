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

/// One plain client: its connection and, once its session is found, the pipeline between the two.
/// Messages that arrive earlier wait. A message that cannot be understood is answered with an
/// error; an audio frame that is too short is counted. Owned by PlainCalls; main thread.
class PlainCall : public QObject
{
    Q_OBJECT

public:
    /// `connection` is open. `held` must outlive this object.
    PlainCall(std::unique_ptr<ClientConnection> connection, HeldMemory &held,
              QObject *parent = nullptr);
    ~PlainCall() override;

    /// The session that the client asks for; nullopt if it asks for a new one.
    std::optional<SessionId> requestedSession() const;
    /// The session of the call; null before join() and after leave().
    Session *session() const { return m_session; }
    ClientConnection &connection() { return *m_connection; }
    /// True while a turn or an answer is being made, or is still being sent.
    bool isBusy() const
    {
        return m_pipeline && (m_pipeline->isBusy() || m_connection->backlog() > 0);
    }
    /// Call it only between join() and leave().
    protocol::Activity::State activity() const { return m_pipeline->activity(); }
    /// Bytes that wait to be sent to the client.
    qint64 heldBytes() const { return m_connection->backlog(); }
    /// Allowed before join(), too.
    void send(const protocol::ServerMessage &message);

    /// Connects client and session. All references must outlive the call.
    void join(Session &session, SessionRegistry &registry, const VoiceServices &services,
              Duration pause);
    /// Stops at once and frees the session for another call. The text of an unfinished answer
    /// enters the history.
    void leave();

    /// There is memory for answers again.
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
    std::unique_ptr<VoicePipeline> m_pipeline; ///< declared last, because it uses m_outlet
};

} // namespace holdline::server
