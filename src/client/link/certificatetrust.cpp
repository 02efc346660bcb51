// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/certificatetrust.h"

#include "core/log.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslError>
#include <QSslSocket>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr auto kGroup = "trust"_L1;
constexpr auto kDigest = QCryptographicHash::Sha256;
constexpr int kDigestBytes = 32;
constexpr int kDefaultPort = 443;

/// Percent-encoded, because QSettings would take a slash for a group.
QString settingsKey(const QString &server)
{
    return kGroup + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(server));
}

/// Empty if `text` is not a SHA-256 digest in hexadecimal.
QByteArray fromHex(const QString &text)
{
    const QByteArray bytes = QByteArray::fromHex(text.toLatin1());
    return bytes.size() == kDigestBytes ? bytes : QByteArray();
}

bool isOfUnknownIssuer(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

bool isOutOfPlaceOrTime(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::HostNameMismatch:
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return true;
    default:
        return false;
    }
}

QString firstOf(const QStringList &names)
{
    return names.isEmpty() ? QString() : names.constFirst();
}

} // namespace

QString CertificateTrust::serverOf(const QUrl &url)
{
    const QString host = url.host().contains(u':') ? u"[%1]"_s.arg(url.host()) : url.host();
    return u"%1:%2"_s.arg(host).arg(url.port(kDefaultPort));
}

void CertificateTrust::pin(const CertificatePin &pin)
{
    m_settings.setValue(settingsKey(pin.server), QString::fromLatin1(pin.fingerprint.toHex()));
    m_refusal = LossReason::None;
    m_refused.reset();
}

void CertificateTrust::unpin(const QString &server)
{
    m_settings.remove(settingsKey(server));
}

QList<CertificatePin> CertificateTrust::pins() const
{
    QList<CertificatePin> found;
    m_settings.beginGroup(kGroup);
    for (const QString &key : m_settings.childKeys())
        found.append(
            {QUrl::fromPercentEncoding(key.toLatin1()), fromHex(m_settings.value(key).toString())});
    m_settings.endGroup();
    std::sort(found.begin(), found.end(),
              [](const CertificatePin &a, const CertificatePin &b) { return a.server < b.server; });
    return found;
}

std::optional<QByteArray> CertificateTrust::pinned(const QString &server) const
{
    // An unreadable pin becomes an empty fingerprint, which no certificate has.
    const QVariant value = m_settings.value(settingsKey(server));
    return value.isValid() ? std::optional(fromHex(value.toString())) : std::nullopt;
}

QSslConfiguration CertificateTrust::configuration(const QUrl &url) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // Without issuers every certificate raises an error, so judge() compares it with the pin.
    if (pinned(serverOf(url)))
        configuration.setCaCertificates({});
    return configuration;
}

void CertificateTrust::guard(QSslSocket &socket, const QUrl &url)
{
    m_refusal = LossReason::None;
    m_refused.reset();
    const QString server = serverOf(url);
    QObject::connect(
        &socket, &QSslSocket::sslErrors, &socket, [this, &socket, server](const auto &errors) {
            const QSslCertificate certificate = socket.peerCertificate();
            m_refusal = judge(server, certificate, errors);
            if (m_refusal == LossReason::None) {
                socket.ignoreSslErrors();
                return;
            }
            m_refused = {.server = server,
                         .fingerprint = certificate.digest(kDigest),
                         .subject = firstOf(certificate.subjectInfo(QSslCertificate::CommonName)),
                         .issuer = firstOf(certificate.issuerInfo(QSslCertificate::CommonName)),
                         .validUntil = certificate.expiryDate()};
            qCInfo(lcLink).noquote() << "the certificate of" << server << "is refused, SHA-256"
                                     << groupedFingerprint(m_refused->fingerprint);
        });
}

LossReason CertificateTrust::judge(const QString &server, const QSslCertificate &certificate,
                                   const QList<QSslError> &errors) const
{
    if (certificate.isNull())
        return LossReason::Tls;
    if (const auto fingerprint = pinned(server))
        return certificate.digest(kDigest) == *fingerprint ? LossReason::None
                                                           : LossReason::CertificateChanged;
    if (std::any_of(errors.begin(), errors.end(), isOfUnknownIssuer))
        return LossReason::CertificateUnknown;
    return std::all_of(errors.begin(), errors.end(), isOutOfPlaceOrTime)
        ? LossReason::CertificateInvalid
        : LossReason::Tls;
}

} // namespace holdline::client
