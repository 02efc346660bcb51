// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/chimecontroller.h"

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/setup/statuscontroller.h"
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_chimecontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using audio::Chime;
using Origin = FakeLine::Origin;

namespace {

/// A conversation beside the status of a line that has no server to dial.
struct Desk
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    DurableRoom room;
    SessionIds ids{store};
    ReconnectingSocket socket{BackoffPolicy::standard(), ids, room.clock};
    StatusController status{socket, room.clock};
    ChimeController chimes{room.conversation, status};

    Desk() { socket.start(); }

    QList<audio::Pcm> sounded()
    {
        QCoreApplication::sendPostedEvents();
        return room.card.playedBeside();
    }
};

} // namespace

class TestChimeController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundsOncePerOutage()
    {
        Desk desk;
        QVERIFY(desk.sounded().isEmpty());
        desk.room.line.goDown();
        QCOMPARE(desk.sounded(), QList<audio::Pcm>({audio::pcmOf(Chime::LineLost)}));
        Q_EMIT desk.room.line.lost(); // one more attempt has failed
        QCOMPARE(desk.sounded().size(), 1);
        desk.room.line.startSession(Origin::Resumed);
        QCOMPARE(desk.sounded().size(), 2);
        QCOMPARE(desk.sounded().constLast(), audio::pcmOf(Chime::LineBack));
    }

    void soundsWhenAConversationCannotBegin()
    {
        Desk desk;
        desk.room.line.goDown();
        desk.sounded();
        desk.room.conversation.startConversation();
        QCOMPARE(desk.sounded().constLast(), audio::pcmOf(Chime::Refused));
    }

    void theUsersOwnStopMakesNoSound()
    {
        Desk desk;
        desk.socket.stop();
        desk.room.line.goDown();
        QVERIFY(desk.sounded().isEmpty());
        desk.socket.start();
        desk.room.line.startSession(Origin::Resumed);
        QVERIFY(desk.sounded().isEmpty());
    }

    void canBeSwitchedOff()
    {
        Desk desk;
        desk.chimes.setOn(false);
        desk.room.line.goDown();
        QVERIFY(desk.sounded().isEmpty());
    }
};

HOLDLINE_TEST(TestChimeController)

} // namespace holdline::tst_chimecontroller

#include "tst_chimecontroller.moc"
