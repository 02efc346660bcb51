// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

namespace holdline::testing {

/// A certificate with its key, made for one test by the openssl program and gone with it. By itself
/// a server that shows it is a stranger to everybody.
class TestCertificate
{
public:
    struct Options
    {
        QStringList names{QStringLiteral("localhost"), QStringLiteral("127.0.0.1")};
        bool hasExpired = false; ///< yesterday
        const TestCertificate *issuer = nullptr; ///< none: signed by itself, and may sign others
    };

    TestCertificate() : TestCertificate(Options()) { }
    explicit TestCertificate(const Options &options);

    /// False when the openssl program did not do it.
    bool isValid() const { return !certificate().isNull(); }
    QString certificateFile() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    QString keyFile() const { return m_folder.filePath(QStringLiteral("key.pem")); }
    QSslCertificate certificate() const;
    /// For a client that trusts this certificate and those that it has signed, and no others.
    QSslConfiguration trust() const;
    /// What makes holdlined show it.
    QStringList serverArguments() const;

private:
    void signItself(const QString &names) const;
    void haveItSigned(const QString &names, const Options &options) const;

    QTemporaryDir m_folder;
};

} // namespace holdline::testing
