// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatetrust.h"
#include "client/link/dialectchoice.h"
#include "client/setup/embeddedserver.h"
#include "client/vault/accesstokens.h"
#include "holdline/doctor.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>
#include <QWebSocket>

namespace holdline {

/// Checks step by step whether the server can be reached. Starts the embedded server, or looks up
/// the name of another one; then tries TCP, TLS, the WebSocket, the protocol and the round trip.
class ServerCheck : public DoctorCheck
{
    Q_OBJECT

public:
    /// `nullopt` checks the embedded server. It is started with a store of its own, beside one that
    /// may be running. `tokens` and `trust` must outlive this.
    ServerCheck(std::optional<client::Endpoint> server, const client::DialectChoice &dialect,
                client::AccessTokens &tokens, client::CertificateTrust &trust);
    void start() override;

private:
    void startOwnServer();
    void lookUp();
    void connectTcp();
    void openWebSocket();
    void onOpened();
    void onPong(quint64 milliseconds);
    void onWebSocketFailed();
    /// Begins a step and its time limit. When that is over, `subject` has failed.
    void expect(const QString &subject);
    void tellCertificate();
    void fail(const QString &subject, const QString &text, const QString &advice);
    void pass(const QString &subject, const QString &text);
    void end();

    std::optional<client::Endpoint> m_server;
    client::Endpoint m_endpoint;
    client::DialectChoice m_dialect;
    client::AccessTokens &m_tokens;
    client::CertificateTrust &m_trust;
    QTemporaryDir m_store;
    std::unique_ptr<client::EmbeddedServer> m_ownServer;
    QTcpSocket m_tcp;
    QWebSocket m_webSocket;
    QElapsedTimer m_clock; ///< time since the step began
    QTimer m_patience;
    QString m_subject; ///< the subject of the current step
    bool m_isOver = false;
};

} // namespace holdline
