// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/preferencescontroller.h"

#include "client/chimecontroller.h"
#include "client/setup/statuscontroller.h"
#include "support/conversationroom.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QCoreApplication>
#include <QTest>

namespace holdline::tst_preferencescontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using audio::Direction;

namespace {

const audio::Device kHeadset{"headset", u"Headset"_s};

/// One run of the client. Runs with the same home have the same settings file.
struct Run
{
    ClientSettings settings;
    DurableRoom room;
    SessionIds ids;
    ReconnectingSocket socket{BackoffPolicy::standard(), ids, room.clock};
    StatusController status{socket, room.clock};
    ChimeController chimes{room.conversation, status};
    PreferencesController preferences{settings, room.conversation, chimes};

    explicit Run(LineHome &home) : settings(home.settings), ids(home.settings) { socket.start(); }

    int turnPause()
    {
        const auto told = room.all<protocol::SetSpeed>();
        return told.isEmpty() ? -1 : told.constLast().speed;
    }
    bool hasGate()
    {
        room.conversation.setMicrophoneOpen(true);
        room.answer();
        return room.conversation.microphone() == ConversationController::Microphone::Gated;
    }
    bool sounds()
    {
        room.line.goDown();
        QCoreApplication::sendPostedEvents();
        return !room.card.playedBeside().isEmpty();
    }
};

} // namespace

class TestPreferencesController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRunBeginsWithTheDefaults()
    {
        LineHome home;
        Run run(home);
        QCOMPARE(run.turnPause(), run.settings.turnPause());
        QCOMPARE(run.room.card.preferred(Direction::Input), audio::Device());
        QVERIFY(run.hasGate());
        QVERIFY(run.sounds());
    }

    void aChoiceAppliesAtOnceAndToTheNextRun()
    {
        LineHome home;
        {
            Run run(home);
            run.preferences.setTurnPause(50);
            run.preferences.setListeningMode(ListeningMode::Headphones);
            run.preferences.setDevice(Direction::Input, kHeadset);
            run.preferences.setSoundsOn(false);
            run.preferences.setDiagnosticsShown(true);
            expectChosen(run);
        }
        Run next(home);
        expectChosen(next);
    }

private:
    static void expectChosen(Run &run)
    {
        QCOMPARE(run.turnPause(), 50);
        QCOMPARE(run.room.card.preferred(Direction::Input), kHeadset);
        QCOMPARE(run.room.card.preferred(Direction::Output), audio::Device());
        QVERIFY(!run.hasGate());
        QVERIFY(!run.sounds());
        QVERIFY(run.preferences.settings().diagnosticsShown());
    }
};

HOLDLINE_TEST(TestPreferencesController)

} // namespace holdline::tst_preferencescontroller

#include "tst_preferencescontroller.moc"
