// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcertificate.h"

#include "support/childprocess.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

/// In the format of OpenSSL: "subjectAltName=DNS:localhost,IP:127.0.0.1".
QString alternativeNames(const QStringList &names)
{
    QStringList entries;
    for (const QString &name : names)
        entries += (QHostAddress(name).isNull() ? u"DNS:"_s : u"IP:"_s) + name;
    return u"subjectAltName="_s + entries.join(u',');
}

const QStringList kNewKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                          u"-nodes"_s};

} // namespace

TestCertificate::TestCertificate(const Options &options)
{
    const QString names = alternativeNames(options.names);
    if (options.issuer || options.hasExpired)
        haveItSigned(names, options);
    else
        signItself(names);
}

QSslCertificate TestCertificate::certificate() const
{
    return QSslCertificate::fromPath(certificateFile()).value(0);
}

QSslConfiguration TestCertificate::trust() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({certificate()});
    return configuration;
}

QSslConfiguration TestCertificate::identity() const
{
    QFile key(keyFile());
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(certificate());
    if (key.open(QIODevice::ReadOnly)) {
        const QByteArray pem = key.readAll();
        for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
            if (const QSslKey made(pem, algorithm); !made.isNull())
                configuration.setPrivateKey(made);
        }
    }
    return configuration;
}

QStringList TestCertificate::serverArguments() const
{
    return {u"--tls-cert"_s, certificateFile(), u"--tls-key"_s, keyFile()};
}

void TestCertificate::signItself(const QString &names) const
{
    runTool(u"openssl"_s,
            QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"30"_s, u"-subj"_s, u"/CN=Holdline"_s,
                        u"-addext"_s, names, u"-keyout"_s, keyFile(), u"-out"_s, certificateFile()}
                + kNewKey);
}

void TestCertificate::haveItSigned(const QString &names, const Options &options) const
{
    const QString request = m_folder.filePath(u"request.pem"_s);
    runTool(u"openssl"_s,
            QStringList{u"req"_s, u"-new"_s, u"-subj"_s, u"/CN=Holdline"_s, u"-addext"_s, names,
                        u"-keyout"_s, keyFile(), u"-out"_s, request}
                + kNewKey);
    const QStringList signer = options.issuer
        ? QStringList{u"-CA"_s, options.issuer->certificateFile(), u"-CAkey"_s,
                      options.issuer->keyFile()}
        : QStringList{u"-signkey"_s, keyFile()};
    runTool(u"openssl"_s,
            QStringList{u"x509"_s, u"-req"_s, u"-in"_s, request, u"-copy_extensions"_s,
                        u"copyall"_s, u"-days"_s, options.hasExpired ? u"0"_s : u"30"_s, u"-out"_s,
                        certificateFile()}
                + signer);
}

} // namespace holdline::testing
