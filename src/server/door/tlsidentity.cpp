// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/tlsidentity.h"

#include "core/utcdatetime.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslKey>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

Result<QByteArray, QString> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{u"\"%1\" cannot be read (%2)"_s.arg(path, file.errorString())};
    return file.readAll();
}

/// Null if `pem` contains no usable key.
QSslKey keyIn(const QByteArray &pem)
{
    const QSslKey rsa(pem, QSsl::Rsa);
    return rsa.isNull() ? QSslKey(pem, QSsl::Ec) : rsa;
}

/// Ciphers with forward secrecy, so that recorded traffic stays secret if the key of the
/// certificate becomes known later. Ciphers without authenticated encryption are left out, because
/// they allow padding oracle attacks.
QList<QSslCipher> forwardSecretCiphers()
{
    QList<QSslCipher> ciphers = QSslConfiguration::supportedCiphers();
    ciphers.removeIf([](const QSslCipher &cipher) {
        const bool isAuthenticating =
            cipher.name().contains("GCM"_L1) || cipher.name().contains("CHACHA20"_L1);
        return cipher.protocol() != QSsl::TlsV1_3
            && !(cipher.keyExchangeMethod() == "ECDH"_L1 && isAuthenticating);
    });
    return ciphers;
}

QSslConfiguration configurationOf(const QList<QSslCertificate> &chain, const QSslKey &key)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setCiphers(forwardSecretCiphers());
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    // Only needed to check certificates of clients, and copied for each connection.
    configuration.setCaCertificates({});
    // Each connection has an SSL context of its own, which could not decrypt the ticket of another.
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    return configuration;
}

/// True if OpenSSL accepts certificate and key together. Qt checks that only when a handshake
/// begins, so this begins one on a socket without a connection.
bool canBeUsed(const QSslConfiguration &configuration)
{
    QSslSocket nobody;
    nobody.setSocketDescriptor(-1);
    nobody.setSslConfiguration(configuration);
    nobody.startServerEncryption();
    return nobody.error() == QAbstractSocket::UnknownSocketError; // the socket has no error
}

} // namespace

TlsIdentity::TlsIdentity(const QSslConfiguration &configuration)
    : m_configuration(configuration) { }

Result<TlsIdentity, QString> TlsIdentity::read(const QString &certificateFile,
                                               const QString &keyFile)
{
    const auto certificatePem = contentOf(certificateFile);
    if (!certificatePem)
        return Failure{certificatePem.error()};
    const auto keyPem = contentOf(keyFile);
    if (!keyPem)
        return Failure{keyPem.error()};
    const auto chain = QSslCertificate::fromData(certificatePem.value(), QSsl::Pem);
    if (chain.isEmpty())
        return Failure{u"\"%1\" has no certificate in PEM"_s.arg(certificateFile)};
    const QSslKey key = keyIn(keyPem.value());
    if (key.isNull())
        return Failure{u"\"%1\" has no RSA or EC key in PEM without a password"_s.arg(keyFile)};
    const QSslConfiguration configuration = configurationOf(chain, key);
    if (!canBeUsed(configuration))
        return Failure{
            u"the key in \"%1\" does not belong to the first certificate in \"%2\""_s.arg(
                keyFile, certificateFile)};
    return TlsIdentity(configuration);
}

QStringList TlsIdentity::names() const
{
    const QStringList names = certificate().subjectAlternativeNames().values(QSsl::DnsEntry);
    return names.isEmpty() ? certificate().subjectInfo(QSslCertificate::CommonName) : names;
}

QString TlsIdentity::concern(WallTime now) const
{
    const QDateTime today = utcDateTime(now);
    const QDateTime from = certificate().effectiveDate();
    const QDateTime to = certificate().expiryDate();
    if (today < from)
        return u"the certificate is only good from %1 on"_s.arg(from.toString(Qt::ISODate));
    if (today > to)
        return u"the certificate has expired on %1"_s.arg(to.toString(Qt::ISODate));
    return {};
}

} // namespace holdline::server
