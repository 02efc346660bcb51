// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/chaos.h"
#include "model/simulation.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_simulation {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSmallWindow = 1000;
constexpr qint64 kWindow = 1024 * 1024;

/// Runs a short conversation with text and sound in both directions, within a call, and then lets
/// it settle.
/// Returns the fault; empty if there is none.
QString converse(Simulation &simulation)
{
    simulation.beginCall(true);
    simulation.setPause(30);
    for (int i = 0; i < 4; ++i) {
        simulation.type(20);
        simulation.speak(80);
        simulation.say(80, i == 3);
        simulation.round();
    }
    const bool isSettled = simulation.settle();
    if (!simulation.broken().isEmpty())
        return simulation.broken();
    return isSettled ? QString() : u"something was never delivered or acknowledged"_s;
}

uint numberFrom(const char *variable, uint otherwise)
{
    bool ok = false;
    const uint number = qEnvironmentVariable(variable).toUInt(&ok);
    return ok ? number : otherwise;
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesACutAfterEveryByte_data()
    {
        QTest::addColumn<qint64>("window");
        QTest::addColumn<QList<qsizetype>>("more");
        QTest::addColumn<int>("stride");
        QTest::newRow("one cut") << kWindow << QList<qsizetype>{} << 1;
        QTest::newRow("one cut, small window") << kSmallWindow << QList<qsizetype>{} << 3;
        QTest::newRow("one item at a time") << qint64(1) << QList<qsizetype>{} << 3;
        QTest::newRow("and between resume and welcome") << kWindow << QList<qsizetype>{300} << 3;
        QTest::newRow("and three times in the replay")
            << kWindow << QList<qsizetype>{700, 700, 700} << 3;
    }

    void survivesACutAfterEveryByte()
    {
        QFETCH(qint64, window);
        QFETCH(QList<qsizetype>, more);
        QFETCH(int, stride);
        Simulation uncut(window);
        QCOMPARE(converse(uncut), QString());
        QVERIFY(uncut.carriedBytes() > 500);
        for (qsizetype byte = 0; byte <= uncut.carriedBytes(); byte += stride) {
            Simulation simulation(window);
            simulation.cutLinesAfter(QList{byte} + more);
            const QString fault = converse(simulation);
            QVERIFY2(fault.isEmpty(), qPrintable(u"byte %1: %2"_s.arg(byte).arg(fault)));
        }
        qInfo("%lld bytes", uncut.carriedBytes());
    }

    void survivesACrashInEveryWrite_data()
    {
        QTest::addColumn<bool>("isComplete");
        QTest::addColumn<QList<qsizetype>>("cuts");
        QTest::newRow("that is lost") << false << QList<qsizetype>{};
        QTest::newRow("that is complete") << true << QList<qsizetype>{};
        QTest::newRow("that is lost, after a cut") << false << QList<qsizetype>{700};
        QTest::newRow("that is complete, after a cut") << true << QList<qsizetype>{700};
    }

    void survivesACrashInEveryWrite()
    {
        QFETCH(bool, isComplete);
        QFETCH(QList<qsizetype>, cuts);
        Simulation unharmed(kWindow);
        QCOMPARE(converse(unharmed), QString());
        QVERIFY(unharmed.storeWrites() > 5);
        for (int write = 1; write <= unharmed.storeWrites(); ++write) {
            Simulation simulation(kWindow);
            simulation.cutLinesAfter(cuts);
            simulation.crashInWrite(write, isComplete);
            const QString fault = converse(simulation);
            QVERIFY2(fault.isEmpty(), qPrintable(u"write %1: %2"_s.arg(write).arg(fault)));
        }
        qInfo("%d writes", unharmed.storeWrites());
    }

    // HOLDLINE_SEEDS sets the number of seeds and HOLDLINE_SEED the first one.
    void survivesAnything()
    {
        const uint first = numberFrom("HOLDLINE_SEED", 1);
        const uint seeds = numberFrom("HOLDLINE_SEEDS", 100);
        testing::Outcome sum;
        for (uint seed = first; seed < first + seeds; ++seed) {
            const testing::Outcome outcome = runChaos(seed);
            QVERIFY2(outcome.fault.isEmpty(),
                     qPrintable(u"HOLDLINE_SEED=%1: %2"_s.arg(seed).arg(outcome.fault)));
            sum.items += outcome.items;
            sum.cuts += outcome.cuts;
            sum.crashes += outcome.crashes;
            sum.restarts += outcome.restarts;
        }
        qInfo("%u seeds from %u: %d items, %d cuts, %d crashes, %d restarts of the client", seeds,
              first, sum.items, sum.cuts, sum.crashes, sum.restarts);
    }
};

HOLDLINE_TEST(TestSimulation)

} // namespace holdline::tst_simulation

#include "tst_simulation.moc"
