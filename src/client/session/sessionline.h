// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durabledialect.h"
#include "client/session/plaindialect.h"

namespace holdline::client {

class ReconnectingSocket;

/// The line as the conversation sees it, over whatever dialect the server of the moment speaks.
/// GUI thread.
class SessionLine : public Line
{
    Q_OBJECT

public:
    /// All must outlive this.
    SessionLine(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets,
                const Clock &clock, QObject *parent = nullptr);

    /// What is sent from now on, and not acknowledged, is kept in files of this folder for the next
    /// process, for sessions that can be continued then. To be called before the socket has an
    /// endpoint.
    void keepUnsentIn(const QString &folder) { m_stream.keepUnsentIn(folder); }
    /// What is not acknowledged is there at the next start.
    bool keepsUnsent() const { return m_stream.keepsUnsent(); }
    /// What waits is not sent, and nothing is there at the next start.
    void discardUnsent() { m_stream.discardUnsent(); }

    void start();
    /// The user's own stop, and the end of the program: what may go out still does, for 1 s at
    /// most; stopped() tells when that is over. The session stays.
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

    /// Messages that could not be understood, since the start of the program.
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
    Dialect m_dialect = Dialect::None; ///< of the connection
    Kind m_kind = Kind::Plain;
};

} // namespace holdline::client
