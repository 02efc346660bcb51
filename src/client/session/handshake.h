// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/sessionids.h"
#include "client/session/line.h"
#include "client/vault/sessionsecrets.h"

#include <QObject>

namespace holdline::client {

class ReconnectingSocket;

/// Joins a holdline.v1 session: the one that is remembered for the server, or else a new one. Owned
/// by DurableDialect; GUI thread.
class Handshake : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    Handshake(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets);

    /// Begins on a new connection. `point`: where the server could resume; `nullopt` if nowhere.
    void begin(const std::optional<protocol::ResumePoint> &point);
    /// The connection is lost, or the handshake is complete.
    void end();

    void onHello(const protocol::Hello &message);
    void onReset(const protocol::Reset &message);
    /// Whether the welcome is expected now, is for the session that was asked for, and chooses only
    /// from what was offered.
    bool accepts(const protocol::Welcome &welcome) const;

    /// Stores the id and the secret of the session, and returns its description.
    Line::Session remember(const protocol::Welcome &welcome);
    /// Whether the current server has given a session earlier.
    bool knowsSession() const { return m_ids.find(idKey()).has_value(); }
    /// Forgets the secret, so that the session is never asked for again. `forGood`: also forgets
    /// the id, so that the next session does not count as a replacement.
    void forget(bool forGood);

Q_SIGNALS:
    void violated(const QString &how);

private:
    enum class Stage {
        Idle,
        AwaitingHello,
        AwaitingSecret, ///< waiting for the vault to return our secret
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
    const QString m_instance; ///< names this process in the server's logs

    Stage m_stage = Stage::Idle;
    std::optional<protocol::ResumePoint> m_point;
    std::optional<SessionId> m_asked; ///< the session asked for, while resuming
};

} // namespace holdline::client
