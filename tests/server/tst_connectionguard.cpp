// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connectionguard.h"

#include <QTest>

using namespace holdline;
using namespace holdline::server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Verdict = ConnectionGuard::Verdict;

class TestConnectionGuard : public QObject
{
    Q_OBJECT

    static constexpr Instant kStart{1000h};
    const QHostAddress m_home{u"192.0.2.1"_s};
    const QHostAddress m_office{u"2001:db8::7"_s};

    struct Tally
    {
        int admitted = 0;
        int turnedAway = 0;
        int dropped = 0;
    };
    static Tally arrive(ConnectionGuard &guard, int count, const QHostAddress &peer, Instant now)
    {
        Tally tally;
        for (int i = 0; i < count; ++i) {
            switch (guard.arrive(peer, now)) {
            case Verdict::Admit:
                ++tally.admitted;
                break;
            case Verdict::TurnAway:
                ++tally.turnedAway;
                break;
            case Verdict::Drop:
                ++tally.dropped;
                break;
            }
        }
        return tally;
    }

private Q_SLOTS:
    void letsAFewInAtOnceThenTurnsAwayThenHangsUp()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        const Tally tally = arrive(guard, 100, m_home, kStart);
        QCOMPARE(tally.admitted, 30);
        QCOMPARE(tally.turnedAway, 10);
        QCOMPARE(tally.dropped, 60);
    }

    void othersAreNotConcerned()
    {
        ConnectionGuard guard({.perSecond = 100, .perAddress = 10});
        arrive(guard, 100'000, m_home, kStart);
        QCOMPARE(guard.arrive(m_office, kStart), Verdict::Admit);
    }

    void allTogetherAreLimitedToo()
    {
        ConnectionGuard guard({.perSecond = 100, .perAddress = 10});
        int admitted = 0;
        for (quint32 i = 0; i < 5000; ++i)
            admitted += guard.arrive(QHostAddress(0xc6336400U + i), kStart) == Verdict::Admit;
        QCOMPARE(admitted, 300);
        QVERIFY(guard.arrive(m_office, kStart) != Verdict::Admit);
        QCOMPARE(guard.arrive(m_office, kStart + 3s), Verdict::Admit);
    }

    void whoWaitsAsToldGetsIn()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        arrive(guard, 100, m_home, kStart);
        const Duration wait = guard.wait(m_home, kStart);
        QVERIFY(wait >= 1s && wait < 3s);
        QCOMPARE(guard.arrive(m_home, kStart + wait), Verdict::Admit);
        QCOMPARE(guard.wait(m_office, kStart), Duration(1s));
    }

    void whoInsistsStaysOutside()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        arrive(guard, 100, m_home, kStart);
        for (Instant now = kStart; now < kStart + 60s; now += 50ms)
            QVERIFY(guard.arrive(m_home, now) != Verdict::Admit);
    }

    void aProxyOnThisMachineMayBringEverybody()
    {
        ConnectionGuard guard({.perSecond = 100, .perAddress = 10});
        const Tally tally = arrive(guard, 1000, QHostAddress::LocalHost, kStart);
        QCOMPARE(tally.admitted, 300);
    }

    void remembersNoMoreThanItMust()
    {
        ConnectionGuard guard({});
        for (quint32 i = 0; i < 200'000; ++i)
            guard.arrive(QHostAddress(0x0a000000U + i), kStart + i * 10ms);
        QVERIFY2(guard.networkCount() < 100, qPrintable(QString::number(guard.networkCount())));
        ConnectionGuard stormed({.perSecond = 1'000'000});
        for (quint32 i = 0; i < 200'000; ++i)
            stormed.arrive(QHostAddress(0x0a000000U + i), kStart);
        QCOMPARE(stormed.networkCount(), 10'000U);
    }
};

QTEST_APPLESS_MAIN(TestConnectionGuard)
#include "tst_connectionguard.moc"
