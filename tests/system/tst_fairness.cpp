// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack/trial.h"

#include <QTest>

#include <algorithm>

using namespace holdline;
using namespace holdline::attack;
using namespace Qt::StringLiterals;

namespace {

// What the issue allows: half as long again, and so much memory beyond what sessions may hold.
constexpr double kRatio = 1.5;
constexpr qint64 kMemory = Trial::kHeldMemory + 64 * 1024 * 1024;
// A typed question is answered in some 30 ms, of which a machine that does something else at that
// moment takes as many again. Attacks that starve anybody cost seconds.
constexpr double kNoise = 50; // ms

} // namespace

/// What one client sends costs the others at most their fair share of time and memory: the real
/// server, a hostile client of each kind, and a neighbour who asks in peace first and then again.
class TestFairness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNeighbourIsAnsweredBeside_data()
    {
        QTest::addColumn<int>("number");
        for (int number = 0; number < allScenes().size(); ++number)
            QTest::newRow(qPrintable(allScenes()[number].name)) << number;
    }

    /// Of three tries the best counts: a server that starves its clients does so each time, other
    /// programs on this machine do not. Memory counts each time.
    void aNeighbourIsAnsweredBeside()
    {
        QFETCH(int, number);
        constexpr int kTries = 3;
        Trial trial(allScenes()[number]);
        const auto prepared = trial.prepare();
        QVERIFY2(prepared, qPrintable(prepared ? QString() : prepared.error()));
        bool isFair = false;
        QString seen;
        for (int i = 0; i < kTries && !isFair; ++i) {
            const auto run = trial.run();
            QVERIFY2(run, qPrintable(run ? QString() : run.error()));
            const Trial::Figures &figures = run.value();
            const QString words =
                u"%1 ms instead of %2 ms, %3 MB more"_s.arg(figures.attacked, 0, 'f', 0)
                    .arg(figures.quiet, 0, 'f', 0)
                    .arg(figures.grown / 1024 / 1024);
            qInfo("%s", qPrintable(words));
            QVERIFY2(figures.grown < kMemory, qPrintable(words));
            isFair = figures.attacked <= std::max(kRatio * figures.quiet, figures.quiet + kNoise);
            seen += words + u"; "_s;
        }
        QVERIFY2(isFair, qPrintable(seen));
    }
};

QTEST_GUILESS_MAIN(TestFairness)
#include "tst_fairness.moc"
