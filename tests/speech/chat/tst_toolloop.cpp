// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/toolloop.h"

#include "support/builtinanswers.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_toolloop {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Pieces = QList<ToolCallPiece>;

/// Tests how calls of tools are put together and made.
class TestToolLoop : public QObject
{
    Q_OBJECT

    static ToolLoop loopAfter(const Pieces &pieces)
    {
        ToolLoop loop;
        for (const ToolCallPiece &piece : pieces)
            loop.add(piece);
        return loop;
    }

    static ToolCallPiece timer(int seconds)
    {
        return {.id = u"a"_s,
                .name = u"set_reminder"_s,
                .arguments = uR"({"seconds":%1})"_s.arg(seconds)};
    }

private Q_SLOTS:
    void putsCallsTogether_data()
    {
        QTest::addColumn<Pieces>("pieces");
        QTest::addColumn<QStringList>("calls");
        const QString sum = uR"({"expression":"1+1"})"_s;
        const QStringList both{u"a calculate "_s + sum, u"b tell_time {}"_s};
        for (qsizetype cut = 0; cut <= sum.size(); ++cut) {
            QTest::addRow("cut at %d", int(cut))
                << Pieces{{.index = 0, .id = u"a"_s, .name = u"calculate"_s},
                          {.index = 0, .arguments = sum.left(cut)},
                          {.index = 0, .arguments = sum.mid(cut)},
                          {.index = 1, .id = u"b"_s, .name = u"tell_time"_s, .arguments = u"{}"_s}}
                << both;
        }
        QTest::newRow("interleaved")
            << Pieces{{.index = 0, .id = u"a"_s, .name = u"calculate"_s},
                      {.index = 1, .id = u"b"_s, .name = u"tell_time"_s, .arguments = u"{"_s},
                      {.index = 0, .arguments = sum},
                      {.index = 1, .arguments = u"}"_s}}
            << both;
        QTest::newRow("the same index")
            << Pieces{{.index = 0, .id = u"a"_s, .name = u"calculate"_s, .arguments = sum},
                      {.index = 0, .id = u"b"_s, .name = u"tell_time"_s, .arguments = u"{}"_s}}
            << both;
        QTest::newRow("no index") << Pieces{{.id = u"a"_s, .name = u"calculate"_s},
                                            {.arguments = sum},
                                            {.id = u"b"_s,
                                             .name = u"tell_time"_s,
                                             .arguments = u"{}"_s}}
                                  << both;
        QTest::newRow("the name again and again")
            << Pieces{{.index = 0, .id = u"b"_s, .name = u"tell_time"_s, .arguments = u"{"_s},
                      {.index = 0, .id = u"b"_s, .name = u"tell_time"_s, .arguments = u"}"_s}}
            << QStringList{both.last()};
        QTest::newRow("no id") << Pieces{{.index = 0, .name = u"tell_time"_s}}
                               << QStringList{u"call_0_0 tell_time "_s};
    }

    void putsCallsTogether()
    {
        QFETCH(Pieces, pieces);
        ToolLoop loop = loopAfter(pieces);
        QVERIFY(loop.hasCalls());
        loop.makeCalls(promptFor({}), u"Well."_s);
        QVERIFY(!loop.hasCalls());
        QCOMPARE(loop.rounds().size(), 1);
        const ToolRound &round = loop.rounds().first();
        QStringList calls;
        for (const ToolCall &call : round.calls)
            calls += u"%1 %2 %3"_s.arg(call.id, call.name, call.arguments);
        QTEST(calls, "calls");
        QCOMPARE(round.text, u"Well."_s);
        QCOMPARE(round.results.size(), round.calls.size());
        QVERIFY(!round.results.join(u' ').contains(u"Error"_s));
    }

    void aLaterCallKnowsWhatAnEarlierOneDid()
    {
        ToolLoop loop =
            loopAfter({timer(60), {.index = 1, .id = u"b"_s, .name = u"list_reminders"_s}});
        const MemoryChange change = loop.makeCalls(promptFor({}), {});
        QCOMPARE(change.remind.size(), 1);
        QCOMPARE(loop.rounds().first().results.last(),
                 u"In 1 minute: Your timer for 1 minute is up."_s);
    }

    void collectsTheChangesOfAllCalls()
    {
        ToolCallPiece second = timer(120);
        second.index = 1;
        ToolLoop loop = loopAfter({timer(60), second});
        QCOMPARE(loop.makeCalls(promptFor({}), {}).remind.size(), 2);
    }

    void tellsTheModelWhatIsWrong_data()
    {
        QTest::addColumn<ToolCallPiece>("piece");
        QTest::addColumn<QString>("result");
        QTest::newRow("unknown tool")
            << ToolCallPiece{.name = u"taxi"_s} << u"Error: there is no such tool."_s;
        QTest::newRow("no name") << ToolCallPiece{.id = u"a"_s}
                                 << u"Error: there is no such tool."_s;
        QTest::newRow("wrong JSON")
            << ToolCallPiece{.name = u"tell_time"_s, .arguments = u"{\"a\":"_s}
            << u"Error: the arguments are not a JSON object."_s;
        QTest::newRow("endless arguments")
            << ToolCallPiece{.name = u"tell_time"_s, .arguments = QString(100'000, u' ')}
            << u"Error: the arguments are too long."_s;
    }

    void tellsTheModelWhatIsWrong()
    {
        QFETCH(ToolCallPiece, piece);
        QFETCH(QString, result);
        ToolLoop loop = loopAfter({piece});
        QCOMPARE(loop.makeCalls(promptFor({}), {}), MemoryChange());
        QVERIFY(loop.rounds().first().results.first().startsWith(result));
        QVERIFY(loop.rounds().first().calls.first().arguments.size()
                <= ToolLoop::kLongestArguments + 1);
    }

    void keepsItsLimits()
    {
        ToolLoop loop;
        for (qsizetype round = 0; round < ToolLoop::kMostRounds; ++round) {
            QVERIFY(loop.mayCall());
            for (int i = 0; i < 100; ++i)
                loop.add({.index = i, .name = u"tell_time"_s});
            loop.makeCalls(promptFor({}), {});
            QCOMPARE(loop.rounds().last().calls.size(), ToolLoop::kMostCalls);
        }
        QVERIFY(!loop.mayCall());
        loop.add({.index = 0, .name = u"tell_time"_s});
        QVERIFY(!loop.hasCalls());
    }

    void forgetsTheCallsOfAResponseThatWasCutOff()
    {
        ToolLoop loop = loopAfter({timer(60)});
        loop.drop();
        QVERIFY(!loop.hasCalls());
        loop.add(timer(60));
        QCOMPARE(loop.makeCalls(promptFor({}), {}).remind.size(), 1);
    }
};

HOLDLINE_TEST(TestToolLoop)

} // namespace holdline::tst_toolloop

#include "tst_toolloop.moc"
