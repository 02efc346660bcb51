// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/explorer.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_exactlyonce {

using namespace testing;
using namespace Qt::StringLiterals;

class TestExactlyOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // HOLDLINE_SOAK=1 adds larger bounds.
    void everythingArrivesOnceWhateverHappens_data()
    {
        QTest::addColumn<Bounds>("bounds");
        QTest::newRow("two cuts and a crash of the server")
            << Bounds{.items = 2, .cuts = 2, .crashes = 1};
        QTest::newRow("a cut, a crash of the server and a new client process")
            << Bounds{.items = 1, .cuts = 1, .crashes = 1, .restarts = 1};
        QTest::newRow("two cuts with a store that commits at once")
            << Bounds{.items = 2, .cuts = 2, .crashes = 0, .memoryStore = true};
        if (!qEnvironmentVariableIsSet("HOLDLINE_SOAK"))
            return;
        QTest::newRow("two cuts and two crashes of the server")
            << Bounds{.items = 2, .cuts = 2, .crashes = 2};
        QTest::newRow("a cut, a crash of the server and a new client process, two items")
            << Bounds{.items = 2, .cuts = 1, .crashes = 1, .restarts = 1};
    }

    void everythingArrivesOnceWhateverHappens()
    {
        QFETCH(Bounds, bounds);
        const Exploration found = explore(World(bounds, {}));
        qInfo("%lld states, %lld transitions", found.states, found.transitions);
        QVERIFY2(found.fault.isEmpty(), qPrintable(told(found)));
        QVERIFY(found.states > 10'000);
    }

    // Shows that the model detects mistakes; otherwise its silence would prove nothing.
    void catchesAnOwnerThat_data()
    {
        QTest::addColumn<Mistakes>("mistakes");
        QTest::addColumn<Bounds>("bounds");
        QTest::addColumn<QString>("fault");
        const Bounds cut{.items = 2, .cuts = 1, .crashes = 0};
        const Bounds crash{.items = 2, .cuts = 1, .crashes = 1};
        const Bounds restart{.items = 2, .cuts = 1, .crashes = 0, .restarts = 1};
        const Bounds memory{.items = 2, .cuts = 1, .crashes = 0, .memoryStore = true};
        const auto lost = u"the server lost, doubled or reordered an item"_s;
        const auto lostByClient = u"the client lost, doubled or reordered an item"_s;
        const auto toldTooEarly = u"the client was told of something that is not durable"_s;
        const auto forgot = u"the client forgot an item too early"_s;
        const auto turnedAway = u"a client that had lost nothing was turned away"_s;

        QTest::newRow("acknowledges before the commit")
            << Mistakes{.ackBeforeCommit = true} << crash << toldTooEarly;
        QTest::newRow("welcomes with what is not durable")
            << Mistakes{.tellsArrived = true} << crash << toldTooEarly;
        QTest::newRow("commits the effect before the cursor")
            << Mistakes{.effectBeforeCursor = true} << crash << lost;
        QTest::newRow("commits the cursor before the effect")
            << Mistakes{.cursorBeforeEffect = true} << crash << forgot;
        QTest::newRow("sends before the log is durable")
            << Mistakes{.sendsBeforeLog = true} << crash << lostByClient;
        QTest::newRow("counts items, and welcomes with what is durable")
            << Mistakes{.countsItems = true} << cut << lost;
        QTest::newRow("counts items, and hears the line that was taken over")
            << Mistakes{.countsItems = true, .hearsOldLines = true} << memory << lost;
        QTest::newRow("lets a late resume of an older line take over")
            << Mistakes{.obeysOldLines = true} << cut << turnedAway;
        QTest::newRow("forgets an epoch that a client comes back from")
            << Mistakes{.forgetsEpochs = true}
            << Bounds{.items = 1, .cuts = 2, .crashes = 0, .restarts = 1} << lost;
        QTest::newRow("sends in a new epoch before its history is complete")
            << Mistakes{.sendsBeforeHistory = true} << restart << forgot;
    }

    void catchesAnOwnerThat()
    {
        QFETCH(Mistakes, mistakes);
        QFETCH(Bounds, bounds);
        QFETCH(QString, fault);
        const Exploration found = explore(World(bounds, mistakes));
        qInfo("%lld states\n%s", found.states, qPrintable(told(found)));
        QCOMPARE(found.fault, fault);
    }

    // Item numbers and the fence against old connections protect from the same mistakes; each is
    // enough alone.
    void toleratesAnOwnerThat_data()
    {
        QTest::addColumn<Mistakes>("mistakes");
        QTest::addColumn<Bounds>("bounds");
        QTest::newRow("hears the line that was taken over, since items are numbered")
            << Mistakes{.hearsOldLines = true} << Bounds{.items = 1, .cuts = 2, .crashes = 1};
        QTest::newRow("counts items, since old lines are fenced and all is durable at once")
            << Mistakes{.countsItems = true}
            << Bounds{.items = 2, .cuts = 2, .crashes = 0, .memoryStore = true};
        QTest::newRow("forgets an epoch that a client comes back from, since texts have ids")
            << Mistakes{.forgetsEpochs = true, .knowsTexts = true}
            << Bounds{.items = 1, .cuts = 2, .crashes = 0, .restarts = 1};
    }

    void toleratesAnOwnerThat()
    {
        QFETCH(Mistakes, mistakes);
        QFETCH(Bounds, bounds);
        const Exploration found = explore(World(bounds, mistakes));
        qInfo("%lld states, %lld transitions", found.states, found.transitions);
        QVERIFY2(found.fault.isEmpty(), qPrintable(told(found)));
    }

private:
    static QString told(const Exploration &found)
    {
        return found.fault + u"\n  "_s + QString::fromLatin1(found.trace.join("\n  "));
    }
};

HOLDLINE_TEST(TestExactlyOnce)

} // namespace holdline::tst_exactlyonce

#include "tst_exactlyonce.moc"
