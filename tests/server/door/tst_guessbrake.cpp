// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/proof.h"
#include "server/door/guessbrake.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_guessbrake {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestGuessBrake : public QObject
{
    Q_OBJECT

    static constexpr Instant kStart{1000h};
    const QHostAddress m_forger{u"192.0.2.66"_s};

private Q_SLOTS:
    void eachWrongProofDelaysTheNextAnswerUpToABound()
    {
        GuessBrake brake;
        QList<Duration> delays;
        for (int i = 0; i < 6; ++i)
            delays += brake.fail(m_forger, kStart);
        QCOMPARE(delays, (QList<Duration>{250ms, 500ms, 1s, 2s, 2s, 2s}));
    }

    void othersAreNotConcerned()
    {
        GuessBrake brake;
        for (int i = 0; i < 10; ++i)
            brake.fail(m_forger, kStart);
        QCOMPARE(brake.fail(QHostAddress(u"192.0.2.67"_s), kStart), Duration(250));
    }

    void timeHeals()
    {
        GuessBrake brake;
        for (int i = 0; i < 100; ++i)
            brake.fail(m_forger, kStart);
        QCOMPARE(brake.fail(m_forger, kStart + 9s), Duration(2000));
        QCOMPARE(brake.fail(m_forger, kStart + 30s), Duration(500));
        QCOMPARE(brake.fail(m_forger, kStart + 10min), Duration(250));
    }

    void aHundredThousandForgedProofsGainNothing()
    {
        const QByteArray secret = protocol::randomBytes(protocol::kSecretBytes);
        const SessionId id = SessionId::generate();
        GuessBrake brake;
        QByteArray forged = protocol::randomBytes(protocol::kProofBytes);
        for (quint32 i = 0; i < 100'000; ++i) {
            const QByteArray nonce = protocol::randomBytes(protocol::kNonceBytes);
            const QByteArray right = protocol::resumeProof(secret, id, nonce);
            QVERIFY(!protocol::equalInConstantTime(forged, right));
            // Half of the guesses come from one address, the others from many addresses.
            const QHostAddress peer = i % 2 ? m_forger : QHostAddress(0x0a000000U + i);
            QVERIFY(brake.fail(peer, kStart) <= GuessBrake::kLongestDelay);
            forged = right; // guessing this one for the next nonce is as good as guessing any other
        }
        QVERIFY(brake.networkCount() <= 10'000);
        QCOMPARE(brake.fail(m_forger, kStart), GuessBrake::kLongestDelay);
    }
};

HOLDLINE_TEST(TestGuessBrake)

} // namespace holdline::tst_guessbrake

#include "tst_guessbrake.moc"
