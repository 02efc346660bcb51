// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionmemory.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sessionmemory {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {
const WallTime kNoon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h};
const speech::Reminder kTea{u"Your tea is ready."_s, kNoon + 3min};
const speech::Reminder kBus{u"The bus leaves."_s, kNoon + 1min};
} // namespace

class TestSessionMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheReminderThatIsDueFirst()
    {
        const speech::Memory memory{.facts = {}, .reminders = {kTea, kBus}};
        QCOMPARE(nextReminder(memory), std::optional(kBus));
        QCOMPARE(nextReminder(without(memory, kBus)), std::optional(kTea));
    }

    void nothingToRemindOf() { QVERIFY(!nextReminder({})); }
};

HOLDLINE_TEST(TestSessionMemory)

} // namespace holdline::tst_sessionmemory

#include "tst_sessionmemory.moc"
