// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/tools.h"

#include "support/builtinanswers.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_tools {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Tests the skills as functions that a language model calls.
class TestTools : public QObject
{
    Q_OBJECT

    static Prompt prompt()
    {
        Prompt prompt = promptFor(u"what the user said"_s);
        prompt.memory = {.facts = {{u"my seat"_s, u"42"_s}},
                         .reminders = {{u"The bus leaves."_s, kNow + 10min}}};
        return prompt;
    }

private Q_SLOTS:
    void answersTheModel_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char *name, const char *arguments, const char *answer) {
            QTest::addRow("%s %s", name, arguments)
                << QString::fromUtf8(name) << QString::fromUtf8(arguments)
                << QString::fromUtf8(answer);
        };
        row("tell_time", "{}", "Saturday, 21 November 2026, 09:05:00");
        row("tell_time", "", "Saturday, 21 November 2026, 09:05:00");
        row("calculate", R"x({"expression":"12 * (3 + 4)"})x", "12 times ( 3 plus 4 ) is 84.");
        row("calculate", R"({"expression":"twelve divided by zero"})",
            "Nothing can be divided by zero.");
        row("calculate", R"({"expression":"love"})",
            "Error: this cannot be calculated. Use numbers, + - * / ^ and brackets.");
        row("calculate", "{}",
            "Error: this cannot be calculated. Use numbers, + - * / ^ and brackets.");
        row("list_reminders", "{}", "In 10 minutes: The bus leaves.");
        row("forget", R"({"subject":"my shoe size"})", "I remember nothing about your shoe size.");
        row("remember", "{}", "Error: give a subject.");
        row("set_reminder", "{}", "Error: give seconds from 1 to 86400, or at as HH:MM.");
        row("set_reminder", R"({"seconds":0})",
            "Error: give seconds from 1 to 86400, or at as HH:MM.");
        row("set_reminder", R"({"seconds":1e300})",
            "Error: give seconds from 1 to 86400, or at as HH:MM.");
        row("set_reminder", R"({"seconds":"soon"})",
            "Error: give seconds from 1 to 86400, or at as HH:MM.");
        row("set_reminder", R"({"at":"25:00"})",
            "Error: give seconds from 1 to 86400, or at as HH:MM.");
        row("call_a_taxi", "{}",
            "Error: there is no such tool. There are tell_time, calculate, set_reminder, "
            "list_reminders, cancel_reminders, remember, forget.");
        row("tell_time", "{", "Error: the arguments are not a JSON object.");
        row("tell_time", "[]", "Error: the arguments are not a JSON object.");
        row("tell_time", "7", "Error: the arguments are not a JSON object.");
    }

    void answersTheModel()
    {
        QFETCH(QString, name);
        QFETCH(QString, arguments);
        const SkillAnswer answer = callTool(name, arguments, prompt());
        QTEST(answer.text, "answer");
        QCOMPARE(answer.change, MemoryChange());
    }

    void setsReminders_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<Duration>("after");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("a timer") << uR"({"seconds":600})"_s << Duration(10min)
                                 << u"Your timer for 10 minutes is up."_s;
        QTest::newRow("a number as text")
            << uR"({"seconds":"90","sentence":"tea"})"_s << Duration(90s) << u"Tea."_s;
        QTest::newRow("another language") << uR"({"seconds":60,"sentence":"Der Tee ist fertig!"})"_s
                                          << Duration(1min) << u"Der Tee ist fertig!"_s;
        QTest::newRow("at a time of day")
            << uR"({"at":"12:05","sentence":"Lunch."})"_s << Duration(2h) << u"Lunch."_s;
        QTest::newRow("tomorrow") << uR"({"at":"9:05","sentence":"Up."})"_s << Duration(23h)
                                  << u"Up."_s;
    }

    void setsReminders()
    {
        QFETCH(QString, arguments);
        QFETCH(Duration, after);
        QFETCH(QString, sentence);
        Prompt asked = prompt();
        asked.utcOffsetSeconds = 3600;
        const SkillAnswer answer = callTool(u"set_reminder"_s, arguments, asked);
        MemoryChange expected;
        expected.remind = {{sentence, kNow + after}};
        QCOMPARE(answer.change, expected);
        QVERIFY(answer.text.startsWith(u"It is set and due in "_s));
    }

    void setsNoReminderAgainInAnAnswerThatGoesOn()
    {
        const QString arguments = uR"({"seconds":600,"sentence":"Tea."})"_s;
        Prompt asked = prompt();
        asked.memory = changed(asked.memory, callTool(u"set_reminder"_s, arguments, asked).change);
        QCOMPARE(asked.memory.reminders.size(), 2);

        Prompt goesOn = asked;
        goesOn.askedAt = asked.now;
        goesOn.now = asked.now + 20s;
        const SkillAnswer again = callTool(u"set_reminder"_s, arguments, goesOn);
        QVERIFY(again.text.startsWith(u"It is set"_s));
        QCOMPARE(again.change, MemoryChange());

        Prompt later = asked;
        later.now = asked.now + 20s; // the user asks for a second one
        QCOMPARE(callTool(u"set_reminder"_s, arguments, later).change.remind.size(), 1);
    }

    void cancelsReminders()
    {
        QVERIFY(callTool(u"cancel_reminders"_s, {}, prompt()).change.cancelReminders);
    }

    void remembersAndForgets()
    {
        MemoryChange expected;
        expected.remember = {{u"my locker number"_s, u"7"_s}};
        QCOMPARE(callTool(u"remember"_s, uR"({"subject":"My locker number","value":7})"_s, prompt())
                     .change,
                 expected);
        MemoryChange forgotten;
        forgotten.forget = {u"my seat"_s};
        QCOMPARE(callTool(u"forget"_s, uR"({"subject":"my seat"})"_s, prompt()).change, forgotten);
        QCOMPARE(callTool(u"forget"_s, uR"({"subject":"everything"})"_s, prompt()).change,
                 forgotten);
    }

    void keepsItsLimits()
    {
        const QString endless(5000, u'x');
        const QString arguments = uR"({"seconds":60,"sentence":"%1"})"_s.arg(endless);
        QCOMPARE(callTool(u"set_reminder"_s, arguments, prompt()).change, MemoryChange());
        const QString fact = uR"({"subject":"%1"})"_s.arg(endless);
        QCOMPARE(callTool(u"remember"_s, fact, prompt()).change, MemoryChange());
    }
};

HOLDLINE_TEST(TestTools)

} // namespace holdline::tst_tools

#include "tst_tools.moc"
