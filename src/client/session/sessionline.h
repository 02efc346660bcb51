// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durabledialect.h"
#include "client/session/plaindialect.h"

namespace holdline::client {

class ReconnectingSocket;

/// The Line over a ReconnectingSocket, in the dialect of the current server. Owned by the
/// application; GUI thread.
class SessionLine : public Line
{
    Q_OBJECT

public:
    /// All must outlive this.
    SessionLine(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets,
                const Clock &clock, QObject *parent = nullptr);

    /// Keeps unacknowledged items in files of this folder for the next process, if their session
    /// can be continued then. To be called before the socket has an endpoint.
    void keepUnsentIn(const QString &folder) { m_durable.keepUnsentIn(folder); }
    /// Returns true if all unacknowledged items are kept for the next process; tries to keep those
    /// that a full disk has refused.
    bool keepUnsent() { return m_chosen->keepUnsent(); }
    /// Drops the waiting items, and keeps none for the next process.
    void discardUnsent() { m_durable.discardUnsent(); }

    void start();
    /// Stops the line, for the user or at the end of the program. Items that may go out still do,
    /// for at most 1 s; then stopped() is emitted. The session stays at the server.
    void stop();
    void reconnectNow();

    bool isLive() const override { return m_chosen->isLive(); }
    Kind kind() const override { return m_chosen->kind(); }
    void startNewSession() override;
    bool send(const protocol::ClientMessage &message) override { return m_chosen->send(message); }
    PlainLine &plain() override { return m_plain; }
    DurableLine &durable() override { return m_durable; }

    /// Messages that were not understood, since the start of the program.
    int ignoredMessages() const { return m_plain.ignoredMessages() + m_durable.ignoredMessages(); }

Q_SIGNALS:
    void stopped();

private:
    void connectSocket();
    void connectDialects();
    void onOpened(bool durable);
    void onLost();
    void choose(Dialect &dialect);
    void begin(Dialect &dialect, const Session &session);

    ReconnectingSocket &m_socket;
    SessionIds &m_ids;
    PlainDialect m_plain;
    DurableDialect m_durable;
    Dialect *m_spoken = nullptr; ///< the dialect of the current connection; null without one
    Dialect *m_chosen = &m_plain; ///< see kind()
};

} // namespace holdline::client
