// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/builtinresponder.h"

#include "support/manualclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace holdline;
using namespace holdline::speech;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Saturday, 21 November 2026, 09:05 UTC.
const WallTime kNow = testing::ManualClock().wallTime() + 5min;

Prompt promptFor(const QString &text)
{
    Prompt prompt;
    prompt.text = text;
    prompt.now = kNow;
    return prompt;
}

struct Heard
{
    QString text;
    MemoryChange change;
    qsizetype pieces = 0;
};

Heard ask(const Prompt &prompt)
{
    BuiltinResponder responder;
    Heard heard;
    const auto answer = responder.respond(prompt);
    bool finished = false;
    QObject::connect(answer.get(), &Answer::textAdded, answer.get(), [&](const QString &text) {
        heard.text += text;
        ++heard.pieces;
    });
    QObject::connect(answer.get(), &Answer::finished, answer.get(),
                     [&](const MemoryChange &change) {
                         heard.change = change;
                         finished = true;
                     });
    if (!QTest::qWaitFor([&] { return finished; }))
        QTest::qFail("the answer has not finished", __FILE__, __LINE__);
    return heard;
}

QString answerTo(const QString &text)
{
    return ask(promptFor(text)).text;
}

void rows(std::initializer_list<std::pair<const char *, const char *>> questions)
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("answer");
    for (const auto &[question, answer] : questions)
        QTest::newRow(question) << QString::fromUtf8(question) << QString::fromUtf8(answer);
}

} // namespace

class TestBuiltinResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTimeAndDate_data()
    {
        rows({{"What time is it", "It is 9:05 in the morning."},
              {"what time is it?", "It is 9:05 in the morning."},
              {"What is the time", "It is 9:05 in the morning."},
              {"um what's the time please", "It is 9:05 in the morning."},
              {"Can you tell me what time it is?", "It is 9:05 in the morning."},
              {"Tell me the time", "It is 9:05 in the morning."},
              {"what is time", "It is 9:05 in the morning."},
              {"What day is it", "Today is Saturday, November 21, 2026."},
              {"What's today's date?", "Today is Saturday, November 21, 2026."},
              {"what is the date today", "Today is Saturday, November 21, 2026."},
              {"what day is tomorrow", "Tomorrow is Sunday, November 22, 2026."},
              {"What day was yesterday", "Yesterday was Friday, November 20, 2026."},
              {"what day of the week is it", "Today is Saturday, November 21, 2026."},
              {"What year is it", "It is the year 2026."},
              {"what month is it", "It is November."}});
    }

    void tellsTimeAndDate() { compareRow(); }

    void tellsTheTimeOfTheUsersClock_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("answer");
        QTest::newRow("west, the night before") << -10 * 3600 << u"It is 11:05 in the evening."_s;
        QTest::newRow("noon") << 2 * 3600 + 55 * 60 << u"It is noon."_s;
        QTest::newRow("midnight") << 14 * 3600 + 55 * 60 << u"It is midnight."_s;
        QTest::newRow("a full hour")
            << 5 * 3600 + 55 * 60 << u"It is 3 o'clock in the afternoon."_s;
    }

    void tellsTheTimeOfTheUsersClock()
    {
        QFETCH(int, offset);
        Prompt prompt = promptFor(u"what time is it"_s);
        prompt.utcOffsetSeconds = offset;
        QTEST(ask(prompt).text, "answer");
    }

    void calculates_data()
    {
        rows({{"What is twelve plus thirty", "12 plus 30 is 42."},
              {"what is twelve times seven?", "12 times 7 is 84."},
              {"3.5 plus 4", "3.5 plus 4 is 7.5."},
              {"What's 2 + 3 * 4?", "2 plus 3 times 4 is 14."},
              {"(2+3)*4", "( 2 plus 3 ) times 4 is 20."},
              {"10-4", "10 minus 4 is 6."},
              {"how much is one hundred and five minus five", "105 minus 5 is 100."},
              {"what is to plus for", "2 plus 4 is 6."},
              {"what is two times two", "2 times 2 is 4."},
              {"what is ten divided by four", "10 divided by 4 is 2.5."},
              {"what is ten divided by three", "10 divided by 3 is about 3.3333."},
              {"what is five divided by zero", "Nothing can be divided by zero."},
              {"1/0", "Nothing can be divided by zero."},
              {"what is the square root of eighty one", "The square root of 81 is 9."},
              {"the square root of minus four", "A negative number has no real square root."},
              {"what is ten percent of fifty", "10 percent of 50 is 5."},
              {"what is two to the power of ten", "2 to the power of 10 is 1,024."},
              {"seven squared", "7 squared is 49."},
              {"9999999 * 9999999", "9,999,999 times 9,999,999 is 99,999,980,000,001."},
              {"10 ^ 30", "10 to the power of 30 is about 1 nonillion."},
              {"10 ^ 10 ^ 10", "That is too large for me to calculate."},
              {"Why is one hundred minus five", "100 minus 5 is 95."},
              {"one is twelve times seven", "12 times 7 is 84."},
              {"um what is uh twelve plus thirty please", "12 plus 30 is 42."}});
    }

    void calculates() { compareRow(); }

    void repeats_data()
    {
        rows({{"Repeat after me the line is back", "The line is back."},
              {"repeat after me: The Line is BACK!", "The Line is BACK."},
              {"say hello world", "Hello world."},
              {"Please say what time is it", "What time is it."},
              {"could you say good night please", "Good night."},
              {"repeat after me",
               "Tell me what to repeat, like this: repeat after me, the line is back."}});
    }

    void repeats() { compareRow(); }

    void spells_data()
    {
        rows({{"Spell the word connection", "Connection is spelled C, O, N, N, E, C, T, I, O, N."},
              {"spell holdline", "Holdline is spelled H, O, L, D, L, I, N, E."},
              {"How do you spell cat?", "Cat is spelled C, A, T."},
              {"how is tea spelled", "Tea is spelled T, E, A."},
              {"spell", "Tell me which word to spell."},
              {"spell ?!", "Tell me which word to spell."}});
    }

    void spells() { compareRow(); }

    void makesSmallTalk_data()
    {
        rows({{"Hello", "Hello. What can I do for you?"},
              {"hey", "Hello. What can I do for you?"},
              {"Good morning!", "Hello. What can I do for you?"},
              {"thank you very much", "You are welcome."},
              {"What is your name", "I am Holdline, your assistant on a line that comes back."},
              {"can you hear me", "Yes, I can hear you."},
              {"Are you still there?", "Yes, I can hear you."},
              {"goodbye", "Goodbye."}});
    }

    void makesSmallTalk() { compareRow(); }

    void admitsWhatItCannotDo_data()
    {
        QTest::addColumn<QString>("question");
        for (const char *question :
             {"Who wrote Faust?", "what is the meaning of life", "tell me a joke", "what is love",
              "forty two", "((((((((", "\xE4\xBD\xA0\xE5\xA5\xBD", "the time was right", "- - - -",
              "I need to set the table", "Remember"})
            QTest::newRow(question) << QString::fromUtf8(question);
        QTest::newRow("endless brackets") << QString(5000, u'(');
        QTest::newRow("endless minus signs") << u"1 "_s + u"- "_s.repeated(2400) + u"1"_s;
        QTest::newRow("5000 letters") << QString(5000, u'a');
        QTest::newRow("5000 digits") << QString(5000, u'9');
        QTest::newRow("2500 words") << u"a "_s.repeated(2500);
    }

    void admitsWhatItCannotDo()
    {
        QFETCH(QString, question);
        const Heard heard = ask(promptFor(question));
        QVERIFY2(heard.text.contains(u"no language model is configured"_s), qPrintable(heard.text));
        QCOMPARE(heard.change, MemoryChange());
    }

    void saysWhenThereWereNoWords() { QCOMPARE(answerTo(u"  "_s), u"I did not hear any words."_s); }

    void helpsSentenceBySentence()
    {
        for (const QString &question : {u"What can you do"_s, u"help!"_s, u"can you help me"_s}) {
            const Heard heard = ask(promptFor(question));
            QVERIFY(heard.pieces >= 4);
            QVERIFY(heard.text.startsWith(u"I can tell you the time and the date. I can "_s));
        }
    }

    void tellsWhatWasSaidBefore_data()
    {
        rows({{"What did I say before", "You said: What time is it."},
              {"what did i just ask you?", "You said: What time is it."},
              {"what was my last question", "You said: What time is it."},
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
        expected.remind = Reminder{reminder, kNow + after};
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

    void saysNothingBeforeTheEventLoopComesBy()
    {
        BuiltinResponder responder;
        const auto answer = responder.respond(promptFor(u"help"_s));
        QSignalSpy added(answer.get(), &Answer::textAdded);
        QCOMPARE(added.size(), 0);
        QVERIFY(added.wait());
    }

    void isSilentOnceItIsGivenUp()
    {
        BuiltinResponder responder;
        auto answer = responder.respond(promptFor(u"help"_s));
        int pieces = 0;
        connect(answer.get(), &Answer::textAdded, this, [&] {
            ++pieces;
            answer.reset();
        });
        QTRY_COMPARE(pieces, 1);
        QCOMPARE(ask(promptFor(u"hello"_s)).pieces, 2);
        QCOMPARE(pieces, 1);
    }

private:
    static void compareRow()
    {
        QFETCH(QString, question);
        QTEST(answerTo(question), "answer");
    }

    static Memory memoryOfThree()
    {
        Memory memory;
        memory.facts = {{u"my locker number"_s, u"42"_s},
                        {u"my favorite color"_s, u"green"_s},
                        {u"my keys"_s, u"in the drawer"_s}};
        return memory;
    }
};

QTEST_GUILESS_MAIN(TestBuiltinResponder)
#include "tst_builtinresponder.moc"
