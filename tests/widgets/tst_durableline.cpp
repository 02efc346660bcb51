// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/chimecontroller.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/talkcontroller.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/manualclock.h"
#include "support/signals.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/panes/microphonebutton.h"
#include "widgets/quitdialog.h"
#include "widgets/windowcontroller.h"

#include "support/testcase.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_durableline {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = client::Line::Session::Origin;

namespace {

/// The whole window over a Durable line.
struct Fixture
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    testing::ManualClock clock;
    client::ClientSettings settings{store};
    client::SessionIds ids{store};
    testing::FakeSoundCard card;
    testing::FakeLine line;
    client::ReconnectingSocket socket{BackoffPolicy::standard(), ids, clock};
    client::StatusController status{socket, clock};
    client::SessionSecrets secrets{nullptr, nullptr};
    client::SessionLine dialled{socket, ids, secrets, clock}; ///< for quitting
    client::ConversationController conversation{line, card, clock};
    client::ConversationUndo undo{conversation};
    client::TalkController talk{conversation, status, socket};
    client::ChimeController chimes{conversation, status};
    client::PreferencesController preferences{settings, conversation, chimes};
    client::QuitController quit{dialled, conversation, undo};
    client::Diagnostics diagnostics{socket, line, status, conversation, clock};
    DesktopScheme desktop;
    Theme theme{desktop};
    MainWindow window{theme, clock};
    WindowController controller{window,
                                {status, conversation, undo, preferences, quit, diagnostics}};

    Fixture()
    {
        line.hold(clock);
        socket.start(); // and has no server to dial
        window.show();
    }

    void connect()
    {
        line.startSession(Origin::New);
        line.durable().release();
    }
    void say(std::chrono::milliseconds duration)
    {
        for (; duration > 0ms; duration -= 20ms) {
            card.hear(testing::sine(200, audio::kDeviceRate, 20ms, 0.5));
            clock.advance(20ms);
        }
    }
    QAction *action(const QString &name) { return window.findChild<QAction *>(name); }
    QPushButton *button(const QString &name) { return window.findChild<QPushButton *>(name); }
    bool isBannerShown() { return window.findChild<QWidget *>(u"banner"_s)->isVisible(); }
    QString shown(const QString &label) { return window.findChild<QLabel *>(label)->text(); }
};

} // namespace

class TestDurableLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsHowMuchIsHeld()
    {
        Fixture fixture;
        fixture.connect();
        fixture.action(u"microphoneOn"_s)->trigger();
        fixture.line.goDown();
        QCOMPARE(fixture.window.findChild<MicrophoneButton *>()->look(),
                 MicrophoneButton::Look::Holding);
        QVERIFY(fixture.shown(u"levelCaption"_s).startsWith(u"Holding your speech: 0.0"_s));
        fixture.say(3s);
        QTRY_VERIFY(!fixture.shown(u"levelCaption"_s).contains(u"0.0"_s));
        const auto bubbles = [&] {
            return fixture.conversation.transcript().toPlainText(u"Nova"_s).count(
                u"of speech held"_s);
        };
        QCOMPARE(bubbles(), 1);
        fixture.connect();
        QCOMPARE(bubbles(), 0);
        QCOMPARE(fixture.window.findChild<MicrophoneButton *>()->look(),
                 MicrophoneButton::Look::Live);
    }

    void theSoundsCanBeSwitchedOffForGood()
    {
        Fixture fixture;
        QVERIFY(fixture.action(u"sounds"_s)->isChecked());
        fixture.action(u"sounds"_s)->trigger();
        QVERIFY(!fixture.settings.soundsOn());
        fixture.connect();
        fixture.line.goDown();
        QCoreApplication::sendPostedEvents();
        QVERIFY(fixture.card.playedBeside().isEmpty());

        MainWindow again(fixture.theme, fixture.clock);
        const WindowController controller(again,
                                          {fixture.status, fixture.conversation, fixture.undo,
                                           fixture.preferences, fixture.quit, fixture.diagnostics});
        QVERIFY(!again.findChild<QAction *>(u"sounds"_s)->isChecked());
    }

    void aLateNoteIsSentOrDiscarded_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("sent");
        QTest::newRow("sent") << u"action"_s << true;
        QTest::newRow("discarded") << u"otherAction"_s << false;
    }

    void aLateNoteIsSentOrDiscarded()
    {
        QFETCH(QString, button);
        QFETCH(bool, sent);
        Fixture fixture;
        fixture.connect();
        fixture.action(u"microphoneOn"_s)->trigger();
        fixture.line.goDown();
        fixture.say(3s);
        fixture.action(u"microphoneOn"_s)->trigger();
        fixture.clock.advance(3min);
        fixture.line.startSession(Origin::Resumed);
        QVERIFY(fixture.shown(u"noticeTitle"_s).contains(u"3 minutes ago"_s));
        QVERIFY(fixture.line.items().isEmpty());
        fixture.button(button)->click();
        QVERIFY(!fixture.isBannerShown());
        QCOMPARE(!fixture.line.items().isEmpty(), sent);
    }

    void aLostLineTakesTheLateNoteBack()
    {
        Fixture fixture;
        fixture.connect();
        fixture.action(u"microphoneOn"_s)->trigger();
        fixture.line.goDown();
        fixture.say(3s);
        fixture.clock.advance(3min);
        fixture.line.startSession(Origin::Resumed);
        QVERIFY(fixture.isBannerShown());
        fixture.line.goDown();
        QVERIFY(!fixture.isBannerShown());
    }

    void aConversationIsEndedByTheMenu()
    {
        using Status = protocol::CallStatusChanged::Status;
        Fixture fixture;
        fixture.connect();
        fixture.action(u"microphoneOn"_s)->trigger();
        fixture.line.say(protocol::CallStatusChanged{.status = Status::Active, .reason = {}});
        QVERIFY(fixture.window.findChild<QLabel *>(u"callTime"_s)->isVisible());
        fixture.action(u"endConversation"_s)->trigger();
        QVERIFY(!fixture.conversation.isMicrophoneOpen());
        fixture.line.say(protocol::CallStatusChanged{.status = Status::Ended, .reason = u"user"_s});
        QVERIFY(!fixture.window.findChild<QLabel *>(u"callTime"_s)->isVisible());
        QVERIFY(fixture.line.isLive());
    }

    void aCallThatHasEndedCanStartAgain_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("title");
        QTest::newRow("by the user") << u"user"_s << u"The call has ended"_s;
        QTest::newRow("by the server") << u"admin"_s << u"The server has ended the call"_s;
        QTest::newRow("after a time-out")
            << u"timeout"_s << u"The call has ended, because you were away"_s;
    }

    void aCallThatHasEndedCanStartAgain()
    {
        using Status = protocol::CallStatusChanged::Status;
        QFETCH(QString, reason);
        Fixture fixture;
        fixture.connect();
        Q_EMIT fixture.window.textSubmitted(u"Hello"_s);
        fixture.line.say(protocol::CallStatusChanged{.status = Status::Active, .reason = {}});
        QVERIFY(!fixture.isBannerShown());
        fixture.line.say(protocol::CallStatusChanged{.status = Status::Ended, .reason = reason});
        QVERIFY(fixture.isBannerShown());
        QTEST(fixture.shown(u"noticeTitle"_s), "title");

        fixture.line.takeMessages();
        auto *banner = fixture.window.findChild<QWidget *>(u"banner"_s);
        auto *again = banner->findChild<QPushButton *>(u"action"_s);
        QCOMPARE(again->text(), u"Start again"_s);
        again->click();
        QVERIFY(!fixture.isBannerShown());
        QVERIFY(fixture.conversation.isMicrophoneOpen());
        QCOMPARE(fixture.conversation.transcript().rowCount(), 0);
        const QList<protocol::ClientMessage> asked = fixture.line.takeMessages();
        QVERIFY(asked.contains(protocol::ClientMessage(protocol::NewConversation{})));
        QVERIFY(asked.last() == protocol::ClientMessage(protocol::CallRequest{true}));
        fixture.line.say(protocol::CallStatusChanged{.status = Status::Idle, .reason = u"new"_s});
        fixture.line.say(protocol::CallStatusChanged{.status = Status::Active, .reason = {}});
        QVERIFY(!fixture.isBannerShown());
    }

    void endAndForgetLeavesNothing()
    {
        Fixture fixture;
        fixture.connect();
        fixture.action(u"microphoneOn"_s)->trigger();
        fixture.line.goDown();
        fixture.say(1s);
        Q_EMIT fixture.window.textSubmitted(u"Hello"_s);
        fixture.action(u"endAndForget"_s)->trigger();
        QCOMPARE(fixture.line.newSessions(), 0);
        auto *question = fixture.window.findChild<QWidget *>(u"question"_s);
        question->findChild<QPushButton *>(u"action"_s)->click();
        QCOMPARE(fixture.line.newSessions(), 1);
        QCOMPARE(fixture.conversation.transcript().rowCount(), 0);
        QVERIFY(!fixture.conversation.isMicrophoneOpen());
        QVERIFY(fixture.window.close()); // there is nothing unsent
    }

    void whatWaitsIsAskedForBeforeQuitting()
    {
        Fixture fixture;
        fixture.connect();
        fixture.line.goDown();
        Q_EMIT fixture.window.textSubmitted(u"Hello"_s);
        QVERIFY(!fixture.window.close());
    }

    /// As while the server's disk is full: the line is live, but nothing is acknowledged.
    void whatNobodyHasAcknowledgedIsAskedForBeforeQuitting_data()
    {
        QTest::addColumn<bool>("typed");
        QTest::newRow("a text") << true;
        QTest::newRow("speech") << false;
    }

    void whatNobodyHasAcknowledgedIsAskedForBeforeQuitting()
    {
        QFETCH(bool, typed);
        Fixture fixture;
        fixture.connect();
        fixture.line.setAcknowledging(false);
        if (typed) {
            Q_EMIT fixture.window.textSubmitted(u"Hello"_s);
            const QModelIndex row = fixture.conversation.transcript().index(0);
            QTRY_VERIFY(row.data(client::TranscriptModel::PendingRole).toBool());
        } else {
            fixture.line.durable().send(protocol::AudioItem{.pcm = QByteArray(3 * 32'000, '\1')});
        }
        QVERIFY(!fixture.window.close());
        auto *dialog = fixture.window.findChild<QuitDialog *>();
        QCOMPARE(dialog->text(),
                 typed ? u"A message hasn’t been sent and will be lost. Quit?"_s
                       : u"3 s of speech hasn’t been sent and will be lost. Quit?"_s);
        QTest::mouseClick(dialog->defaultButton(), Qt::LeftButton); // Cancel
        fixture.line.setAcknowledging(true);
        QTRY_VERIFY(!fixture.window.findChild<QuitDialog *>());
        QVERIFY(fixture.window.close());
    }

    void troubleOfTheServerIsTold()
    {
        Fixture fixture;
        fixture.connect();
        fixture.line.say(protocol::ServerError{
            .code = u"store_full"_s, .message = u"No space left"_s, .recoverable = true});
        QCOMPARE(fixture.shown(u"noticeTitle"_s), u"This computer’s disk is full"_s);
        fixture.line.say(protocol::ServerError{
            .code = u"never_heard_of"_s, .message = u"It hurts."_s, .recoverable = true});
        QCOMPARE(fixture.shown(u"noticeText"_s), u"It hurts."_s);
    }
};

HOLDLINE_TEST(TestDurableLine)

} // namespace holdline::tst_durableline

#include "tst_durableline.moc"
