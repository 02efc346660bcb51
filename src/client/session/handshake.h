// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/sessionids.h"
#include "client/session/line.h"
#include "client/vault/sessionsecrets.h"

#include <QObject>

namespace holdline::client {

class ReconnectingSocket;

/// How a client gets into a holdline.v1 session: into the one that it has kept, or else into a new
/// one. Owned by DurableDialect; GUI thread.
class Handshake : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    Handshake(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets);

    /// On a new connection. `point`: what the server could go on with, if anything.
    void begin(const std::optional<protocol::ResumePoint> &point);
    /// The connection is gone, or the handshake over.
    void end();

    void onHello(const protocol::Hello &message);
    void onReset(const protocol::Reset &message);
    /// Whether it is awaited, chooses from what was offered, and is for what was asked.
    bool accepts(const protocol::Welcome &welcome) const;

    /// Keeps what is needed to come back.
    Line::Session remember(const protocol::Welcome &welcome);
    /// The server of the moment has given a session earlier.
    bool knowsSession() const { return m_ids.find(idKey()).has_value(); }
    /// The session must never be asked for again; `forGood`: nor missed.
    void forget(bool forGood);

Q_SIGNALS:
    void violated(const QString &how);

private:
    enum class Stage {
        Idle,
        AwaitingHello,
        AwaitingSecret, ///< our own
        Opening,
        Resuming,
    };

    void introduce(const QByteArray &nonce, const std::optional<SessionSecret> &kept);
    void open();
    protocol::AudioOffer offer() const;
    QString serverKey() const;
    QString idKey() const;

    ReconnectingSocket &m_socket;
    SessionIds &m_ids;
    SessionSecrets &m_secrets;
    const QString m_instance; ///< names this process in logs

    Stage m_stage = Stage::Idle;
    std::optional<protocol::ResumePoint> m_point;
    std::optional<SessionId> m_asked; ///< while resuming
};

} // namespace holdline::client
