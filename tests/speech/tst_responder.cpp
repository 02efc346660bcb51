// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/responder.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_responder {

using namespace speech;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const WallTime kNoon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h};
const Reminder kTea{u"Your tea is ready."_s, kNoon + 3min};
const Reminder kBus{u"The bus leaves."_s, kNoon + 1min};

const MemoryChange kNothing{};
const MemoryChange kRememberLocker{
    .remember = {{u"locker"_s, u"42"_s}}, .forget = {}, .remind = {}, .cancelReminders = false};
const MemoryChange kForgetLocker{
    .remember = {}, .forget = {u"locker"_s}, .remind = {}, .cancelReminders = false};
const MemoryChange kRemindOfTea{
    .remember = {}, .forget = {}, .remind = {kTea}, .cancelReminders = false};
const MemoryChange kCancel{.remember = {}, .forget = {}, .remind = {}, .cancelReminders = true};

} // namespace

/// Tests what answers change in the memory of a session.
class TestResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesTheMemory()
    {
        const Memory memory{.facts = {{u"name"_s, u"Ada"_s}, {u"locker"_s, u"41"_s}},
                            .reminders = {kBus}};
        QCOMPARE(changed(memory, kNothing), memory);
        QCOMPARE(changed(memory, kRememberLocker).facts.value(u"locker"_s), u"42"_s);
        QCOMPARE(changed(memory, kForgetLocker).facts.keys(), QStringList{u"name"_s});
        QCOMPARE(changed(memory, kRemindOfTea).reminders, (QList{kBus, kTea}));
        QCOMPARE(changed(memory, kCancel).reminders, QList<Reminder>());
    }

    void aSumOfChangesDoesWhatTheyDoOneAfterTheOther()
    {
        const QList<MemoryChange> changes{kNothing, kRememberLocker, kForgetLocker, kRemindOfTea,
                                          kCancel};
        const Memory memory{.facts = {{u"locker"_s, u"41"_s}}, .reminders = {kBus}};
        for (const MemoryChange &first : changes) {
            for (const MemoryChange &second : changes) {
                for (const MemoryChange &third : changes) {
                    MemoryChange sum = first;
                    sum.add(second);
                    sum.add(third);
                    QCOMPARE(changed(memory, sum),
                             changed(changed(changed(memory, first), second), third));
                }
            }
        }
    }
};

HOLDLINE_TEST(TestResponder)

} // namespace holdline::tst_responder

#include "tst_responder.moc"
