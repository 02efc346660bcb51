// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/explorer.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_exactlyonce {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

const Deed kSpeech = spoken("ab");
const Deed kText = typed("words");
const Deed kCall = protocol::ClientMessage(protocol::CallRequest{true});
const Deed kEnd = protocol::ClientMessage(protocol::CallRequest{false});
const Deed kPause = protocol::ClientMessage(protocol::SetSpeed{30});

} // namespace

class TestExactlyOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // HOLDLINE_SOAK=1 adds larger bounds.
    void everythingArrivesOnceWhateverHappens_data()
    {
        QTest::addColumn<Bounds>("bounds");
        QTest::newRow("speech and a text, two cuts and two crashes of the server")
            << Bounds{.deeds = {kSpeech, kText}, .cuts = 2, .crashes = 2};
        QTest::newRow("a call and its end, two cuts and a crash of the server")
            << Bounds{.deeds = {kCall, kEnd}, .cuts = 2, .crashes = 1};
        QTest::newRow("a pause and speech, a cut, a crash of the server and a new client process")
            << Bounds{.deeds = {kPause, kSpeech}, .cuts = 1, .crashes = 1, .restarts = 1};
        QTest::newRow("a call, a cut, a crash of the server and two new client processes")
            << Bounds{.deeds = {kCall}, .cuts = 1, .crashes = 1, .restarts = 2};
        QTest::newRow("an answer, a cut and a crash of the server")
            << Bounds{.answers = 1, .cuts = 1, .crashes = 1};
        QTest::newRow("an answer, a crash of the server and a new client process")
            << Bounds{.answers = 1, .crashes = 1, .restarts = 1};
        QTest::newRow("a text and an answer, a cut with a store that commits at once")
            << Bounds{.deeds = {kText}, .answers = 1, .cuts = 1, .memoryStore = true};
        if (!qEnvironmentVariableIsSet("HOLDLINE_SOAK"))
            return;
        QTest::newRow("an answer, a cut, a crash of the server and a new client process")
            << Bounds{.answers = 1, .cuts = 1, .crashes = 1, .restarts = 1};
        QTest::newRow("a text and an answer, two cuts with a store that commits at once")
            << Bounds{.deeds = {kText}, .answers = 1, .cuts = 2, .memoryStore = true};
        QTest::newRow("all kinds of items, a cut, a crash of the server and a new client process")
            << Bounds{.deeds = {kCall, kSpeech, kPause, kText},
                      .cuts = 1,
                      .crashes = 1,
                      .restarts = 1};
    }

    void everythingArrivesOnceWhateverHappens()
    {
        QFETCH(Bounds, bounds);
        const Exploration found = explore(World(bounds, {}));
        qInfo("%lld states, %lld transitions", found.states, found.transitions);
        QVERIFY2(found.fault.isEmpty(), qPrintable(told(found)));
        QVERIFY(found.states > 500);
    }

    // Shows that the model detects mistakes; otherwise its silence would prove nothing.
    void catchesOneThat_data()
    {
        QTest::addColumn<Mistakes>("mistakes");
        QTest::addColumn<Bounds>("bounds");
        QTest::addColumn<QString>("fault");
        const Bounds cut{.deeds = {kSpeech, kText}, .cuts = 1};
        const Bounds crash{.deeds = {kSpeech, kText}, .cuts = 1, .crashes = 1};
        const Bounds call{.deeds = {kCall}, .cuts = 1, .crashes = 1};
        const Bounds answer{.answers = 1, .cuts = 1, .crashes = 1};
        const Bounds restart{.deeds = {kCall}, .restarts = 1};
        const Bounds memory{.deeds = {kSpeech, kText}, .cuts = 1, .memoryStore = true};
        const auto lost = u"the server lost, doubled or reordered an item"_s;
        const auto lostByClient = u"the client lost, doubled or reordered an item"_s;
        const auto toldTooEarly = u"the client was told of something that is not durable"_s;
        const auto forgot = u"the client forgot an item too early"_s;
        const auto turnedAway = u"a client that had lost nothing was turned away"_s;
        const auto stuck = u"something can never be delivered or acknowledged any more"_s;
        const auto forgotSpeech = u"the server forgot speech that was not heard"_s;

        QTest::newRow("acknowledges before the commit")
            << Mistakes{.reportsEffectsEarly = true} << crash << toldTooEarly;
        QTest::newRow("welcomes with what is not durable")
            << Mistakes{.tellsArrived = true} << crash << toldTooEarly;
        QTest::newRow("commits the effect before the cursor")
            << Mistakes{.effectBeforeCursor = true} << crash << lost;
        QTest::newRow("commits the cursor before the effect")
            << Mistakes{.cursorBeforeEffect = true} << crash << forgot;
        QTest::newRow("sends before the log is durable")
            << Mistakes{.reportsItemsEarly = true} << answer << lostByClient;
        QTest::newRow("counts items, and welcomes with what is durable")
            << Mistakes{.countsItems = true} << cut << lost;
        QTest::newRow("counts items, and hears the line that was taken over")
            << Mistakes{.countsItems = true, .hearsOldLines = true} << memory << lost;
        QTest::newRow("lets a late resume of an older line take over")
            << Mistakes{.obeysOldLines = true} << cut << turnedAway;
        QTest::newRow("forgets an epoch that a client comes back from")
            << Mistakes{.forgetsEpochs = true}
            << Bounds{.deeds = {kSpeech}, .cuts = 2, .restarts = 1} << lost;
        QTest::newRow("forgets an epoch and the ids of texts")
            << Mistakes{.forgetsEpochs = true, .forgetsTexts = true}
            << Bounds{.deeds = {kText}, .cuts = 2, .restarts = 1} << lost;
        QTest::newRow("takes up a new epoch before its history is complete")
            << Mistakes{.adoptsEarly = true} << Bounds{.deeds = {kText}, .cuts = 1, .restarts = 1}
            << stuck;
        QTest::newRow("does not store the pause")
            << Mistakes{.pauseInMemory = true} << Bounds{.deeds = {kPause, kText}} << forgot;
        QTest::newRow("does not store the call")
            << Mistakes{.callInMemory = true} << call << forgot;
        QTest::newRow("changes the call in a transaction of its own")
            << Mistakes{.callApart = true} << call << lost;
        QTest::newRow("does not tell a new client process of the call")
            << Mistakes{.keepsCallToItself = true} << restart << stuck;
        QTest::newRow("tells a new client process of the call after its epoch has begun")
            << Mistakes{.tellsCallLater = true}
            << Bounds{.deeds = {kCall}, .crashes = 1, .restarts = 1} << stuck;
        QTest::newRow("continues speech after a restart where its items end")
            << Mistakes{.speechFromLogged = true}
            << Bounds{.answers = 1, .crashes = 1, .restarts = 1} << forgotSpeech;
        QTest::newRow("takes speech for played that was only received")
            << Mistakes{.forgetsReceivedSpeech = true} << Bounds{.answers = 1} << forgotSpeech;
    }

    void catchesOneThat()
    {
        QFETCH(Mistakes, mistakes);
        QFETCH(Bounds, bounds);
        QFETCH(QString, fault);
        const Exploration found = explore(World(bounds, mistakes));
        qInfo("%lld states\n%s", found.states, qPrintable(told(found)));
        QCOMPARE(found.fault, fault);
    }

    // Item numbers and the fence against old connections protect from the same mistakes; each is
    // enough alone. So do the epochs and the ids of texts.
    void toleratesOneThat_data()
    {
        QTest::addColumn<Mistakes>("mistakes");
        QTest::addColumn<Bounds>("bounds");
        QTest::newRow("hears the line that was taken over, since items are numbered")
            << Mistakes{.hearsOldLines = true}
            << Bounds{.deeds = {kSpeech}, .cuts = 2, .crashes = 1};
        QTest::newRow("counts items, since old lines are fenced and all is durable at once")
            << Mistakes{.countsItems = true}
            << Bounds{.deeds = {kSpeech, kText}, .cuts = 2, .memoryStore = true};
        QTest::newRow("forgets an epoch that a client comes back from, since texts have ids")
            << Mistakes{.forgetsEpochs = true}
            << Bounds{.deeds = {kText}, .cuts = 2, .restarts = 1};
        QTest::newRow("forgets the ids of texts, since epochs are remembered")
            << Mistakes{.forgetsTexts = true} << Bounds{.deeds = {kText}, .cuts = 2, .restarts = 1};
    }

    void toleratesOneThat()
    {
        QFETCH(Mistakes, mistakes);
        QFETCH(Bounds, bounds);
        const Exploration found = explore(World(bounds, mistakes));
        qInfo("%lld states, %lld transitions", found.states, found.transitions);
        QVERIFY2(found.fault.isEmpty(), qPrintable(told(found)));
    }

private:
    static QString told(const Exploration &found)
    {
        return found.fault + u"\n  "_s + QString::fromLatin1(found.trace.join("\n  "));
    }
};

HOLDLINE_TEST(TestExactlyOnce)

} // namespace holdline::tst_exactlyonce

#include "tst_exactlyonce.moc"
