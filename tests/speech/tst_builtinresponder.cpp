// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/builtinresponder.h"

#include "support/builtinanswers.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>
#include <limits>

namespace holdline::tst_builtinresponder {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBuiltinResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnBehindWhatItHasSaid_data()
    {
        QTest::addColumn<qsizetype>("said");
        const QString whole = answerTo(u"what can you do"_s);
        for (qsizetype said = 0; said <= whole.size(); said += 7)
            QTest::addRow("%d characters", static_cast<int>(said)) << said;
        QTest::newRow("all") << whole.size();
    }

    void goesOnBehindWhatItHasSaid()
    {
        QFETCH(qsizetype, said);
        const QString whole = answerTo(u"what can you do"_s);
        Prompt prompt = promptFor(u"what can you do"_s);
        prompt.prefix = whole.left(said);
        QCOMPARE(ask(prompt).text, whole.mid(said));
    }

    void endsAnAnswerThatWouldGoOnDifferently()
    {
        Prompt prompt = promptFor(u"remember that my locker number is 42"_s);
        prompt.prefix = u"Something else"_s;
        const Heard heard = ask(prompt);
        QCOMPARE(heard.text, QString());
        QVERIFY(!heard.change.remember.isEmpty());
    }

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
        QVERIFY2(heard.text.startsWith(u"I do not know that."_s), qPrintable(heard.text));
        for (const QString &skill :
             {u"time"_s, u"timers"_s, u"remember"_s, u"calculate"_s, u"spell"_s})
            QVERIFY2(heard.text.contains(skill), qPrintable(heard.text));
        QCOMPARE(heard.change, MemoryChange());
    }

    void workGrowsWithTheLengthOfARequestAndNotFaster_data()
    {
        QTest::addColumn<QString>("begin");
        QTest::addColumn<QString>("repeated");
        QTest::addColumn<QString>("end");
        const auto row = [](const char *begin, const char *repeated, const char *end = "") {
            QTest::addRow("%s%s…%s", begin, repeated, end)
                << QString::fromUtf8(begin) << QString::fromUtf8(repeated)
                << QString::fromUtf8(end);
        };
        row("", "the quick brown fox ");
        row("remember ", ".", "x");
        row("remember ", "a is ", "b");
        row("forget ", "a is ", "b");
        row("", "please, ", "x");
        row("", "um, can you ");
        row("", "please ", "please");
        row("", "(");
        row("", "- ", "1");
        row("1", ",000");
        row("", "2 ^ ", "2");
        row("what is ", "1 + ", "1 =");
        row("set a timer for ", "two thousand ");
        row("set a timer for ", "1 point 1 hundred ");
        row("cancel ", "the timer and ", "x");
        row("how long ", "left right ", "x");
        row("remind me to ", "wait one thousand and one ");
        row("thanks", " for for", " x");
        row("what did i say", " just now", " x");
        row("spell ", "a, ", "spelled x");
        row("repeat after me ", "a.", "b");
        row("repeat after me ", "'.'", "b");
        row("repeat after me ", "(.(", "b");
        row("what is ", "my ", "name");
        row("tell me ", "what is ", "x");
    }

    void workGrowsWithTheLengthOfARequestAndNotFaster()
    {
        QFETCH(QString, begin);
        QFETCH(QString, repeated);
        QFETCH(QString, end);
        Prompt prompt;
        prompt.memory.facts.insert(u"my locker number"_s, u"42"_s);
        BuiltinResponder responder;
        const auto timeFor = [&](qsizetype length) {
            prompt.text = begin + repeated.repeated(length / repeated.size()) + end;
            std::clock_t least = std::numeric_limits<std::clock_t>::max();
            for (int i = 0; i < 5; ++i) {
                const std::clock_t before = std::clock(); // processor time, not wall time
                (void)responder.respond(prompt);
                least = std::min(least, std::clock() - before);
            }
            return static_cast<qint64>(least);
        };
        timeFor(100); // patterns are made when they are first needed
        constexpr qsizetype kLength = 1250;
        constexpr qsizetype kFactor = 16;
        const qint64 brief = timeFor(kLength);
        const qint64 lengthy = timeFor(kLength * kFactor);
        // Quadratic time would be 16 times as much again.
        QVERIFY2(lengthy < brief * kFactor * 5,
                 qPrintable(u"%1 clocks become %2"_s.arg(brief).arg(lengthy)));
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

    void manyShortSentencesAreFewPieces()
    {
        const Heard heard = ask(promptFor(u"repeat after me "_s + u"a b. "_s.repeated(900)));
        QCOMPARE(heard.text.count(u'.'), 900);
        QVERIFY2(heard.pieces < 50, qPrintable(QString::number(heard.pieces)));
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
};

HOLDLINE_TEST(TestBuiltinResponder)

} // namespace holdline::tst_builtinresponder

#include "tst_builtinresponder.moc"
