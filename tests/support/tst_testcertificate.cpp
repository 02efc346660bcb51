// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslError>
#include <QTest>

namespace holdline::tst_testcertificate {

using namespace testing;
using namespace Qt::StringLiterals;

class TestTestCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isForItsNames()
    {
        const TestCertificate certificate({.names = {u"voice.example"_s, u"127.0.0.1"_s}});
        QVERIFY(certificate.isValid());
        const auto names = certificate.certificate().subjectAlternativeNames();
        QCOMPARE(names.value(QSsl::DnsEntry), u"voice.example"_s);
        QCOMPARE(names.value(QSsl::IpAddressEntry), u"127.0.0.1"_s);
        QVERIFY(certificate.certificate().isSelfSigned());
    }

    void mayHaveExpired()
    {
        const TestCertificate certificate({.hasExpired = true});
        QVERIFY(certificate.isValid());
        QVERIFY(certificate.certificate().expiryDate() < QDateTime::currentDateTimeUtc());
    }

    void mayBeIssuedByAnother()
    {
        const TestCertificate issuer;
        const TestCertificate certificate({.issuer = &issuer});
        QVERIFY(certificate.isValid());
        QVERIFY(!certificate.certificate().isSelfSigned());
        QCOMPARE(certificate.certificate().issuerInfo(QSslCertificate::CommonName),
                 issuer.certificate().subjectInfo(QSslCertificate::CommonName));
    }
};

HOLDLINE_TEST(TestTestCertificate)

} // namespace holdline::tst_testcertificate

#include "tst_testcertificate.moc"
