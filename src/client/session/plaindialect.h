// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/dialect.h"
#include "client/session/plainline.h"

namespace holdline::client {

class ReconnectingSocket;
class SessionIds;

/// Speaks with a Plain server: sends each message at once or not at all, and interprets what the
/// server says about the session. Owned by SessionLine; GUI thread.
class PlainDialect : public QObject, public Dialect, public PlainLine
{
    Q_OBJECT

public:
    /// Both must outlive this.
    PlainDialect(ReconnectingSocket &socket, SessionIds &ids, QObject *parent = nullptr);

    Line::Kind kind() const override { return Line::Kind::Plain; }
    bool isLive() const override;
    bool send(const protocol::ClientMessage &message) override;
    bool send(const protocol::AudioFrame &frame) override;
    bool keepUnsent() override { return false; }

    void onOpened() override;
    void onLost() override;
    void onMessage(const protocol::WireMessage &message) override;
    void onRoomMade(qint64) override { }
    /// The server does not name its session.
    void onNameless();

    /// Messages that were not understood, since the start of the program.
    int ignoredMessages() const { return m_ignoredMessages; }

Q_SIGNALS:
    void sessionStarted(const holdline::client::Line::Session &session);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);

private:
    bool canSend() const;
    void onSessionAssigned(const SessionId &id);
    Line::Session session(const SessionId &id) const;
    void ignore(const QString &why);

    ReconnectingSocket &m_socket;
    SessionIds &m_ids;
    bool m_isOpen = false; ///< the current connection speaks this dialect
    std::optional<int> m_restoredMessages; ///< in the session restored on this connection
    int m_ignoredMessages = 0;
};

} // namespace holdline::client
