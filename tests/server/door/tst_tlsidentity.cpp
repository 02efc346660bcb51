// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/tlsidentity.h"
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QSslCertificate>
#include <QTest>

namespace holdline::tst_tlsidentity {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;

class TestTlsIdentity : public QObject
{
    Q_OBJECT

    TestCertificate m_own;
    TestCertificate m_other;
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
            ? file.fileName()
            : QString();
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static WallTime daysFromNow(int days) { return Clock().wallTime() + std::chrono::days(days); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_own.isValid());
        QVERIFY(m_other.isValid());
    }

    void isACertificateWithItsKey()
    {
        const auto identity = TlsIdentity::read(m_own.certificateFile(), m_own.keyFile());
        QVERIFY2(identity, qPrintable(identity ? QString() : identity.error()));
        QCOMPARE(identity.value().certificate(), m_own.certificate());
        QCOMPARE(identity.value().configuration().protocol(), QSsl::TlsV1_2OrLater);
    }

    void hasNames()
    {
        const TestCertificate named({.names = {u"voice.example.org"_s, u"*.lab.example"_s}});
        const auto identity = TlsIdentity::read(named.certificateFile(), named.keyFile());
        QVERIFY(identity);
        const QStringList names = identity.value().names();
        QCOMPARE(QSet<QString>(names.begin(), names.end()),
                 (QSet<QString>{u"voice.example.org"_s, u"*.lab.example"_s}));
    }

    void showsTheIssuersToo()
    {
        const TestCertificate issued({.issuer = &m_own});
        const QString chain =
            write(u"chain.pem"_s,
                  contentOf(issued.certificateFile()) + contentOf(m_own.certificateFile()));
        const auto identity = TlsIdentity::read(chain, issued.keyFile());
        QVERIFY(identity);
        QCOMPARE(identity.value().configuration().localCertificateChain().size(), 2);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("message");
        const QString good = m_own.certificateFile();
        const QString key = m_own.keyFile();
        const QString words = write(u"words"_s, "not PEM\n");
        const auto row = [](const char *name, const QString &certificate, const QString &itsKey,
                            const QString &message) {
            QTest::newRow(name) << certificate << itsKey << message;
        };
        row("no certificate file", u"/nowhere/c.pem"_s, key,
            u"\"/nowhere/c.pem\" cannot be read (No such file or directory)"_s);
        row("no key file", good, u"/nowhere/k.pem"_s,
            u"\"/nowhere/k.pem\" cannot be read (No such file or directory)"_s);
        row("no certificate in it", words, key, u"\"%1\" has no certificate in PEM"_s.arg(words));
        row("the key in place of the certificate", key, key,
            u"\"%1\" has no certificate in PEM"_s.arg(key));
        row("no key in it", good, words,
            u"\"%1\" has no RSA or EC key in PEM without a password"_s.arg(words));
        row("the key of another", good, m_other.keyFile(),
            u"the key in \"%1\" does not belong to the first certificate in \"%2\""_s.arg(
                m_other.keyFile(), good));
    }

    void saysWhatIsWrong()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        const auto identity = TlsIdentity::read(certificate, key);
        QVERIFY(!identity);
        QTEST(identity.error(), "message");
    }

    void isConcernedAboutItsDates()
    {
        const auto identity = TlsIdentity::read(m_own.certificateFile(), m_own.keyFile());
        QVERIFY(identity.value().concern(daysFromNow(0)).isEmpty());
        QVERIFY(identity.value().concern(daysFromNow(31)).contains(u"has expired"_s));
        QVERIFY(identity.value().concern(daysFromNow(-1)).contains(u"only good from"_s));
    }
};

HOLDLINE_TEST(TestTlsIdentity)

} // namespace holdline::tst_tlsidentity

#include "tst_tlsidentity.moc"
