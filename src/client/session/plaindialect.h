// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"

namespace holdline::client {

class ReconnectingSocket;
class SessionIds;

/// What is said to a plain server and what it means: each message at once or not at all. Owned by
/// SessionLine; GUI thread.
class PlainDialect : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    PlainDialect(ReconnectingSocket &socket, SessionIds &ids, QObject *parent = nullptr);

    // The connection, when it is one of this dialect:
    void onOpened();
    void onMessage(const protocol::WireMessage &message);
    void onNameless();

    /// As Line::send().
    bool send(const protocol::ClientMessage &message);
    bool send(const protocol::AudioFrame &frame);

    /// Messages that could not be understood, since the start of the program.
    int ignoredMessages() const { return m_ignoredMessages; }

Q_SIGNALS:
    void sessionStarted(const holdline::client::Line::Session &session);
    void received(const holdline::protocol::ServerMessage &message);

private:
    bool canSend() const;
    void onSessionAssigned(const SessionId &id);
    Line::Session session(const SessionId &id) const;
    void ignore(const QString &why);

    ReconnectingSocket &m_socket;
    SessionIds &m_ids;
    std::optional<int> m_restoredMessages; ///< on this connection
    int m_ignoredMessages = 0;
};

} // namespace holdline::client
