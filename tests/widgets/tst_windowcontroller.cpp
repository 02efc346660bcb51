// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/chimecontroller.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/talkcontroller.h"
#include "support/fakesoundcard.h"
#include "support/fakevoiceserver.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/panes/connectionstatuswidget.h"
#include "widgets/panes/microphonebutton.h"
#include "widgets/transcript/transcriptview.h"
#include "widgets/windowcontroller.h"

#include "support/testcase.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_windowcontroller {

using namespace widgets;
using namespace Qt::StringLiterals;
using audio::Direction;
using client::ConnectionState;

namespace {

/// The whole window over a line without a server and a card without sound.
struct Fixture
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    Clock clock;
    client::ClientSettings settings{store};
    client::SessionIds ids{store};
    testing::FakeSoundCard card;
    client::ReconnectingSocket socket{BackoffPolicy::standard(), ids, clock};
    client::StatusController status{socket, clock};
    client::SessionSecrets secrets{nullptr, nullptr};
    client::SessionLine line{socket, ids, secrets, clock};
    client::ConversationController conversation{line, card, clock};
    client::ConversationUndo undo{conversation};
    client::TalkController talk{conversation, status, socket};
    client::ChimeController chimes{conversation, status};
    client::PreferencesController preferences{settings, conversation, chimes};
    client::QuitController quit{line, conversation, undo};
    client::Diagnostics diagnostics{socket, line, status, conversation, clock};
    DesktopScheme desktop;
    Theme theme{desktop};
    MainWindow window{theme, clock};
    WindowController controller{window,
                                {status, conversation, undo, preferences, quit, diagnostics}};

    Fixture() { window.show(); }

    void connectTo(const testing::FakeVoiceServer &server)
    {
        client::Endpoint endpoint;
        endpoint.url = server.url();
        endpoint.sessionKey = u"test"_s;
        socket.setEndpoint(endpoint);
        line.start();
    }
    QAction *action(const QString &name) { return window.findChild<QAction *>(name); }
    ConnectionState shownState()
    {
        return window.findChild<ConnectionStatusWidget *>()->status().state;
    }
};

} // namespace

class TestWindowController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensTheMicrophoneAndShowsIt()
    {
        Fixture fixture;
        auto *button = fixture.window.findChild<MicrophoneButton *>();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(fixture.conversation.isMicrophoneOpen());
        QVERIFY(button->isChecked());
        QVERIFY(fixture.action(u"microphoneOn"_s)->isChecked());
        const auto *device = fixture.window.findChild<QLabel *>(u"deviceName"_s);
        QCOMPARE(device->text(), fixture.card.status(Direction::Input).device.name);
        fixture.action(u"microphoneOn"_s)->trigger();
        QVERIFY(!fixture.conversation.isMicrophoneOpen());
        QVERIFY(!button->isChecked());
    }

    void aTypedQuestionOpensNoMicrophone()
    {
        testing::FakeVoiceServer server;
        Fixture fixture;
        fixture.connectTo(server);
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Connected);
        const auto *button = fixture.window.findChild<MicrophoneButton *>();
        const auto *caption = fixture.window.findChild<QLabel *>(u"levelCaption"_s);
        Q_EMIT fixture.window.textSubmitted(u"What time is it?"_s);
        QCOMPARE(caption->text(), u"Thinking…"_s);
        QCOMPARE(button->look(), MicrophoneButton::Look::Closed);
        server.send(protocol::PartialAssistantAnswer{u"It is nine."_s});
        server.send(protocol::TtsChunk{QByteArray(9600, '\1')});
        QTRY_COMPARE(caption->text(), u"Answering — press Esc to stop"_s);
        QCOMPARE(button->look(), MicrophoneButton::Look::Closed);

        fixture.conversation.setListeningMode(client::ListeningMode::Headphones);
        fixture.action(u"microphoneOn"_s)->trigger();
        QCOMPARE(button->look(), MicrophoneButton::Look::Live);
        QCOMPARE(caption->text(), u"Answering — speak anytime to interrupt"_s);
        fixture.conversation.setListeningMode(client::ListeningMode::Loudspeaker);
        QCOMPARE(button->look(), MicrophoneButton::Look::Gated);
        QCOMPARE(caption->text(), u"Answering — microphone paused"_s);
    }

    void showsEachTurnOfARealLine()
    {
        testing::FakeVoiceServer server;
        Fixture fixture;
        fixture.connectTo(server);
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Connected);
        fixture.action(u"microphoneOn"_s)->trigger();
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Recording);

        server.vanish();
        const auto *banner = fixture.window.findChild<QWidget *>(u"banner"_s);
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Disconnected);
        QVERIFY(!banner->isVisible()); // it would only flash up if the line came back at once
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(fixture.shownState() != ConnectionState::Reconnected);
        server.reappear();
        fixture.line.reconnectNow();
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Reconnected);
        QVERIFY(!banner->isVisible());
    }

    void aNewConversationCanBeTakenBack()
    {
        Fixture fixture;
        fixture.conversation.transcript().finishUserText(u"Hello"_s, fixture.clock.wallTime());
        const auto *view = fixture.window.findChild<TranscriptView *>();
        fixture.action(u"newConversation"_s)->trigger();
        QCOMPARE(view->model()->rowCount(), 0);
        fixture.action(u"undoConversation"_s)->trigger();
        QCOMPARE(view->model()->rowCount(), 1);
        fixture.action(u"newConversation"_s)->trigger();
        Q_EMIT fixture.window.textSubmitted(u"And now?"_s);
        QCOMPARE(view->model()->rowCount(), 1);
        QVERIFY(fixture.action(u"undoConversation"_s)->isEnabled()); // after the first words, too
        fixture.action(u"undoConversation"_s)->trigger();
        QVERIFY(view->model()->index(0, 0).data().toString() == u"Hello");
        QVERIFY(!fixture.action(u"undoConversation"_s)->isEnabled());
        fixture.action(u"clearConversation"_s)->trigger();
        QCOMPARE(view->model()->rowCount(), 0);
        fixture.undo.commit();
        QCOMPARE(fixture.conversation.transcript().rowCount(), 0);
        QVERIFY(!fixture.action(u"undoConversation"_s)->isEnabled());
    }

    void aMissingMicrophoneRecordsNothing()
    {
        testing::FakeVoiceServer server;
        Fixture fixture;
        fixture.card.setDevices(Direction::Input, {});
        fixture.connectTo(server);
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Connected);
        fixture.action(u"microphoneOn"_s)->trigger();
        QVERIFY(fixture.conversation.isMicrophoneOpen());
        QCOMPARE(fixture.window.findChild<MicrophoneButton *>()->look(),
                 MicrophoneButton::Look::Broken);
        QCOMPARE(fixture.shownState(), ConnectionState::Connected);

        fixture.card.setStatus(Direction::Input, audio::EndpointStatus::State::Open,
                               {"mic", u"Plugged in"_s});
        QTRY_COMPARE(fixture.shownState(), ConnectionState::Recording);
    }

    void showsWhatIsTypedAndCopiesIt()
    {
        Fixture fixture;
        Q_EMIT fixture.window.textSubmitted(u"What time is it?"_s);
        auto *view = fixture.window.findChild<TranscriptView *>();
        QCOMPARE(view->model()->rowCount(), 1);
        fixture.action(u"copyConversation"_s)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"What time is it?"_s));
    }

    void keepsTheChoices()
    {
        Fixture fixture;
        fixture.action(u"pausePatient"_s)->trigger();
        QCOMPARE(fixture.settings.turnPause(), 50);
        fixture.action(u"headphonesMode"_s)->trigger();
        QCOMPARE(fixture.settings.listeningMode(), client::ListeningMode::Headphones);

        auto *menu = fixture.window.findChild<QMenu *>(u"inputMenu"_s);
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().constFirst()->isChecked(), true);
        QAction *device = menu->actions().constLast();
        device->trigger();
        QCOMPARE(fixture.settings.device(Direction::Input),
                 fixture.card.devices(Direction::Input).constFirst());
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().constLast()->isChecked());
    }

    void startsWithTheChoicesOfLastTime()
    {
        Fixture first;
        first.action(u"pauseVeryPatient"_s)->trigger();
        first.action(u"headphonesMode"_s)->trigger();
        first.action(u"showDiagnostics"_s)->trigger();
        MainWindow again(first.theme, first.clock);
        const WindowController controller(again,
                                          {first.status, first.conversation, first.undo,
                                           first.preferences, first.quit, first.diagnostics});
        QVERIFY(again.findChild<QAction *>(u"pauseVeryPatient"_s)->isChecked());
        QVERIFY(again.findChild<QAction *>(u"headphonesMode"_s)->isChecked());
        QVERIFY(again.findChild<QAction *>(u"showDiagnostics"_s)->isChecked());
    }
};

HOLDLINE_TEST(TestWindowController)

} // namespace holdline::tst_windowcontroller

#include "tst_windowcontroller.moc"
