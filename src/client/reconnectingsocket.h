// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/endpoint.h"
#include "client/line.h"
#include "client/linkmachine.h"

#include <QTimer>

#include <memory>

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
    ReconnectingSocket(BackoffPolicy policy, SessionIds &ids, const Clock &clock,
                       QObject *parent = nullptr);
    ~ReconnectingSocket() override;

    /// Where start() and every later try dial to. A live line to another endpoint is given up and
    /// dialled anew; without any endpoint start() waits for one.
    void setEndpoint(const Endpoint &endpoint);
    void setPolicy(const BackoffPolicy &policy);

    void start();
    /// The user's own stop: no try is made until start().
    void stop();
    /// A try right now; nothing while live.
    void reconnectNow();
    void startNewSession() override;
    /// Reports a failure that no dial can cure, such as an embedded server that does not start.
    void fail(LossReason reason, const QString &detail);

    const LinkMachine &machine() const { return m_machine; }
    bool isLive() const override { return m_machine.isLive(); }
    const Endpoint &endpoint() const { return m_endpoint; }

    bool send(const protocol::ClientMessage &message) override;
    bool send(const protocol::AudioFrame &frame) override;

Q_SIGNALS:
    /// The machine's state or a figure in it changed.
    void changed();

private:
    void feed(const LinkEvent &event);
    void perform(const LinkEffects &effects);
    void dial(int dialId);
    void dropSocket();
    void onTextMessage(const QString &text);

    LinkMachine m_machine;
    SessionIds &m_ids;
    const Clock &m_clock;
    Endpoint m_endpoint;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_timer;
    std::optional<SessionId> m_offered;
};

} // namespace holdline::client
