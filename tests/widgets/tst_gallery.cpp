// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/windowstyle.h"
#include "widgets/quitdialog.h"
#include "widgets/transcript/transcriptview.h"

#include "support/testcase.h"
#include "widgets/galleryscene.h"

#include <QApplication>
#include <QTest>

namespace holdline::tst_gallery {

using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::ConnectionStatus;
using Role = protocol::HistoryMessage::Role;
using Caption = client::ConversationController::Caption;

/// Renders the states of the design to PNG files, for people to compare, and checks that no picture
/// is empty.
class TestGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void recordingInLight()
    {
        ConnectionStatus status = in(ConnectionState::Recording);
        status.roundTrip = 24ms;
        Scene scene(Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        scene.transcript.setSpoken(47);
        scene.transcript.setPartialUserText(u"and what happens if the network"_s);
        scene.speak(Caption::Listening, 56, 0.55);
        keep(u"recording"_s, scene.picture());
    }

    void reconnectingInLight()
    {
        ConnectionStatus status = in(ConnectionState::Reconnecting);
        status.reason = client::LossReason::ConnectionLost;
        status.attempt = 3;
        status.attempts = 10;
        status.nextTry = ManualClock().now() + 4s;
        Scene scene(Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        scene.transcript.addTypedText(u"And what happens then?"_s, scene.clock.wallTime(), true);
        scene.speak(Caption::LineDown, 40, 0.8);
        keep(u"reconnecting"_s, scene.picture());
    }

    void failedInDark()
    {
        ConnectionStatus status = in(ConnectionState::Failed);
        status.reason = client::LossReason::Refused;
        status.host = u"voice.example.org"_s;
        status.attempt = 10;
        status.attempts = 10;
        Scene scene(Theme::Choice::Dark, status, kHeadset);
        scene.ask(u"What did I say before?"_s);
        scene.answer(u"You asked how the transcript export works."_s, 700ms);
        scene.transcript.addDivider(u"Offline 14 s · 1 message kept and sent"_s,
                                    scene.clock.wallTime());
        scene.ask(u"Great, thank you."_s);
        keep(u"failed"_s, scene.picture());
    }

    void holding_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true}) {
            const char *scheme = dark ? "dark" : "light";
            QTest::addRow("holding-%s", scheme) << dark << kUsualSize;
            QTest::addRow("holding-%s-small", scheme) << dark << QSize(360, 480);
            QTest::addRow("holding-%s-wide", scheme) << dark << QSize(1000, 700);
        }
    }

    void holding()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        ConnectionStatus status = in(ConnectionState::Reconnecting);
        status.reason = client::LossReason::ConnectionLost;
        status.attempt = 3;
        status.attempts = 10;
        status.nextTry = ManualClock().now() + 4s;
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        scene.cut();
        scene.hold();
        scene.window.resize(size);
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }

    void interrupted_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("interrupted-light") << false;
        QTest::newRow("interrupted-dark") << true;
    }

    void interrupted()
    {
        QFETCH(bool, dark);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.transcript.addReplayed(
            {{u"m1"_s, Role::User, u"What can you do?"_s, scene.clock.wallTime()},
             {u"m2"_s, Role::Assistant, u"I can tell the time, do sums,"_s, scene.clock.wallTime(),
              u" set timers and remember what you tell me."_s}});
        scene.converse();
        scene.transcript.interruptAnswer(u"Sure. Here is a two minute script."_s, {},
                                         scene.clock.wallTime());
        scene.ask(u"Shorter, please."_s);
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }

    void markdown_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true}) {
            const char *scheme = dark ? "dark" : "light";
            QTest::addRow("markdown-%s", scheme) << dark << kUsualSize;
            QTest::addRow("markdown-%s-small", scheme) << dark << QSize(360, 640);
        }
    }

    void markdown()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.ask(u"What should I check when the cable is out?"_s);
        scene.answer(u"## Checks\n1. The *link light*\n2. Run `ip link` and look for "
                     "**NO-CARRIER** on the port:\n```sh\n$ ip link show eth0\n"
                     "2: eth0: <NO-CARRIER,UP> mtu 1500 state DOWN\n```\n"
                     "More in the [manual](https://man7.org/ip-link.8.html)."_s,
                     600ms);
        scene.ask(u"And as a table?"_s);
        scene.transcript.setPartialAnswer(
            u"| light | state |\n|-------|-------|\n| off   | **DO"_s);
        scene.transcript.setSpoken(20);
        scene.window.resize(size);
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }

    void limitReached()
    {
        Scene scene(Theme::Choice::Light, in(ConnectionState::Reconnecting), kBuiltIn);
        scene.converse();
        scene.speak(Caption::HoldLimitReached, 50, 0.6);
        keep(u"limit"_s, scene.picture());
    }

    void seams_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true}) {
            const char *scheme = dark ? "dark" : "light";
            QTest::addRow("seam-%s", scheme) << dark << kUsualSize;
            QTest::addRow("seam-%s-small", scheme) << dark << QSize(360, 480);
        }
    }

    void seams()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.transcript.addReplayed(
            {{u"m1"_s, Role::User, u"What did we decide yesterday?"_s, scene.clock.wallTime()},
             {u"m2"_s, Role::Assistant, u"To show the reconnect first."_s,
              scene.clock.wallTime()}});
        scene.cut();
        scene.ask(u"Great, thank you. And now?"_s);
        scene.answer(u"Now you can go home."_s, 700ms);
        scene.cut();
        scene.ask(u"Good."_s);
        scene.window.resize(size);
        auto *view = scene.window.findChild<TranscriptView *>();
        view->toggleDetails(view->model()->index(2, 0));
        view->setCurrentIndex(view->model()->index(5, 0));
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }

    void lateNote_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("latenote-light") << false << kUsualSize;
        QTest::newRow("latenote-dark") << true << kUsualSize;
        QTest::newRow("latenote-small") << false << QSize(360, 480);
    }

    void lateNote()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.converse();
        scene.window.offerLateNote(12s, 3min);
        scene.window.resize(size);
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }

    void quitting()
    {
        Scene scene(Theme::Choice::Dark, in(ConnectionState::Reconnecting), kBuiltIn);
        scene.window.show();
        auto *dialog = new QuitDialog({2, 6s}, &scene.window);
        dialog->open();
        keep(u"quitting"_s, dialog->grab().toImage());
    }

    void emptyAndSmall()
    {
        ConnectionStatus status = in(ConnectionState::Connected);
        status.roundTrip = 3ms;
        Scene scene(Theme::Choice::Light, status, kBuiltIn);
        scene.window.resize(360, 480);
        keep(u"empty"_s, scene.picture());
    }

    void smallWithBanner()
    {
        ConnectionStatus status = in(ConnectionState::Reconnecting);
        status.attempt = 10;
        status.attempts = 10;
        status.nextTry = ManualClock().now() + 24s;
        Scene scene(Theme::Choice::Dark, status, kBuiltIn);
        scene.converse();
        scene.window.resize(360, 480);
        keep(u"small"_s, scene.picture());
    }

    void wide()
    {
        Scene scene(Theme::Choice::Dark, in(ConnectionState::Stopped), kBuiltIn);
        scene.converse();
        scene.window.resize(1000, 700);
        keep(u"wide"_s, scene.picture());
    }
};

HOLDLINE_TEST(TestGallery)

} // namespace holdline::tst_gallery

#include "tst_gallery.moc"
