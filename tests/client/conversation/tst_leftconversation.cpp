// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_leftconversation {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Origin = FakeLine::Origin;
using Role = protocol::HistoryMessage::Role;

namespace {

/// A client that has just been started and was in a session in an earlier run.
struct StartingRoom : ConversationRoom
{
    StartingRoom() { line.hold(clock); }

    void leave(Duration ago, Duration speech = 2s)
    {
        line.leave({{u"One"_s, u"1"_s}, {u"Two"_s, u"2"_s}}, speech, ago);
    }
    QStringList sentTexts() const
    {
        QStringList texts;
        for (const protocol::ClientMessage &message : line.messages()) {
            if (const auto *text = std::get_if<protocol::TextMessage>(&message))
                texts.append(text->text);
        }
        return texts;
    }
};

} // namespace

/// What an earlier process of the client could not send to its server.
class TestLeftConversation : public RoomTest<StartingRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { enter(); }

    void isShownAtOnceAndGoesOutInItsSession()
    {
        QSignalSpy offered(&conversation(), &ConversationController::lateNoteOffered);
        room().leave(30s);
        QCOMPARE(room().transcript(), QStringList({u"you: One?"_s, u"you: Two?"_s}));
        line().startSession(Origin::Rejoined);
        QCOMPARE(room().sentTexts(), QStringList({u"One"_s, u"Two"_s}));
        QVERIFY(line().items().first().replayed);
        line().tellHistory({said(Role::User, u"0"_s, u"Zero"_s)});
        const QString seam = u"-- Holdline was closed for 30 s · 2.0 s of speech kept and sent"_s;
        const QStringList rows = room().transcript();
        QCOMPARE(rows.first(), u"<you: Zero"_s);
        QCOMPARE(rows.mid(2), QStringList({seam, u"you: One?"_s, u"you: Two?"_s}));
        line().catchUp();
        QCOMPARE(room().transcript().mid(3), QStringList({u"you: One"_s, u"you: Two"_s}));
        QVERIFY(offered.isEmpty());
    }

    void itsSpeechIsEnded()
    {
        room().leave(30s);
        line().startSession(Origin::Rejoined);
        line().tellHistory({});
        room().clock.advance(2s);
        QTRY_VERIFY(!line().items().last().replayed);
    }

    void lessThanAWordIsNotWorthTelling_data()
    {
        QTest::addColumn<Duration>("ago");
        QTest::addColumn<Origin>("origin");
        QTest::newRow("lately") << Duration(30s) << Origin::Rejoined;
        QTest::newRow("long ago") << Duration(10min) << Origin::Rejoined;
        QTest::newRow("in another session") << Duration(30s) << Origin::New;
    }
    void lessThanAWordIsNotWorthTelling()
    {
        QFETCH(Duration, ago);
        QFETCH(Origin, origin);
        QSignalSpy offered(&conversation(), &ConversationController::lateNoteOffered);
        line().leave({}, 200ms, ago);
        line().startSession(origin);
        if (origin == Origin::Rejoined)
            line().tellHistory({said(Role::User, u"0"_s, u"Zero"_s)});
        QVERIFY(offered.isEmpty());
        QVERIFY2(room().transcript().filter(u"closed for"_s).isEmpty(),
                 qPrintable(room().transcript().join(u'\n')));
        QVERIFY(line().held().isEmpty());
    }

    void isNotShownTwiceWhenTheServerHasIt()
    {
        room().leave(30s, 0s);
        line().startSession(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"One"_s)});
        QCOMPARE(room().transcript().filter(u"One"_s).size(), 1);
        line().say(protocol::FinalUserRequest{.content = u"Two"_s, .id = u"2"_s});
        QCOMPARE(room().transcript().filter(u"Two"_s), QStringList{u"you: Two"_s});
    }

    void isOfferedWhenItIsOldOrItsSessionIsGone_data()
    {
        QTest::addColumn<Duration>("ago");
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<Duration>("speech");
        QTest::addColumn<bool>("send");
        for (const bool send : {true, false}) {
            const char *fate = send ? "sent" : "discarded";
            QTest::addRow("old, %s", fate)
                << Duration(3min) << Origin::Rejoined << Duration(2s) << send;
            QTest::addRow("old texts alone, %s", fate)
                << Duration(3min) << Origin::Rejoined << Duration(0) << send;
            QTest::addRow("of a session that is gone, %s", fate)
                << Duration(5s) << Origin::Replacement << Duration(2s) << send;
        }
    }

    void isOfferedWhenItIsOldOrItsSessionIsGone()
    {
        QFETCH(Duration, ago);
        QFETCH(Origin, origin);
        QFETCH(Duration, speech);
        QFETCH(bool, send);
        QSignalSpy offered(&conversation(), &ConversationController::lateNoteOffered);
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        room().leave(ago, speech);
        line().startSession(origin);
        if (origin == Origin::Rejoined)
            line().tellHistory({});
        QCOMPARE(offered.size(), 1);
        QCOMPARE(offered[0][0].value<Duration>(), speech);
        QCOMPARE(offered[0][1].value<Duration>(), ago);
        QCOMPARE(offered[0][2].toInt(), 2);
        QVERIFY(line().sent().isEmpty());
        QCOMPARE(room().transcript().filter(u"?"_s).size(), 2);
        conversation().sendText(u"Three"_s);

        if (send)
            conversation().sendLateNote();
        else
            conversation().discardLateNote();
        QCOMPARE(withdrawn.size(), 1);
        const QStringList all{u"One"_s, u"Two"_s, u"Three"_s};
        QCOMPARE(room().sentTexts(), send ? all : all.mid(2));
        QCOMPARE(room().transcript().filter(u"One"_s).size(), send ? 1 : 0);
        QCOMPARE(room().transcript().filter(u"Three"_s).size(), 1);
    }

    void textsThatWaitedInThisRunAreNoLateNote()
    {
        conversation().sendText(u"One"_s);
        room().clock.advance(3min);
        line().startSession(Origin::Rejoined);
        QCOMPARE(room().sentTexts(), QStringList{u"One"_s});
    }
};

HOLDLINE_TEST(TestLeftConversation)

} // namespace holdline::tst_leftconversation

#include "tst_leftconversation.moc"
