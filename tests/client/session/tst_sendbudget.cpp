// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/sendbudget.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sendbudget {

using namespace client;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow{1h};

/// Keeps the queue full for `time`, while `bytes` bytes leave in each 50 ms.
void drain(SendBudget &budget, qint64 bytes, Duration time, Instant from = kNow)
{
    budget.queued(from);
    for (Instant now = from; now < from + time; now += 50ms)
        budget.left(bytes, 1, now + 50ms);
}

} // namespace

class TestSendBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatLeavesInASecond()
    {
        SendBudget budget;
        QCOMPARE(budget.bytes(), SendBudget::kInitial);
        drain(budget, 2000, 2s);
        QCOMPARE(budget.bytes(), qint64(40'000));
    }

    void keepsWithinItsLimits()
    {
        SendBudget slow;
        drain(slow, 100, 2s);
        QCOMPARE(slow.bytes(), SendBudget::kLeast);
        SendBudget fast;
        drain(fast, 1'000'000, 2s);
        QCOMPARE(fast.bytes(), SendBudget::kMost);
    }

    void followsALineThatGetsSlower()
    {
        SendBudget budget;
        drain(budget, 10'000, 2s);
        QCOMPARE(budget.bytes(), qint64(200'000));
        drain(budget, 2000, 250ms, kNow + 2s);
        QCOMPARE(budget.bytes(), qint64(120'000));
        drain(budget, 2000, 5s, kNow + 3s);
        QVERIFY(budget.bytes() < 41'000);
    }

    void burstsThatAreGoneAtOnceTellNothing()
    {
        SendBudget budget;
        Instant now = kNow;
        for (int i = 0; i < 100; ++i, now += 100ms) {
            budget.queued(now);
            budget.left(3232, 0, now + 1ms);
        }
        QCOMPARE(budget.bytes(), SendBudget::kInitial);
    }

    void bytesThatNobodyQueuedTellNothing()
    {
        SendBudget budget;
        budget.left(1'000'000, 0, kNow);
        budget.left(1'000'000, 0, kNow + 1s);
        QCOMPARE(budget.bytes(), SendBudget::kInitial);
    }
};

HOLDLINE_TEST(TestSendBudget)

} // namespace holdline::tst_sendbudget

#include "tst_sendbudget.moc"
