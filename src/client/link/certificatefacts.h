// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace holdline::client {

/// The facts of a refused certificate. People compare them with what the operator of the server
/// tells them.
struct CertificateFacts
{
    QString server; ///< "voice.example.org:443"
    QByteArray fingerprint; ///< SHA-256, raw
    QString subject; ///< common name of the owner; may be empty
    QString issuer; ///< common name of the issuer; may be empty
    QDateTime validUntil;

    friend bool operator==(const CertificateFacts &, const CertificateFacts &) = default;
};

/// The only certificate that is accepted from a server.
struct CertificatePin
{
    QString server; ///< "voice.example.org:443"
    QByteArray fingerprint; ///< raw SHA-256; empty if unreadable: no certificate matches

    friend bool operator==(const CertificatePin &, const CertificatePin &) = default;
};

/// The fingerprint for people: "3F2A 91BC …", 16 groups.
QString groupedFingerprint(const QByteArray &fingerprint);

} // namespace holdline::client
