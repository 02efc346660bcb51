// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/connectionguard.h"
#include "support/testcase.h"

#include <QTest>

#include <queue>
#include <random>

namespace holdline::tst_connectionguard {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Instant kStart{1000h};

bool isAdmitted(const ConnectionGuard::Verdict &verdict)
{
    return std::holds_alternative<ConnectionGuard::Admit>(verdict);
}

/// Obedient clients come back when they are told to; if the connection is closed without an answer,
/// they come back after a time of their own. Other clients come again and again at their own pace.
/// Time passes only in this class.
class Street
{
public:
    explicit Street(ConnectionGuard::Limits limits) : m_guard(limits) { }

    /// Adds `count` obedient clients at one address, all of which connect at `start`.
    void addObedient(int count, const QHostAddress &home, Instant start)
    {
        for (int i = 0; i < count; ++i)
            m_arrivals.push({start, home, true});
        m_outside += count;
    }
    /// Adds a client that connects `perSecond` times per second and ignores the answers.
    void addHammerer(const QHostAddress &address, int perSecond)
    {
        for (int i = 0; i < perSecond; ++i)
            m_arrivals.push({kStart + i * Duration(1000) / perSecond, address, false});
    }

    /// When the last obedient client was let in, counted from the start; nullopt if one is not in
    /// after `patience`.
    std::optional<Duration> allIn(Duration patience)
    {
        while (m_outside > 0) {
            const Arrival arrival = m_arrivals.top();
            m_arrivals.pop();
            if (arrival.at > kStart + patience)
                return std::nullopt;
            arrive(arrival);
        }
        return std::chrono::ceil<Duration>(m_lastIn - kStart);
    }
    int knocks() const { return m_knocks; }

private:
    struct Arrival
    {
        Instant at;
        QHostAddress peer;
        bool isObedient;
        bool operator<(const Arrival &other) const { return at > other.at; }
    };

    void arrive(const Arrival &arrival)
    {
        const auto verdict = m_guard.arrive(arrival.peer, arrival.at);
        if (!arrival.isObedient) {
            m_arrivals.push({arrival.at + 1s, arrival.peer, false});
            return;
        }
        ++m_knocks;
        if (isAdmitted(verdict)) {
            --m_outside;
            m_lastIn = arrival.at;
        } else if (const auto *later = std::get_if<ConnectionGuard::TurnAway>(&verdict)) {
            // The answer has whole milliseconds, and both ways take some time.
            m_arrivals.push({arrival.at + std::chrono::ceil<Duration>(later->place - arrival.at)
                                 + Duration(std::uniform_int_distribution(1, 40)(m_random)),
                             arrival.peer, true});
        } else {
            m_arrivals.push({arrival.at + 2s, arrival.peer, true});
        }
    }

    ConnectionGuard m_guard;
    std::priority_queue<Arrival> m_arrivals;
    std::mt19937 m_random{7};
    int m_outside = 0;
    int m_knocks = 0;
    Instant m_lastIn{};
};

} // namespace

class TestConnectionGuard : public QObject
{
    Q_OBJECT

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
            const auto verdict = guard.arrive(peer, now);
            ++(isAdmitted(verdict)                                          ? tally.admitted
                   : std::holds_alternative<ConnectionGuard::Drop>(verdict) ? tally.dropped
                                                                            : tally.turnedAway);
        }
        return tally;
    }

private Q_SLOTS:
    void letsAFewInAtOnceThenTurnsAwayThenHangsUp()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        const Tally tally = arrive(guard, 1000, m_home, kStart);
        QCOMPARE(tally.admitted, 30);
        QCOMPARE(tally.turnedAway, 300); // the connections that 30 s admit
        QCOMPARE(tally.dropped, 670);
    }

    void othersAreNotConcerned()
    {
        ConnectionGuard guard({.perSecond = 100, .perAddress = 10});
        arrive(guard, 100'000, m_home, kStart);
        QVERIFY(isAdmitted(guard.arrive(m_office, kStart)));
    }

    void allTogetherAreLimitedToo()
    {
        ConnectionGuard guard({.perSecond = 100, .perAddress = 10});
        int admitted = 0;
        for (quint32 i = 0; i < 3500; ++i)
            admitted += isAdmitted(guard.arrive(QHostAddress(0xc6336400U + i), kStart));
        QCOMPARE(admitted, 300);
        QVERIFY(!isAdmitted(guard.arrive(m_office, kStart)));
        QVERIFY(isAdmitted(guard.arrive(m_office, kStart + 3s)));
    }

    void everybodyIsGivenAPlaceOfTheirOwn()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        arrive(guard, 30, m_home, kStart);
        for (int i = 1; i <= 50; ++i) {
            const auto verdict = guard.arrive(m_home, kStart);
            const auto *later = std::get_if<ConnectionGuard::TurnAway>(&verdict);
            QVERIFY(later);
            QVERIFY(later->place == kStart + i * 100ms);
        }
        for (int i = 1; i <= 50; ++i)
            QVERIFY(isAdmitted(guard.arrive(m_home, kStart + i * 100ms)));
    }

    void placesThatNobodyTakesAreForgotten()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        arrive(guard, 1000, m_home, kStart);
        QCOMPARE(arrive(guard, 100, m_home, kStart + 40s).admitted, 30);
    }

    void whoObeysIsInWhenTheRateAllows_data()
    {
        QTest::addColumn<int>("clients");
        QTest::addColumn<int>("perSecond");
        QTest::addColumn<int>("perAddress");
        QTest::newRow("100 clients of one address") << 100 << 500 << 20;
        QTest::newRow("300 clients, 40/s in all") << 300 << 40 << 40;
        QTest::newRow("500 clients of one address") << 500 << 500 << 20;
        QTest::newRow("2000 clients, more than the queue is long") << 2000 << 500 << 20;
    }

    void whoObeysIsInWhenTheRateAllows()
    {
        QFETCH(int, clients);
        QFETCH(int, perSecond);
        QFETCH(int, perAddress);
        Street street({.perSecond = perSecond, .perAddress = perAddress});
        street.addObedient(clients, m_home, kStart);
        const auto allIn = street.allIn(5min);
        QVERIFY(allIn);
        const auto expected = 1s * (clients - 3 * perAddress) / double(perAddress);
        QVERIFY2(*allIn >= 0.8 * expected && *allIn <= 1.2 * expected,
                 qPrintable(u"%1 ms"_s.arg(allIn->count())));
    }

    /// No client is turned away often, either.
    void whoObeysKnocksTwice()
    {
        Street street({});
        street.addObedient(100, m_home, kStart);
        QVERIFY(street.allIn(1min));
        QVERIFY2(street.knocks() <= 160, qPrintable(QString::number(street.knocks())));
    }

    void whoComesMeanwhileDoesNotMakeItLonger()
    {
        Street street({});
        for (int i = 0; i < 20; ++i)
            street.addObedient(20, m_home, kStart + i * 100ms);
        const auto allIn = street.allIn(5min);
        QVERIFY(allIn);
        const auto expected = 1s * (400 - 60) / 20.0;
        QVERIFY2(*allIn <= 1.2 * expected, qPrintable(u"%1 ms"_s.arg(allIn->count())));
    }

    void strangersWhoHammerPushNobodyBack()
    {
        Street street({.perSecond = 200, .perAddress = 20});
        for (int i = 0; i < 5; ++i)
            street.addHammerer(QHostAddress(0xcb007100U + static_cast<quint32>(i)), 2000);
        street.addObedient(100, m_home, kStart + 2s);
        const auto allIn = street.allIn(1min);
        QVERIFY(allIn);
        QVERIFY2(*allIn - 2s <= 1.2 * 2s, qPrintable(u"%1 ms"_s.arg(allIn->count())));
    }

    void whoInsistsGetsNoMoreThanTheRate()
    {
        ConnectionGuard guard({.perSecond = 1000, .perAddress = 10});
        int admitted = 0;
        for (Instant now = kStart; now < kStart + 60s; now += 10ms)
            admitted += isAdmitted(guard.arrive(m_home, now));
        QVERIFY(admitted <= 30 + 600);
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

HOLDLINE_TEST(TestConnectionGuard)

} // namespace holdline::tst_connectionguard

#include "tst_connectionguard.moc"
