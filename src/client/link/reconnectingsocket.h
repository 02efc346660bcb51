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

/// The connection to a server. Dials, notices when the connection is dead, and dials again by
/// itself until stop(). LinkMachine decides; this class owns the LinkSocket and the timer and
/// performs the effects. It does not interpret messages. Owned by the application; GUI thread.
class ReconnectingSocket : public QObject
{
    Q_OBJECT

public:
    /// `ids` has the Plain sessions to offer in the address. `ids` and `clock` must outlive this.
    /// Without `network` it watches the network of this computer.
    ReconnectingSocket(const BackoffPolicy &policy, SessionIds &ids, const Clock &clock,
                       QObject *parent = nullptr, const LinkTimings &timings = {},
                       std::unique_ptr<NetworkWatch> network = nullptr);

    /// Sets the server for start() and every later dial. A live line to a different endpoint is
    /// dropped and dialled anew. With an empty endpoint the line waits for the next setEndpoint().
    void setEndpoint(const Endpoint &endpoint);
    /// The server has left its address, or soon will; a stranger may listen there next. A live line
    /// stays, but the address is not dialled again: the line then waits for setEndpoint().
    void loseEndpoint();
    void setPolicy(const BackoffPolicy &policy);
    /// Sets the proxy for every dial. Dials anew at once, unless the line is stopped or has failed.
    void setProxy(const QNetworkProxy &proxy);
    /// Sets the judge of certificates from the next dial on; `trust` must outlive this. Without it
    /// only issuers that the system trusts are accepted.
    void setCertificateTrust(CertificateTrust &trust) { m_trust = &trust; }
    /// Takes effect at the next dial.
    void setDialect(const DialectChoice &choice) { m_dialect = choice; }
    const DialectChoice &dialect() const { return m_dialect; }
    /// In a conversation (the microphone is open) a dead line is noticed within seconds.
    void setInConversation(bool talking);

    void start();
    /// Ends the connection and dials no more until start(). The close handshake goes on for up to
    /// 1 s in the background.
    void stop();
    /// Dials as soon as possible. Does nothing while live or dialling.
    void reconnectNow();
    /// Ends the connection and dials again at once, without an outage.
    void redial();
    /// Reports a failure that no dial can cure, such as an embedded server that does not start.
    void fail(LossReason reason, const QString &detail);

    const LinkMachine &machine() const { return m_machine; }
    bool isLive() const { return m_machine.isLive(); }
    const Endpoint &endpoint() const { return m_endpoint; }
    /// The Plain session that the latest dial asked to restore; `nullopt` if none.
    const std::optional<SessionId> &offered() const { return m_offered; }

    // ---- while live

    void send(const protocol::WireMessage &message);
    void send(const protocol::ControlMessage &message);
    /// Bytes that this process has not handed to the system yet.
    qint64 queuedBytes() const;

    // The dialects report here what the messages mean:

    /// Durable: the server has answered. Its next answer has LinkTimings::welcome.
    void greeted();
    void sessionJoined(bool restored);
    /// Leaves as the server asks, and dials again by itself after the wait.
    void goAway(LossReason reason, Duration after, Duration spread);
    /// Ends the connection with `closeCode` because of what the server said, and goes on as
    /// `verdict` says.
    void refuse(const CloseVerdict &verdict, const QString &detail, int closeCode = kCloseNormal);

    static constexpr int kCloseNormal = 1000;

Q_SIGNALS:
    /// The WebSocket is open. `durable`: the server speaks holdline.v1.
    void opened(bool durable);
    void received(const holdline::protocol::WireMessage &message);
    /// The system has taken `bytes` of the queued bytes.
    void roomMade(qint64 bytes);
    /// No longer live.
    void lost();
    /// A Plain server has not named the session in time.
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
