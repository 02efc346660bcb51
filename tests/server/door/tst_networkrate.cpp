// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "server/door/networkrate.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_networkrate {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Instant kStart{1000h};
const QHostAddress kOffice(u"203.0.113.7"_s);
const QHostAddress kNeighbour(u"203.0.113.8"_s);

/// What the network pays at once for messages that arrive in this order.
constexpr MessageRate::Cost kText =
    MessageRate::ofRead(100) + MessageRate::kPerFrame + MessageRate::kPerAnswer;

} // namespace

class TestNetworkRate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSpentStaysSpentWhenTheConnectionEnds()
    {
        NetworkRates rates;
        rates.of(kOffice, kStart)->charge(1min, kStart); // nobody keeps this connection
        QVERIFY(rates.of(kOffice, kStart)->pause(kStart) > 10s);
        QCOMPARE(rates.of(kNeighbour, kStart)->pause(kStart), 0ms);
    }

    void addressesOfOneNetworkSpendTogether()
    {
        NetworkRates rates;
        rates.of(QHostAddress(u"2001:db8::1"_s), kStart)->charge(1min, kStart);
        QVERIFY(rates.of(QHostAddress(u"2001:db8::2"_s), kStart)->pause(kStart) > 10s);
    }

    void thisMachineHasNoLimit()
    {
        NetworkRates rates;
        QVERIFY(!rates.of(QHostAddress(QHostAddress::LocalHost), kStart));
        QVERIFY(!rates.of(QHostAddress(QHostAddress::LocalHostIPv6), kStart));
        QCOMPARE(rates.networkCount(), 0U);
    }

    /// Each connection sends a message whenever it is read. Then another one takes its place.
    void aFloodCostsNoMoreThanTheRateHoweverManyConnectionsItHas_data()
    {
        QTest::addColumn<int>("connections");
        QTest::newRow("one at a time") << 1;
        QTest::newRow("a hundred at a time") << 100;
    }
    void aFloodCostsNoMoreThanTheRateHoweverManyConnectionsItHas()
    {
        QFETCH(int, connections);
        constexpr auto kTime = 10min;
        NetworkRates rates;
        std::vector<Instant> nextReads(static_cast<std::size_t>(connections), kStart);
        MessageRate::Cost spent{0};
        for (Instant now = kStart; now < kStart + kTime; now += 1ms) {
            for (Instant &next : nextReads) {
                if (next > now)
                    continue;
                const auto rate = rates.of(kOffice, now);
                rate->charge(kText, now);
                spent += kText;
                next = now + rate->pause(now);
            }
        }
        const auto allowed =
            NetworkRate::kPerSecond * (kTime + NetworkRate::kBurst) + (connections + 1) * kText;
        QVERIFY(spent <= allowed);
        QVERIFY(spent > allowed * 9 / 10); // and it is not locked out either
    }

    void manyMaySpeakAtTheSameTime()
    {
        constexpr int kClients = 70;
        constexpr qint64 kItemBytes = 2 * protocol::kCaptureItemSamples;
        NetworkRates rates;
        for (Instant now = kStart; now < kStart + 5min; now += 100ms) {
            for (int i = 0; i < kClients; ++i) {
                const auto rate = rates.of(kOffice, now);
                rate->charge(MessageRate::ofRead(kItemBytes) + MessageRate::kPerFrame, now);
                rate->chargeSound(
                    MessageRate::ofSound(protocol::kCaptureItemSamples, protocol::kMicRate), now);
            }
            QCOMPARE(rates.of(kOffice, now)->pause(now), 0ms);
        }
    }

    void manyMayComeBackAtTheSameTime()
    {
        constexpr int kClients = 100;
        constexpr int kMessages = 2; // a call, and the wish for voices
        NetworkRates rates;
        for (int i = 0; i < kClients; ++i) {
            for (int message = 0; message < kMessages; ++message)
                rates.of(kOffice, kStart)->charge(kText, kStart);
        }
        QVERIFY(rates.of(kOffice, kStart)->pause(kStart) < 3s);
    }

    void whoWaitsIsReadOneAfterAnother()
    {
        NetworkRate rate;
        rate.charge(1min, kStart);
        const Duration first = rate.pause(kStart);
        QCOMPARE(rate.pause(kStart), first + NetworkRate::kPlace);
        QCOMPARE(rate.pause(kStart + 5ms), first + 2 * NetworkRate::kPlace - 5ms);
    }

    void whoWaitsIsReadAgain()
    {
        NetworkRate rate;
        rate.charge(1min, kStart);
        const Duration pause = rate.pause(kStart);
        QVERIFY(pause > 0ms);
        QVERIFY(NetworkRate(rate).pause(kStart + pause - 1ms) > 0ms);
        QCOMPARE(NetworkRate(rate).pause(kStart + pause), 0ms);
    }

    void networksThatHavePaidAreForgotten()
    {
        NetworkRates rates;
        for (quint32 n = 1; n <= 1000; ++n)
            rates.of(QHostAddress(n), kStart)->charge(kText, kStart);
        QCOMPARE(rates.networkCount(), 1000U);
        for (quint32 n = 1001; n <= 2000; ++n)
            rates.of(QHostAddress(n), kStart + 1min);
        QVERIFY(rates.networkCount() < 10);
    }

    void aNetworkThatIsConnectedIsNotForgotten()
    {
        NetworkRates rates;
        const auto held = rates.of(kOffice, kStart);
        for (quint32 n = 1; n <= 1000; ++n)
            rates.of(QHostAddress(n), kStart + 1min);
        held->charge(1min, kStart + 1min);
        QVERIFY(rates.of(kOffice, kStart + 1min)->pause(kStart + 1min) > 10s);
    }
};

HOLDLINE_TEST(TestNetworkRate)

} // namespace holdline::tst_networkrate

#include "tst_networkrate.moc"
