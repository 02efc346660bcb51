// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

namespace holdline::testing {

/// A certificate with its key, made by the openssl program for one test and deleted with it. By
/// default no client trusts it.
class TestCertificate
{
public:
    struct Options
    {
        QStringList names{QStringLiteral("localhost"), QStringLiteral("127.0.0.1")};
        bool hasExpired = false; ///< it expired yesterday
        const TestCertificate *issuer = nullptr; ///< if null, it signs itself and may sign others
    };

    TestCertificate() : TestCertificate(Options()) { }
    explicit TestCertificate(const Options &options);

    /// False if the openssl program failed.
    bool isValid() const { return !certificate().isNull(); }
    QString certificateFile() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    QString keyFile() const { return m_folder.filePath(QStringLiteral("key.pem")); }
    QSslCertificate certificate() const;
    /// The configuration of a client that trusts only this certificate and those that it has
    /// signed.
    QSslConfiguration trust() const;
    /// The configuration of a server that shows this certificate.
    QSslConfiguration identity() const;
    /// The arguments with which holdlined uses this certificate.
    QStringList serverArguments() const;

private:
    void signItself(const QString &names) const;
    void haveItSigned(const QString &names, const Options &options) const;

    QTemporaryDir m_folder;
};

} // namespace holdline::testing
