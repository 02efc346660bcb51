// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QSslConfiguration>

namespace holdline::server {

/// What a server shows to prove who it is: a certificate, those of its issuers, and its key.
class TlsIdentity
{
public:
    /// Both files in PEM, the server's own certificate first. Fails with a sentence for the
    /// operator when a file cannot be used or the two do not belong together.
    static Result<TlsIdentity, QString> read(const QString &certificateFile,
                                             const QString &keyFile);

    /// TLS 1.2 with forward secrecy, or later; asks clients for no certificate.
    const QSslConfiguration &configuration() const { return m_configuration; }
    QSslCertificate certificate() const { return m_configuration.localCertificate(); }
    /// The host names in the certificate, wildcards among them.
    QStringList names() const;
    /// A sentence about a certificate that clients will not accept at `now`; empty when it is good.
    QString concern(WallTime now) const;

private:
    explicit TlsIdentity(const QSslConfiguration &configuration);

    QSslConfiguration m_configuration;
};

} // namespace holdline::server
