// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/callcontroller.h"

#include "client/conversation/calls.h"
#include "support/fakeline.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_callcontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using State = CallStatus::State;
using Status = protocol::CallStatusChanged::Status;
using Messages = QList<protocol::ClientMessage>;

namespace {

const protocol::ClientMessage kStart = protocol::CallRequest{.start = true};
const protocol::ClientMessage kEnd = protocol::CallRequest{.start = false};

struct Bench
{
    ManualClock clock;
    FakeLine line;
    PlainCalls plain{line};
    DurableCalls durable{line};
    CallController call{line, plain, clock};

    explicit Bench(Line::Kind kind = Line::Kind::Durable)
    {
        if (kind == Line::Kind::Durable) {
            line.hold(clock);
            call.setCalls(durable);
        }
        line.startSession(FakeLine::Origin::New);
        line.durable().release();
        call.onSessionStarted(true);
    }
};

} // namespace

class TestCallController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isActiveOnceTheServerSaysSo()
    {
        Bench bench;
        QSignalSpy changed(&bench.call, &CallController::statusChanged);
        bench.call.start();
        bench.call.start();
        QCOMPARE(bench.line.messages(), Messages{kStart});
        QCOMPARE(bench.call.status().state, State::Idle);
        bench.clock.advance(1s);
        bench.call.onStatus({Status::Active, u"user"_s});
        QCOMPARE(bench.call.status().state, State::Active);
        QCOMPARE(bench.call.status().since, bench.clock.now());
        const Instant since = bench.clock.now();
        bench.clock.advance(1s);
        bench.call.onStatus({Status::Active, {}}); // the same status again
        QCOMPARE(bench.call.status().since, since);
        QVERIFY(!changed.isEmpty());
    }

    void endsAtOnceWhenNothingSounds()
    {
        Bench bench;
        bench.call.start();
        bench.call.onStatus({Status::Active, {}});
        bench.call.end(false);
        QCOMPARE(bench.line.messages(), Messages({kStart, kEnd}));
        QCOMPARE(bench.call.status().state, State::Ending);
        bench.call.onStatus({Status::Ended, u"user"_s});
        QCOMPARE(bench.call.status().state, State::Ended);
        QCOMPARE(bench.call.status().reason, u"user"_s);
        QVERIFY(bench.call.status().since);
    }

    void endsWithTheAnswerOrAtASecondWord_data()
    {
        QTest::addColumn<bool>("again");
        QTest::newRow("the answer is over") << false;
        QTest::newRow("the user says it again") << true;
    }

    void endsWithTheAnswerOrAtASecondWord()
    {
        QFETCH(bool, again);
        Bench bench;
        bench.call.start();
        bench.call.onStatus({Status::Active, {}});
        bench.call.end(true);
        QCOMPARE(bench.line.messages(), Messages{kStart});
        QCOMPARE(bench.call.status().state, State::Ending);
        if (again)
            bench.call.end(true);
        else
            bench.call.onAnswerOver();
        bench.call.onAnswerOver();
        QCOMPARE(bench.line.messages(), Messages({kStart, kEnd}));
    }

    void startingAgainKeepsTheCallThatWasToEnd()
    {
        Bench bench;
        bench.call.start();
        bench.call.onStatus({Status::Active, {}});
        const auto since = bench.call.status().since;
        bench.clock.advance(1s);
        bench.call.end(true);
        bench.call.start();
        bench.call.onAnswerOver();
        QCOMPARE(bench.line.messages(), Messages{kStart});
        QCOMPARE(bench.call.status().state, State::Active);
        QCOMPARE(bench.call.status().since, since);
    }

    void aCallThatIsStartedBeforeTheLastOneHasEndedGoesOn()
    {
        Bench bench;
        bench.call.start();
        bench.call.onStatus({Status::Active, {}});
        bench.call.end(false);
        bench.call.start();
        bench.clock.advance(1s);
        bench.call.onStatus({Status::Ended, u"user"_s});
        bench.call.onStatus({Status::Active, u"user"_s});
        QCOMPARE(bench.line.messages(), Messages({kStart, kEnd, kStart}));
        QCOMPARE(bench.call.status().since, bench.clock.now());
        bench.call.end(false);
        QCOMPARE(bench.line.messages().last(), kEnd);
    }

    void isRefusedWhileTheLineIsDownAndAskedForAllTheSame()
    {
        Bench bench;
        QSignalSpy refused(&bench.call, &CallController::refused);
        bench.line.goDown();
        bench.call.start();
        bench.call.start();
        QCOMPARE(refused.size(), 1);
        bench.line.startSession(FakeLine::Origin::Resumed);
        bench.call.onSessionStarted(false);
        bench.line.durable().release();
        QCOMPARE(bench.line.messages(), Messages{kStart});
    }

    void aCutIsNoRefusal()
    {
        Bench bench;
        QSignalSpy refused(&bench.call, &CallController::refused);
        bench.call.start();
        bench.line.goDown();
        bench.call.start();
        QVERIFY(refused.isEmpty());
    }

    void anotherSessionIsAskedAgain()
    {
        Bench bench;
        bench.call.start();
        bench.call.onStatus({Status::Active, {}});
        bench.line.goDown();
        bench.line.startSession(FakeLine::Origin::Replacement);
        bench.call.onSessionStarted(true);
        bench.line.durable().release();
        QCOMPARE(bench.line.messages(), Messages({kStart, kStart}));
        QCOMPARE(bench.call.status().state, State::Idle);
    }

    void theServerMayEndIt()
    {
        Bench bench;
        bench.call.start();
        bench.call.onStatus({Status::Active, {}});
        bench.call.onStatus({Status::Ended, u"timeout"_s});
        QCOMPARE(bench.call.status().reason, u"timeout"_s);
        bench.call.start();
        QCOMPARE(bench.line.messages(), Messages({kStart, kStart}));
    }

    void aPlainServerKnowsOfNoCalls()
    {
        Bench bench(Line::Kind::Plain);
        bench.call.start();
        QCOMPARE(bench.call.status().state, State::Active);
        QCOMPARE(bench.call.status().since, bench.clock.now());
        bench.call.end(true);
        QCOMPARE(bench.call.status().state, State::Ending);
        bench.call.onAnswerOver();
        QCOMPARE(bench.call.status().state, State::Ended);
        QCOMPARE(bench.call.status().reason, u"user"_s);
        QVERIFY(bench.line.messages().isEmpty());
    }

    void aPlainCallBeginsWithTheLine()
    {
        Bench bench(Line::Kind::Plain);
        bench.line.goDown();
        bench.call.start();
        QCOMPARE(bench.call.status().state, State::Idle);
        bench.line.startSession();
        bench.call.onSessionStarted(true);
        QCOMPARE(bench.call.status().state, State::Active);
    }
};

HOLDLINE_TEST(TestCallController)

} // namespace holdline::tst_callcontroller

#include "tst_callcontroller.moc"
