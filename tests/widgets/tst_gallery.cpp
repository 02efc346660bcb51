// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transcriptmodel.h"
#include "support/manualclock.h"
#include "widgets/desktopscheme.h"
#include "widgets/mainwindow.h"
#include "widgets/quitdialog.h"
#include "widgets/theme.h"
#include "widgets/transcriptview.h"
#include "widgets/windowstyle.h"

#include <QApplication>
#include <QDir>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace holdline;
using namespace holdline::widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::ConnectionStatus;
using Role = protocol::HistoryMessage::Role;
using Caption = client::ConversationController::Caption;

namespace {

constexpr QSize kSize(448, 760);
const audio::Device kBuiltIn{"builtin", u"Built-in microphone"_s};
const audio::Device kHeadset{"usb", u"USB headset"_s};

ConnectionStatus in(ConnectionState state)
{
    ConnectionStatus status;
    status.state = state;
    return status;
}

/// One window in one state, with a conversation in it.
struct Scene
{
    testing::ManualClock clock;
    DesktopScheme desktop;
    Theme theme{desktop};
    client::TranscriptModel transcript;
    MainWindow window{theme, clock};

    Scene(Theme::Choice choice, const ConnectionStatus &status, const audio::Device &microphone)
    {
        theme.setChoice(choice);
        window.setPersona(u"Nova"_s, u"Interview coach · voice: slt"_s);
        window.setTranscript(transcript);
        window.setStatus(status);
        window.setDeviceStatus(audio::Direction::Input,
                               {audio::EndpointStatus::State::Open, microphone});
        window.resize(kSize);
    }

    void converse()
    {
        transcript.addDivider(u"Session restored · 12 messages · started 3 min ago"_s,
                              clock.wallTime());
        ask(u"Can you remind me what we decided about the demo?"_s);
        answer(u"You chose to show the reconnect first, then the transcript export. "
               "Do you want me to draft the script?"_s,
               800ms);
        ask(u"Yes, and keep it under two minutes."_s);
        transcript.setPartialAnswer(u"Sure. Here is a two minute script. First, start talking, "
                                    "then unplug the cable while you speak…"_s);
    }

    void ask(const QString &text) { transcript.finishUserText(text, clock.wallTime()); }

    void answer(const QString &text, Duration after)
    {
        transcript.finishAnswer(text, clock.wallTime());
        transcript.setResponseTime(after);
        transcript.setSpoken(static_cast<int>(text.size()));
    }

    void speak(Caption caption, int bars, double speed)
    {
        window.setMicrophoneOpen(true);
        window.setCaption(caption);
        for (int i = 0; i < bars * 3; ++i)
            window.addLevel(
                static_cast<float>(std::abs(std::sin(i / 3 * speed) * std::cos(i / 3 * 0.17))));
    }

    void cut()
    {
        transcript.addDivider(u"offline 14 s · 3.2 s of speech kept and sent · answer resumed"_s,
                              clock.wallTime(),
                              u"Offline from 14:02:10 to 14:02:24\nCause: no answer\n"
                              "Speech held: 3.2 s\nMessages sent again: 2\n"
                              "Answer continued at 0:07"_s);
    }

    void hold()
    {
        window.setHeldSpeech(6200ms, 60s);
        speak(Caption::HoldingSpeech, 40, 0.8);
        window.setCallStatus(
            {.state = client::CallStatus::State::Active, .since = clock.now() - 125s});
    }

    QImage picture()
    {
        window.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&window);
        QCoreApplication::sendPostedEvents();
        return window.grab().toImage();
    }
};

} // namespace

/// Renders the states of the design to PNG files, for people to compare, and makes sure that there
/// is something on each.
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
        status.nextTry = testing::ManualClock().now() + 4s;
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
            QTest::addRow("holding-%s", scheme) << dark << kSize;
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
        status.nextTry = testing::ManualClock().now() + 4s;
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        scene.cut();
        scene.hold();
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
            QTest::addRow("seam-%s", scheme) << dark << kSize;
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
        QTest::newRow("latenote-light") << false << kSize;
        QTest::newRow("latenote-dark") << true << kSize;
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
        status.nextTry = testing::ManualClock().now() + 24s;
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

private:
    static void keep(const QString &name, const QImage &picture)
    {
        const QDir folder(QCoreApplication::applicationDirPath() + u"/../gallery"_s);
        QVERIFY(folder.mkpath(u"."_s));
        QVERIFY(picture.save(folder.filePath(name + u".png"_s)));
        QSet<QRgb> colours;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3)
                colours.insert(picture.pixel(x, y));
        }
        QVERIFY2(colours.size() > 20, "the picture is as good as blank");
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
