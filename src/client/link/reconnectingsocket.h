// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/dialectchoice.h"
#include "client/link/endpoint.h"
#include "client/link/linkmachine.h"
#include "client/link/networkwatch.h"
#include "client/link/tcpprobe.h"
#include "core/sessionid.h"
#include "protocol/control.h"
#include "protocol/itemcodec.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace holdline::client {

class CertificateTrust;
class LinkSocket;
class SessionIds;

/// The WebSocket to a server: dials, notices when it is dead, and dials again by itself until
/// stop(). What the messages mean is no business of it. It decides nothing: LinkMachine does, this
/// owns the LinkSocket and the timer and performs what the machine asks for. GUI thread.
class ReconnectingSocket : public QObject
{
    Q_OBJECT

public:
    /// `ids`, whose plain sessions are offered in the address, and `clock` must outlive this. No
    /// `network`: that of this computer.
    ReconnectingSocket(const BackoffPolicy &policy, SessionIds &ids, const Clock &clock,
                       QObject *parent = nullptr, const LinkTimings &timings = {},
                       std::unique_ptr<NetworkWatch> network = nullptr);

    /// Where start() and every later try dial to. A live line to another endpoint is given up and
    /// dialled anew; without any endpoint start() waits for one.
    void setEndpoint(const Endpoint &endpoint);
    /// The server there is no more, or will soon not be: nobody else may be dialled in its place.
    /// A line that is live stays as long as it holds; then another endpoint is waited for.
    void loseEndpoint();
    void setPolicy(const BackoffPolicy &policy);
    /// Through which every dial goes; a line that is up or being dialled is dialled anew.
    void setProxy(const QNetworkProxy &proxy);
    /// For the dials to come; must outlive this. Without it only issuers that the system knows
    /// count.
    void setCertificateTrust(CertificateTrust &trust) { m_trust = &trust; }
    /// For the dials to come.
    void setDialect(const DialectChoice &choice) { m_dialect = choice; }
    const DialectChoice &dialect() const { return m_dialect; }
    /// In a conversation (the microphone is open) a dead line is noticed within seconds.
    void setInConversation(bool talking);

    void start();
    /// The user's own stop: no try is made until start(). The close handshake goes on for up to
    /// 1 s in the background.
    void stop();
    /// A try right now; nothing while live.
    void reconnectNow();
    /// Ends the connection and makes another at once, without an outage.
    void redial();
    /// Reports a failure that no dial can cure, such as an embedded server that does not start.
    void fail(LossReason reason, const QString &detail);

    const LinkMachine &machine() const { return m_machine; }
    bool isLive() const { return m_machine.isLive(); }
    const Endpoint &endpoint() const { return m_endpoint; }
    /// The plain session that the latest dial asked for.
    const std::optional<SessionId> &offered() const { return m_offered; }

    // ---- while live

    void send(const protocol::WireMessage &message);
    void send(const protocol::ControlMessage &message);
    /// Bytes that wait in this process.
    qint64 queuedBytes() const;

    // What comes of the messages:

    /// holdline.v1: the next step of the handshake has LinkTimings::welcome.
    void greeted();
    void sessionJoined(bool restored);
    /// Leaves as the server asks, and comes back by itself.
    void goAway(LossReason reason, Duration after, Duration spread);
    /// Ends the connection as if the server had closed it so; it gets `closeCode`.
    void refuse(const CloseVerdict &verdict, const QString &detail, int closeCode = kCloseNormal);

    static constexpr int kCloseNormal = 1000;

Q_SIGNALS:
    /// Live, and the server speaks holdline.v1 or does not.
    void opened(bool durable);
    void received(const holdline::protocol::WireMessage &message);
    /// Some queued bytes have left.
    void roomMade(qint64 bytes);
    /// No longer live.
    void lost();
    /// A plain server has not named the session in time.
    void nameless();
    /// The machine's state or a figure in it changed.
    void changed();

private:
    void feed(link::Event event);
    void handle(const link::Event &event);
    void perform(link::Effect effect);
    void onTimer();
    void onNetworkChanged();
    bool isReachable() const;
    NetworkWatch::Pace pace() const;

    QUrl dialUrl() const;
    void dial();
    void watch(LinkSocket &socket);
    void onOpened(int dial, bool durable);
    void onFailed(int dial, LossReason reason, const QString &detail);

    LinkMachine m_machine;
    SessionIds &m_ids;
    const Clock &m_clock;
    Endpoint m_endpoint;
    DialectChoice m_dialect;
    QNetworkProxy m_proxy;
    CertificateTrust *m_trust = nullptr;
    std::deque<link::Event> m_events; ///< the first is being handled
    QTimer m_timer;
    std::unique_ptr<NetworkWatch> m_network;
    TcpProbe m_probe;

    // Of the latest dial:
    LinkSocket *m_socket = nullptr; ///< a child
    std::optional<SessionId> m_offered;
    int m_closeCode = kCloseNormal;
};

} // namespace holdline::client
