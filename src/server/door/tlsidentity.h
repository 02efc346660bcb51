// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QSslConfiguration>

namespace holdline::server {

/// The server's certificate, the certificates of its issuers, and its private key. A plain value.
class TlsIdentity
{
public:
    /// Reads both files as PEM; the server's own certificate comes first. Fails with a sentence for
    /// the operator if a file cannot be used or if key and certificate do not belong together.
    static Result<TlsIdentity, QString> read(const QString &certificateFile,
                                             const QString &keyFile);

    /// TLS 1.2 with forward secrecy, or later. Clients need no certificate.
    const QSslConfiguration &configuration() const { return m_configuration; }
    QSslCertificate certificate() const { return m_configuration.localCertificate(); }
    /// The host names in the certificate, including wildcards.
    QStringList names() const;
    /// A sentence for the operator if clients will not accept the certificate at `now`; empty if
    /// they will.
    QString concern(WallTime now) const;

private:
    explicit TlsIdentity(const QSslConfiguration &configuration);

    QSslConfiguration m_configuration;
};

} // namespace holdline::server
