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

speech::MemoryChange remind(const speech::Reminder &reminder)
{
    speech::MemoryChange change;
    change.remind = reminder;
    return change;
}
} // namespace

class TestSessionMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersAndForgets()
    {
        speech::Memory memory;
        memory.facts = {{u"name"_s, u"Ada"_s}, {u"locker"_s, u"41"_s}};
        speech::MemoryChange change;
        change.remember = {{u"locker"_s, u"42"_s}};
        change.forget = {u"name"_s};
        memory = changed(memory, change);
        QCOMPARE(memory.facts, (QHash<QString, QString>{{u"locker"_s, u"42"_s}}));
    }

    void collectsReminders()
    {
        speech::Memory memory = changed({}, remind(kTea));
        memory = changed(memory, remind(kBus));
        QCOMPARE(memory.reminders, (QList{kTea, kBus}));
        QCOMPARE(nextReminder(memory), std::optional(kBus));
        QCOMPARE(nextReminder(without(memory, kBus)), std::optional(kTea));
    }

    void aNewReminderSurvivesTheCancellingOfOldOnes()
    {
        const speech::Memory memory = changed({}, remind(kBus));
        speech::MemoryChange change;
        change.cancelReminders = true;
        QCOMPARE(changed(memory, change).reminders, QList<speech::Reminder>());
        change.remind = kTea;
        QCOMPARE(changed(memory, change).reminders, QList{kTea});
    }

    void nothingToRemindOf() { QVERIFY(!nextReminder({})); }
};

HOLDLINE_TEST(TestSessionMemory)

} // namespace holdline::tst_sessionmemory

#include "tst_sessionmemory.moc"
