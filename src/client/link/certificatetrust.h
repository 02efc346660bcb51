// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatefacts.h"
#include "client/link/connectionstatus.h"

#include <QList>
#include <QSettings>
#include <QSslConfiguration>

#include <optional>

class QSslCertificate;
class QSslError;
class QSslSocket;
class QUrl;

namespace holdline::client {

/// Decides whether to trust the certificate of a server. Without a pin the certificate must come
/// from an issuer that the system trusts. With a pin only the pinned certificate is accepted,
/// whatever its issuer. Keeps the pins in the settings. Owned by the application; GUI thread.
class CertificateTrust
{
public:
    /// `settings` must outlive this.
    explicit CertificateTrust(QSettings &settings) : m_settings(settings) { }

    /// Host and port of `url`: "voice.example.org:443".
    static QString serverOf(const QUrl &url);

    void pin(const CertificatePin &pin);
    void unpin(const QString &server);
    QList<CertificatePin> pins() const; ///< sorted by server

    /// The TLS configuration for a connection to `url`.
    QSslConfiguration configuration(const QUrl &url) const;
    /// Makes this class judge the certificate of `socket`. Call it before the TLS handshake. This
    /// must outlive `socket`.
    void guard(QSslSocket &socket, const QUrl &url);

    /// Why this class refused the latest guarded connection; None if it did not.
    LossReason refusal() const { return m_refusal; }
    /// The certificate for which the latest guarded connection was refused; `nullopt` if none was.
    const std::optional<CertificateFacts> &refused() const { return m_refused; }

private:
    std::optional<QByteArray> pinned(const QString &server) const;
    LossReason judge(const QString &server, const QSslCertificate &certificate,
                     const QList<QSslError> &errors) const;

    QSettings &m_settings;
    LossReason m_refusal = LossReason::None;
    std::optional<CertificateFacts> m_refused;
};

} // namespace holdline::client
