// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builtinanswers.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_memoryskills {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The skills that depend on what was said before and on what the session remembers.
class TestMemorySkills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatWasSaidBefore_data()
    {
        rows({{"What did I say before", "You said: What time is it."},
              {"what did i just ask you?", "You said: What time is it."},
              {"what was my last question", "You said: What time is it."},
              {"One was my last question", "You said: What time is it."},
              {"what did I say first", "First you said: Hello."},
              {"What did you say?", "It is noon."},
              {"say that again", "It is noon."}});
    }

    void tellsWhatWasSaidBefore()
    {
        QFETCH(QString, question);
        Prompt prompt = promptFor(question);
        prompt.context = {{Role::User, u"Hello"_s, kNow},
                          {Role::Assistant, u"Hello."_s, kNow},
                          {Role::User, u"What time is it"_s, kNow},
                          {Role::Assistant, u"It is noon."_s, kNow}};
        QTEST(ask(prompt).text, "answer");
    }

    void saysThatNothingWasSaidBefore()
    {
        QCOMPARE(answerTo(u"what did i say"_s), u"You have not said anything before this."_s);
        QCOMPARE(answerTo(u"what did you say"_s), u"I have not said anything yet."_s);
    }

    void remembersFacts_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("answer");
        const auto row = [](const QString &request, const QString &key, const QString &value,
                            const QString &answer) {
            QTest::newRow(qPrintable(request)) << request << key << value << answer;
        };
        row(u"Remember that my locker number is forty two"_s, u"my locker number"_s, u"42"_s,
            u"I will remember: Your locker number is 42."_s);
        row(u"remember that my favorite color is green"_s, u"my favorite color"_s, u"green"_s,
            u"I will remember: Your favorite color is green."_s);
        row(u"Please remember my dog's name is Rex."_s, u"my dog's name"_s, u"Rex"_s,
            u"I will remember: Your dog's name is Rex."_s);
        row(u"remember that my keys are in the drawer"_s, u"my keys"_s, u"in the drawer"_s,
            u"I will remember: Your keys are in the drawer."_s);
        row(u"don't forget that I am allergic to nuts"_s, u"i am allergic to nuts"_s, u""_s,
            u"I will remember: You are allergic to nuts."_s);
    }

    void remembersFacts()
    {
        QFETCH(QString, request);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const Heard heard = ask(promptFor(request));
        QTEST(heard.text, "answer");
        MemoryChange expected;
        expected.remember = {{key, value}};
        QCOMPARE(heard.change, expected);
    }

    void recallsFacts_data()
    {
        rows({{"What is my locker number?", "Your locker number is 42."},
              {"what's my locker number", "Your locker number is 42."},
              {"do you know what my locker number is", "Your locker number is 42."},
              {"tell me my locker number", "Your locker number is 42."},
              {"why is my favorite color", "Your favorite color is green."},
              {"what is my favourite color", "Your favorite color is green."},
              {"where are my keys", "Your keys are in the drawer."},
              {"what is my age", "You have not told me your age yet."},
              {"what do you remember",
               "Your favorite color is green. Your keys are in the drawer. Your locker number is "
               "42."}});
    }

    void recallsFacts()
    {
        QFETCH(QString, question);
        Prompt prompt = promptFor(question);
        prompt.memory = memoryOfThree();
        const Heard heard = ask(prompt);
        QTEST(heard.text, "answer");
        QCOMPARE(heard.change, MemoryChange());
    }

    void forgetsFacts()
    {
        Prompt prompt = promptFor(u"forget my locker number"_s);
        prompt.memory = memoryOfThree();
        Heard heard = ask(prompt);
        QCOMPARE(heard.text, u"I have forgotten your locker number."_s);
        QCOMPARE(heard.change.forget, QList{u"my locker number"_s});

        prompt.text = u"Forget everything."_s;
        heard = ask(prompt);
        QCOMPARE(heard.text, u"I have forgotten everything."_s);
        QCOMPARE(heard.change.forget.size(), 3);

        prompt.text = u"forget my birthday"_s;
        heard = ask(prompt);
        QCOMPARE(heard.text, u"I remember nothing about your birthday."_s);
        QCOMPARE(heard.change, MemoryChange());

        QCOMPARE(answerTo(u"forget everything"_s), u"There is nothing to forget."_s);
        QCOMPARE(answerTo(u"what do you remember"_s),
                 u"You have not asked me to remember anything."_s);
    }

    void remembersAHundredThingsAtMost()
    {
        Prompt prompt = promptFor(u"remember that my car is red"_s);
        for (int i = 0; i < 100; ++i)
            prompt.memory.facts.insert(u"my thing %1"_s.arg(i), u"x"_s);
        const Heard heard = ask(prompt);
        QVERIFY(heard.text.startsWith(u"I cannot remember more than 100 things."_s));
        QCOMPARE(heard.change, MemoryChange());
    }

    void keepsAHundredRemindersAtMost()
    {
        for (const QString &request :
             {u"set a timer for ten seconds"_s, u"remind me in ten minutes to call Anna"_s}) {
            Prompt prompt = promptFor(request);
            for (int i = 0; i < 99; ++i)
                prompt.memory.reminders.append({u"Tea!"_s, kNow + 1h});
            QVERIFY(ask(prompt).change.remind.size() == 1);
            prompt.memory.reminders.append({u"Tea!"_s, kNow + 1h});
            const Heard heard = ask(prompt);
            QCOMPARE(
                heard.text,
                u"I cannot keep more than 100 timers and reminders. Tell me to cancel them."_s);
            QCOMPARE(heard.change, MemoryChange());
        }
    }

    void remembersNothingEndless_data()
    {
        QTest::addColumn<QString>("request");
        QTest::newRow("a note") << u"remember that "_s + u"word "_s.repeated(300);
        QTest::newRow("a fact") << u"remember that my pin is "_s + u"1 "_s.repeated(600);
        QTest::newRow("a reminder")
            << u"remind me in five minutes to "_s + u"wait "_s.repeated(300);
    }

    void remembersNothingEndless()
    {
        QFETCH(QString, request);
        const Heard heard = ask(promptFor(request));
        QCOMPARE(heard.text, u"That is too long for me to remember. Tell me in fewer words."_s);
        QCOMPARE(heard.change, MemoryChange());
    }

    void setsTimersAndReminders_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<Duration>("after");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("reminder");
        const auto row = [](const QString &request, Duration after, const QString &answer,
                            const QString &reminder) {
            QTest::newRow(qPrintable(request)) << request << after << answer << reminder;
        };
        row(u"Set a timer for ten seconds"_s, 10s, u"The timer is set for 10 seconds."_s,
            u"Your timer for 10 seconds is up."_s);
        row(u"um can you set a timer for for minutes please"_s, 4min,
            u"The timer is set for 4 minutes."_s, u"Your timer for 4 minutes is up."_s);
        row(u"start a 30-second timer"_s, 30s, u"The timer is set for 30 seconds."_s,
            u"Your timer for 30 seconds is up."_s);
        row(u"set a diner for ten seconds"_s, 10s, u"The timer is set for 10 seconds."_s,
            u"Your timer for 10 seconds is up."_s);
        row(u"timer 90s"_s, 90s, u"The timer is set for 1 minute and 30 seconds."_s,
            u"Your timer for 1 minute and 30 seconds is up."_s);
        row(u"Remind me in five minutes to call Anna."_s, 5min,
            u"I will remind you in 5 minutes to call Anna."_s,
            u"You asked me to remind you to call Anna."_s);
        row(u"remind me to water my plants in half an hour"_s, 30min,
            u"I will remind you in 30 minutes to water your plants."_s,
            u"You asked me to remind you to water your plants."_s);
        row(u"remind me in one minute"_s, 1min, u"I will remind you in 1 minute."_s,
            u"This is your reminder."_s);
    }

    void setsTimersAndReminders()
    {
        QFETCH(QString, request);
        QFETCH(Duration, after);
        QFETCH(QString, reminder);
        const Heard heard = ask(promptFor(request));
        QTEST(heard.text, "answer");
        MemoryChange expected;
        expected.remind = {{reminder, kNow + after}};
        QCOMPARE(heard.change, expected);
    }

    void refusesTimersThatItCannotKeep_data()
    {
        rows({{"set a timer", "Tell me how long, like this: set a timer for ten seconds."},
              {"set a timer for zero seconds",
               "I can wait for one second at least and for 24 hours at most."},
              {"set a timer for 99999999999999 hours",
               "I can wait for one second at least and for 24 hours at most."},
              {"remind me to call Anna",
               "Tell me after how long, like this: remind me in five minutes to call Anna."},
              {"cancel the timer", "There is no timer and no reminder to cancel."},
              {"how much time is left", "There is no timer running."}});
    }

    void refusesTimersThatItCannotKeep()
    {
        QFETCH(QString, question);
        const Heard heard = ask(promptFor(question));
        QTEST(heard.text, "answer");
        QCOMPARE(heard.change, MemoryChange());
    }

    void cancelsTimersAndTellsWhatIsLeft()
    {
        Prompt prompt = promptFor(u"cancel the timer"_s);
        prompt.memory.reminders = {{u"Your timer is up."_s, kNow + 70s}};
        Heard heard = ask(prompt);
        QCOMPARE(heard.text, u"Cancelled."_s);
        QVERIFY(heard.change.cancelReminders);

        prompt.text = u"how much time is left"_s;
        QCOMPARE(ask(prompt).text, u"1 minute and 10 seconds left."_s);
    }

private:
    static Memory memoryOfThree()
    {
        Memory memory;
        memory.facts = {{u"my locker number"_s, u"42"_s},
                        {u"my favorite color"_s, u"green"_s},
                        {u"my keys"_s, u"in the drawer"_s}};
        return memory;
    }
};

HOLDLINE_TEST(TestMemorySkills)

} // namespace holdline::tst_memoryskills

#include "tst_memoryskills.moc"
