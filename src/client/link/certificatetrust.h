// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QDateTime>
#include <QList>
#include <QSettings>
#include <QSslConfiguration>

#include <optional>

class QSslCertificate;
class QSslError;
class QSslSocket;
class QUrl;

namespace holdline::client {

/// A certificate that a person compares with what the operator of the server says.
struct CertificateFacts
{
    QString server; ///< "voice.example.org:443"
    QByteArray fingerprint; ///< SHA-256, raw
    QString subject; ///< who it is made for; may be empty
    QString issuer; ///< may be empty
    QDateTime validUntil;

    friend bool operator==(const CertificateFacts &, const CertificateFacts &) = default;
};

/// Decides whether a server is the one it says it is: its certificate comes from an issuer that the
/// system knows, or is the very one that the user pinned for it; then no other will do, whoever
/// issued it. Pins are kept in the settings. GUI thread.
class CertificateTrust
{
public:
    struct Pin
    {
        QString server;
        QByteArray fingerprint; ///< empty: one that can no longer be read, and fits none

        friend bool operator==(const Pin &, const Pin &) = default;
    };

    /// `settings` must outlive this.
    explicit CertificateTrust(QSettings &settings) : m_settings(settings) { }

    /// "voice.example.org:443"
    static QString serverOf(const QUrl &url);
    /// For people to compare: "3F2A 91BC …", 16 groups.
    static QString grouped(const QByteArray &fingerprint);

    void pin(const Pin &pin);
    void unpin(const QString &server);
    QList<Pin> pins() const; ///< sorted by server

    /// What a connection to `url` has to be made with.
    QSslConfiguration configuration(const QUrl &url) const;
    /// Before the TLS handshake of that connection: has this decide about it. Must outlive
    /// `socket`.
    void guard(QSslSocket &socket, const QUrl &url);

    /// Why the latest guarded connection was refused; None: this did not.
    LossReason refusal() const { return m_refusal; }
    /// The certificate that the latest guarded connection was refused for.
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
