// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/proof.h"
#include "support/testcase.h"

#include <QSet>
#include <QTest>

namespace holdline::tst_proof {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
const SessionId kId = *SessionId::parse(u"0f8fad5b-d9cb-469f-a165-70867728950e"_s);
const QByteArray kSecret =
    QByteArray::fromHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
const QByteArray kNonce = QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
} // namespace

class TestProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheVectorInTheProtocol()
    {
        // Computed with Python's hmac and with openssl.
        const QByteArray proof = resumeProof(kSecret, kId, kNonce);
        QCOMPARE(proof.toHex(), "4cf74da0e9801b6e36ec42d49eb017076a9b515ece717a9ad6e9449f3f873a82");
        QCOMPARE(proof.size(), kProofBytes);
    }

    void dependsOnSecretSessionAndNonce()
    {
        const QByteArray proof = resumeProof(kSecret, kId, kNonce);
        QVERIFY(resumeProof(kSecret + 'x', kId, kNonce) != proof);
        QVERIFY(resumeProof(kSecret, SessionId::generate(), kNonce) != proof);
        QVERIFY(resumeProof(kSecret, kId, kNonce.chopped(1) + 'x') != proof);
    }

    void comparesWhole_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("equal");
        QTest::newRow("the same") << QByteArray("secret") << QByteArray("secret") << true;
        QTest::newRow("both empty") << QByteArray() << QByteArray("") << true;
        QTest::newRow("another first byte")
            << QByteArray("secret") << QByteArray("Secret") << false;
        QTest::newRow("another last byte") << QByteArray("secret") << QByteArray("secreT") << false;
        QTest::newRow("only the highest bit")
            << QByteArray("secret") << QByteArray("secre\xf4") << false;
        QTest::newRow("cut short") << QByteArray("secret") << QByteArray("secre") << false;
        QTest::newRow("longer") << QByteArray("secret") << QByteArray("secrets") << false;
        QTest::newRow("longer by a zero")
            << QByteArray("secret") << QByteArray("secret\0", 7) << false;
        QTest::newRow("nothing") << QByteArray("secret") << QByteArray() << false;
        QTest::newRow("longer by 256 bytes") << QByteArray() << QByteArray(256, '\0') << false;
    }

    void comparesWhole()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, equal);
        QCOMPARE(equalInConstantTime(a, b), equal);
        QCOMPARE(equalInConstantTime(b, a), equal);
    }

    void neverMakesTheSameSecretTwice()
    {
        QSet<QByteArray> secrets;
        for (int i = 0; i < 100; ++i)
            secrets.insert(randomBytes(kSecretBytes));
        QCOMPARE(secrets.size(), 100);
        QCOMPARE(secrets.begin()->size(), kSecretBytes);
    }
};

HOLDLINE_TEST(TestProof)

} // namespace holdline::tst_proof

#include "tst_proof.moc"
