// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/doctorserver.h"

#include "client/link/dialfailure.h"
#include "client/link/sockettuning.h"
#include "client/link/websocketsignals.h"
#include "protocol/limits.h"
#include "widgets/look/connectionwords.h"

#include <QLocale>
#include <QNetworkRequest>
#include <QSslCipher>
#include <QSslSocket>
#include <QWebSocketHandshakeOptions>

#include <utility>

namespace holdline {

using namespace Qt::StringLiterals;
using client::DialectChoice;
using client::EmbeddedServer;
using client::Endpoint;
using client::LossReason;
using widgets::ConnectionWords;
using Level = Finding::Level;

namespace {

constexpr auto kPatience = std::chrono::seconds(8);
constexpr int kShortValidity = 14; ///< days

/// A fingerprint in words: "AB:CD:…".
QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

QString nameOf(const QStringList &names)
{
    return names.isEmpty() ? u"?"_s : names.join(u' ');
}

} // namespace

ServerCheck::ServerCheck(std::optional<Endpoint> server, const DialectChoice &dialect,
                         client::AccessTokens &tokens, client::CertificateTrust &trust)
    : m_server(std::move(server))
    , m_dialect(dialect)
    , m_tokens(tokens)
    , m_trust(trust)
{
    client::limitMessages(m_webSocket);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail(m_subject, ConnectionWords::cause(LossReason::TimedOut),
             ConnectionWords::remedy(LossReason::TimedOut));
    });
    connect(&m_tcp, &QTcpSocket::connected, this, [this] {
        pass(tr("TCP"), tr("answered within %1 ms").arg(m_clock.elapsed()));
        m_tcp.abort();
        openWebSocket();
    });
    connect(&m_tcp, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        const LossReason reason = client::dialFailure(error, m_tcp.errorString(), false);
        fail(tr("TCP"), ConnectionWords::cause(reason), ConnectionWords::remedy(reason));
    });
    connect(&m_webSocket, &QWebSocket::connected, this, &ServerCheck::onOpened);
    connect(&m_webSocket, &QWebSocket::pong, this, &ServerCheck::onPong);
    connect(&m_webSocket, client::kWebSocketError, this, &ServerCheck::onWebSocketFailed);
}

void ServerCheck::start()
{
    if (!m_server) {
        startOwnServer();
        return;
    }
    m_endpoint = *m_server;
    if (!m_endpoint.isPrivate())
        Q_EMIT found({Level::Warning, tr("Privacy"),
                      tr("the connection to %1 isn’t encrypted").arg(m_endpoint.host),
                      tr("Others on the network can listen in. Use a wss:// address.")});
    if (!m_endpoint.token.isEmpty()) {
        lookUp();
        return;
    }
    m_tokens.find(m_endpoint.sessionKey, [this](const QByteArray &token) {
        m_endpoint.token = token;
        lookUp();
    });
}

void ServerCheck::startOwnServer()
{
    m_ownServer = std::make_unique<EmbeddedServer>(EmbeddedServer::findProgram(), m_store.path());
    connect(m_ownServer.get(), &EmbeddedServer::ready, this, [this](const Endpoint &endpoint) {
        pass(tr("Server"),
             tr("the server on this computer started in %1 ms").arg(m_clock.elapsed()));
        m_endpoint = endpoint;
        connectTcp();
    });
    connect(m_ownServer.get(), &EmbeddedServer::failed, this, [this](const QString &detail) {
        fail(tr("Server"), tr("the server on this computer doesn’t start: %1").arg(detail),
             ConnectionWords::remedy(LossReason::EmbeddedServerFailed));
    });
    m_clock.start();
    m_ownServer->start();
}

void ServerCheck::lookUp()
{
    expect(tr("Name"));
    const QString host = m_endpoint.url.host();
    QHostInfo::lookupHost(host, this, [this, host](const QHostInfo &info) {
        if (m_isOver)
            return;
        if (info.addresses().isEmpty()) {
            fail(tr("Name"), tr("no server named %1 was found").arg(host),
                 ConnectionWords::remedy(LossReason::HostNotFound));
            return;
        }
        pass(tr("Name"), tr("%1 is %2").arg(host, info.addresses().constFirst().toString()));
        connectTcp();
    });
}

void ServerCheck::connectTcp()
{
    expect(tr("TCP"));
    const int defaultPort = m_endpoint.url.scheme() == "wss"_L1 ? 443 : 80;
    m_tcp.connectToHost(m_endpoint.url.host(),
                        static_cast<quint16>(m_endpoint.url.port(defaultPort)));
}

void ServerCheck::openWebSocket()
{
    expect(tr("WebSocket"));
    QNetworkRequest request(m_endpoint.url);
    if (!m_endpoint.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_endpoint.token);
    QWebSocketHandshakeOptions options;
    if (m_dialect.wanted != DialectChoice::Wanted::Plain)
        options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    m_webSocket.setSslConfiguration(m_trust.configuration(m_endpoint.url));
    m_webSocket.open(request, options);
    if (auto *tls = m_webSocket.findChild<QSslSocket *>())
        m_trust.guard(*tls, m_endpoint.url);
}

void ServerCheck::onOpened()
{
    tellCertificate();
    pass(tr("WebSocket"), tr("opened within %1 ms").arg(m_clock.elapsed()));
    if (m_webSocket.subprotocol().isEmpty())
        Q_EMIT found({Level::Warning, tr("Protocol"), tr("plain RealtimeVoiceChat"),
                      tr("With this server, what you say while offline is lost.")});
    else
        pass(tr("Protocol"), m_webSocket.subprotocol());
    expect(tr("Round trip"));
    m_webSocket.ping();
}

void ServerCheck::onPong(quint64 milliseconds)
{
    pass(tr("Round trip"), tr("%1 ms").arg(milliseconds));
    end();
}

void ServerCheck::onWebSocketFailed()
{
    if (m_isOver)
        return;
    const LossReason reason =
        client::dialFailure(m_webSocket.error(), m_webSocket.errorString(), true);
    tellCertificate();
    const LossReason refusal = m_trust.refusal();
    if (reason == LossReason::Tls && refusal != LossReason::None)
        fail(tr("TLS"), ConnectionWords::cause(refusal), ConnectionWords::remedy(refusal));
    else if (reason == LossReason::Tls)
        fail(tr("TLS"), m_webSocket.errorString(), ConnectionWords::remedy(reason));
    else
        fail(m_subject, ConnectionWords::cause(reason), ConnectionWords::remedy(reason));
}

void ServerCheck::tellCertificate()
{
    const auto *tls = m_webSocket.findChild<QSslSocket *>();
    const QSslCertificate certificate = tls ? tls->peerCertificate() : QSslCertificate();
    if (!tls || certificate.isNull())
        return;
    const QDateTime end = certificate.expiryDate();
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(end);
    const QString text = tr("%1, issued by %2, valid until %3")
                             .arg(nameOf(certificate.subjectInfo(QSslCertificate::CommonName)),
                                  nameOf(certificate.issuerInfo(QSslCertificate::CommonName)),
                                  QLocale().toString(end.date(), QLocale::ShortFormat));
    Q_EMIT found(
        {days < kShortValidity ? Level::Warning : Level::Fine, tr("Certificate"), text,
         days < kShortValidity ? tr("Ask the server’s operator for a new one.") : QString()});
    Q_EMIT found({Level::Fine, tr("SHA-256"), fingerprint(certificate)});
    if (tls->isEncrypted())
        pass(tr("TLS"), tls->sessionCipher().name());
}

void ServerCheck::expect(const QString &subject)
{
    m_subject = subject;
    m_clock.start();
    m_patience.start(kPatience);
}

void ServerCheck::pass(const QString &subject, const QString &text)
{
    m_patience.stop();
    Q_EMIT found({Level::Fine, subject, text});
}

void ServerCheck::fail(const QString &subject, const QString &text, const QString &advice)
{
    if (m_isOver)
        return;
    Q_EMIT found({Level::Failure, subject, text, advice});
    end();
}

void ServerCheck::end()
{
    m_isOver = true;
    m_patience.stop();
    m_tcp.abort();
    m_webSocket.abort();
    if (m_ownServer)
        m_ownServer->stop();
    Q_EMIT finished();
}

} // namespace holdline
