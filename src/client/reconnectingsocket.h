// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/endpoint.h"
#include "client/line.h"
#include "client/linkmachine.h"

#include <QTimer>

#include <deque>

class QTcpSocket;
class QWebSocket;

namespace holdline::client {

class SessionIds;

/// The line to a server: dials, notices when it is dead, and dials again by itself until stop().
/// It decides nothing: LinkMachine does, this owns the QWebSocket and the timer and performs what
/// the machine asks for. GUI thread.
class ReconnectingSocket : public Line
{
    Q_OBJECT

public:
    /// `ids` and `clock` must outlive this.
    ReconnectingSocket(const BackoffPolicy &policy, SessionIds &ids, const Clock &clock,
                       QObject *parent = nullptr, const LinkTimings &timings = {});
    ~ReconnectingSocket() override;

    /// Where start() and every later try dial to. A live line to another endpoint is given up and
    /// dialled anew; without any endpoint start() waits for one.
    void setEndpoint(const Endpoint &endpoint);
    void setPolicy(const BackoffPolicy &policy);
    /// In a conversation (the microphone is open) a dead line is noticed within seconds.
    void setInConversation(bool talking);

    void start();
    /// The user's own stop: no try is made until start(). The close handshake goes on for up to
    /// 1 s in the background.
    void stop();
    /// A try right now; nothing while live.
    void reconnectNow();
    void startNewSession() override;
    /// Reports a failure that no dial can cure, such as an embedded server that does not start.
    void fail(LossReason reason, const QString &detail);

    const LinkMachine &machine() const { return m_machine; }
    bool isLive() const override { return m_machine.isLive(); }
    const Endpoint &endpoint() const { return m_endpoint; }
    /// Messages that could not be understood, since the start of the program.
    int ignoredMessages() const { return m_ignoredMessages; }

    bool send(const protocol::ClientMessage &message) override;
    bool send(const protocol::AudioFrame &frame) override;

Q_SIGNALS:
    /// The machine's state or a figure in it changed.
    void changed();

private:
    void feed(link::Event event);
    void handle(const link::Event &event);
    void perform(link::Effect effect);

    QUrl dialUrl() const;
    void dial();
    void watch(QWebSocket &socket);
    void watch(QTcpSocket &socket);
    void onEnd(int dial);
    QWebSocket *releaseSocket();
    void dropSocket();
    void closeSocket();

    bool canSend() const;
    void onTextMessage(const QString &text);
    void onSessionAssigned(const SessionId &id);
    void ignore(const QString &why);

    LinkMachine m_machine;
    SessionIds &m_ids;
    const Clock &m_clock;
    Endpoint m_endpoint;
    std::deque<link::Event> m_events; ///< the first is being handled
    QTimer m_timer;

    // Of the latest dial:
    QWebSocket *m_socket = nullptr; ///< a child
    bool m_isAnswered = false; ///< the TCP connection was made
    std::optional<SessionId> m_offered;
    std::optional<int> m_restoredMessages;

    int m_ignoredMessages = 0;
};

} // namespace holdline::client
