// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/pollingnetworkwatch.h"

#include "support/manualclock.h"
#include "support/testcase.h"

#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_pollingnetworkwatch {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Pace = NetworkWatch::Pace;

namespace {

const NetworkPort kLoopback{u"lo"_s, true, {QHostAddress(QHostAddress::LocalHost)}};
const NetworkPort kCable{u"eth0"_s, false, {QHostAddress(u"192.0.2.7"_s)}};

/// A computer with a network that the test plugs and unplugs.
struct Rig
{
    ManualClock clock;
    QList<NetworkPort> ports{kLoopback, kCable};
    Duration asleep{};
    PollingNetworkWatch watch{
        clock, nullptr, {[this] { return ports; }, [this] { return asleep; }}};
    QSignalSpy changes{&watch, &NetworkWatch::changed};
    QSignalSpy wakes{&watch, &NetworkWatch::woke};

    void lookAfter(Duration time)
    {
        clock.advance(time);
        watch.look();
    }
};

} // namespace

class TestPollingNetworkWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatChanges_data()
    {
        QTest::addColumn<QList<NetworkPort>>("ports");
        const NetworkPort moved{u"eth0"_s, false, {QHostAddress(u"192.0.2.8"_s)}};
        const NetworkPort bare{u"eth0"_s, false, {}};
        QTest::newRow("unplugged") << QList{kLoopback};
        QTest::newRow("another address") << QList{kLoopback, moved};
        QTest::newRow("no address") << QList{kLoopback, bare};
        QTest::newRow("another interface")
            << QList{kLoopback, kCable, NetworkPort{u"wlan0"_s, false, {}}};
    }

    void tellsWhatChanges()
    {
        QFETCH(QList<NetworkPort>, ports);
        Rig rig;
        rig.watch.setPace(Pace::Keen);
        rig.lookAfter(250ms);
        QCOMPARE(rig.changes.count(), 0);
        rig.ports = ports;
        rig.lookAfter(250ms);
        rig.lookAfter(250ms);
        QCOMPARE(rig.changes.count(), 1);
        rig.ports = {kLoopback, kCable};
        rig.lookAfter(250ms);
        QCOMPARE(rig.changes.count(), 2);
    }

    void looksByItself_data()
    {
        QTest::addColumn<Pace>("pace");
        QTest::newRow("calmly") << Pace::Calm;
        QTest::newRow("keenly") << Pace::Keen;
    }

    void looksByItself()
    {
        QFETCH(Pace, pace);
        Rig rig;
        rig.watch.setPace(pace);
        rig.ports = {kLoopback};
        QVERIFY(rig.changes.wait(3 * PollingNetworkWatch::kCalm.count()));
    }

    void looksNoMoreWhenItIsOff()
    {
        Rig rig;
        rig.watch.setPace(Pace::Keen);
        rig.watch.setPace(Pace::Off);
        rig.ports = {kLoopback};
        QVERIFY(!rig.changes.wait(2 * PollingNetworkWatch::kKeen.count()));
        rig.watch.setPace(Pace::Keen); // changes meanwhile are not reported
        rig.lookAfter(250ms);
        QCOMPARE(rig.changes.count(), 0);
    }

    void knowsWhatIsWithinReach()
    {
        Rig rig;
        QVERIFY(rig.watch.isOnline());
        QVERIFY(rig.watch.holds(QHostAddress(u"192.0.2.7"_s)));
        QVERIFY(rig.watch.holds(QHostAddress(QHostAddress::LocalHost)));
        QVERIFY(!rig.watch.holds(QHostAddress(u"192.0.2.8"_s)));
        rig.ports = {kLoopback};
        QVERIFY2(!rig.watch.isOnline(), "this computer alone is no network");
        QVERIFY(!rig.watch.holds(QHostAddress(u"192.0.2.7"_s)));
    }

    void knowsAnAddressInEveryNotation()
    {
        Rig rig;
        rig.ports = {NetworkPort{
            u"eth0"_s, false, {QHostAddress(u"fe80::1%eth0"_s), QHostAddress(u"192.0.2.7"_s)}}};
        QVERIFY(rig.watch.holds(QHostAddress(u"fe80::1%2"_s)));
        QVERIFY(rig.watch.holds(QHostAddress(u"::ffff:192.0.2.7"_s)));
    }

    void wakesWithTheComputer_data()
    {
        QTest::addColumn<int>("late");
        QTest::addColumn<int>("asleep");
        QTest::addColumn<bool>("wakes");
        QTest::newRow("awake") << 250 << 0 << false;
        QTest::newRow("a busy second") << 1000 << 0 << false;
        QTest::newRow("the clock stood still meanwhile") << 250 << 60000 << true;
        QTest::newRow("the clock went on meanwhile") << 60000 << 0 << true;
    }

    void wakesWithTheComputer()
    {
        QFETCH(int, late);
        QFETCH(int, asleep);
        QFETCH(bool, wakes);
        Rig rig;
        rig.asleep = 5h; // earlier
        rig.watch.setPace(Pace::Keen);
        rig.asleep += Duration(asleep);
        rig.lookAfter(Duration(late));
        QCOMPARE(rig.wakes.count(), wakes ? 1 : 0);
        rig.lookAfter(250ms);
        QCOMPARE(rig.wakes.count(), wakes ? 1 : 0);
    }

    void seesThisComputer()
    {
        Clock clock;
        PollingNetworkWatch watch(clock);
        QVERIFY(watch.holds(QHostAddress(QHostAddress::LocalHost)));
        QVERIFY(PollingNetworkWatch::Sources::ofSystem().timeAsleep() >= 0ms);
    }
};

HOLDLINE_TEST(TestPollingNetworkWatch)

} // namespace holdline::tst_pollingnetworkwatch

#include "tst_pollingnetworkwatch.moc"
