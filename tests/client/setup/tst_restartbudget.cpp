// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/restartbudget.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_restartbudget {

using namespace client;
using namespace std::chrono_literals;

class TestRestartBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesUpAtTheThirdDeathWithinThirtySeconds()
    {
        RestartBudget budget;
        const Instant start{1h};
        QCOMPARE(budget.died(start), 250ms);
        QCOMPARE(budget.died(start + 15s), 500ms);
        QCOMPARE(budget.died(start + 30s), std::nullopt);
    }

    void neverGivesUpWhenDeathsAreRare()
    {
        RestartBudget budget;
        Instant now{1h};
        QCOMPARE(budget.died(now), 250ms);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(budget.died(now += 16s), 500ms);
        QCOMPARE(budget.died(now += 31s), 250ms);
    }

    void startsAnewAfterReset()
    {
        RestartBudget budget;
        const Instant now{1h};
        budget.died(now);
        budget.died(now);
        budget.reset();
        QCOMPARE(budget.died(now), 250ms);
    }
};

HOLDLINE_TEST(TestRestartBudget)

} // namespace holdline::tst_restartbudget

#include "tst_restartbudget.moc"
