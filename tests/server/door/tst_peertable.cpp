// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/peertable.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_peertable {

using namespace server;
using namespace Qt::StringLiterals;

class TestPeerTable : public QObject
{
    Q_OBJECT

    static PeerNetwork number(quint32 n) { return networkOf(QHostAddress(n)); }
    static bool never(int) { return false; }

private Q_SLOTS:
    void knowsWhatBelongsTogether_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("together");
        QTest::newRow("one address") << u"192.0.2.1"_s << u"192.0.2.1"_s << true;
        QTest::newRow("two addresses") << u"192.0.2.1"_s << u"192.0.2.2"_s << false;
        QTest::newRow("IPv4 within IPv6") << u"192.0.2.1"_s << u"::ffff:192.0.2.1"_s << true;
        QTest::newRow("one network") << u"2001:db8:1:2::1"_s << u"2001:db8:1:2:3:4:5:6"_s << true;
        QTest::newRow("two networks") << u"2001:db8:1:2::1"_s << u"2001:db8:1:3::1"_s << false;
        QTest::newRow("this machine") << u"127.0.0.1"_s << u"::1"_s << true;
        QTest::newRow("this machine by another number") << u"127.0.0.1"_s << u"127.1.2.3"_s << true;
        QTest::newRow("this machine in IPv6") << u"127.0.0.1"_s << u"::ffff:127.0.0.1"_s << true;
        QTest::newRow("nobody") << u"127.0.0.1"_s << u"::"_s << false;
    }

    void knowsWhatBelongsTogether()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        const PeerNetwork first = networkOf(QHostAddress(one));
        const PeerNetwork second = networkOf(QHostAddress(other));
        QTEST(first == second, "together");
        QCOMPARE(isThisMachine(first), one.startsWith(u"127."));
        QVERIFY(!isThisMachine(networkOf(QHostAddress(u"2001:db8::1"_s))));
    }

    void forgetsWhatWasLongestUnused()
    {
        PeerTable<int> table(3);
        for (quint32 n = 1; n <= 3; ++n)
            table.use(number(n), never) = static_cast<int>(n);
        QCOMPARE(table.use(number(1), never), 1);
        table.use(number(4), never) = 4;
        QVERIFY(!table.find(number(2)));
        QCOMPARE(*table.find(number(1)), 1);
        for (quint32 n = 0; n < 100'000; ++n)
            table.use(number(n), never);
        QCOMPARE(table.size(), 3U);
    }

    void forgetsWhatIsOver()
    {
        PeerTable<int> table(100);
        for (quint32 n = 0; n < 50; ++n)
            table.use(number(n), never) = n < 20 ? 0 : 1;
        const auto isOver = [](int value) { return value == 0; };
        for (quint32 n = 100; n < 140; ++n)
            table.use(number(n), isOver) = 1;
        QCOMPARE(table.size(), 70U);
        QVERIFY(!table.find(number(19)));
        QVERIFY(table.find(number(20)));
    }

    void aCrowdHoldsUpOnlyItself_data()
    {
        QTest::addColumn<QStringList>("addresses");
        QTest::addColumn<int>("leaves"); ///< removed when there are too many
        QTest::addColumn<int>("isNext");
        const auto row = [](const char *name, const QStringList &addresses, int leaves, int next) {
            QTest::newRow(name) << addresses << leaves << next;
        };
        const QString crowd = u"192.0.2.1"_s;
        const QString other = u"192.0.2.2"_s;
        row("one", {crowd}, 0, 0);
        row("a crowd alone", {crowd, crowd, crowd}, 0, 0);
        row("one before a crowd", {other, crowd, crowd}, 1, 0);
        row("one behind a crowd", {crowd, crowd, other}, 0, 2);
        row("of one network of IPv6", {u"2001:db8::1"_s, other, u"2001:db8::2"_s}, 0, 1);
    }

    void aCrowdHoldsUpOnlyItself()
    {
        QFETCH(QStringList, addresses);
        const auto network = [](const QString &address) {
            return networkOf(QHostAddress(address));
        };
        QTEST(static_cast<int>(oldestOfTheLargestNetwork(addresses, network) - addresses.begin()),
              "leaves");
        QTEST(static_cast<int>(oldestOfTheSmallestNetwork(addresses, network) - addresses.begin()),
              "isNext");
    }
};

HOLDLINE_TEST(TestPeerTable)

} // namespace holdline::tst_peertable

#include "tst_peertable.moc"
