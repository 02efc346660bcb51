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
    void keepUnsentIn(const QString &folder) { m_stream.keepUnsentIn(folder); }
    /// Returns true if all unacknowledged items are kept for the next process; tries to keep those
    /// that a full disk has refused.
    bool keepUnsent() { return m_kind == Kind::Durable && m_stream.keepUnsent(); }
    /// Drops the waiting items, and keeps none for the next process.
    void discardUnsent() { m_stream.discardUnsent(); }

    void start();
    /// Stops the line, for the user or at the end of the program. Items that may go out still do,
    /// for at most 1 s; then stopped() is emitted. The session stays at the server.
    void stop();
    void reconnectNow();

    bool isLive() const override;
    Kind kind() const override { return m_kind; }
    void startNewSession() override;

    bool send(const protocol::ClientMessage &message) override;
    bool send(const protocol::AudioFrame &frame) override;
    bool send(const protocol::AudioItem &item) override;

    Waiting waiting() const override { return m_stream.waiting(); }
    Words unacknowledged() const override { return m_stream.unacknowledged(); }
    void release() override { m_stream.release(); }
    void discardWaitingSpeech() override { m_stream.discardWaitingSpeech(); }
    void discardLate() override { m_stream.discardLate(); }
    void tellPlayed(const protocol::Played &played) override { m_stream.tellPlayed(played); }
    void closeForViolation(const QString &how) override { m_stream.closeForViolation(how); }

    /// Messages that were not understood, since the start of the program.
    int ignoredMessages() const { return m_plain.ignoredMessages() + m_stream.ignoredMessages(); }

Q_SIGNALS:
    void stopped();

private:
    enum class Dialect { None, Plain, Durable };

    void connectSocket();
    void forwardSignals();
    void onOpened(bool durable);
    void onLost();
    void begin(const Session &session);

    ReconnectingSocket &m_socket;
    SessionIds &m_ids;
    PlainDialect m_plain;
    DurableDialect m_stream;
    Dialect m_dialect = Dialect::None; ///< the dialect of the current connection
    Kind m_kind = Kind::Plain;
};

} // namespace holdline::client
