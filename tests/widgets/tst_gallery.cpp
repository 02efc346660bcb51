// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics.h"
#include "client/reconnectingsocket.h"
#include "client/sessionids.h"
#include "client/statuscontroller.h"
#include "client/transcriptmodel.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/manualclock.h"
#include "widgets/desktopscheme.h"
#include "widgets/diagnosticspanel.h"
#include "widgets/mainwindow.h"
#include "widgets/quitdialog.h"
#include "widgets/roundtripgraph.h"
#include "widgets/theme.h"
#include "widgets/transcriptview.h"
#include "widgets/turnwaterfall.h"
#include "widgets/windowstyle.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QSet>
#include <QSettings>
#include <QTemporaryDir>
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

/// What diagnostics know after some minutes with a cut.
struct Watched
{
    using Event = client::DiagnosticEvent;
    using Origin = client::Line::Session::Origin;

    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    testing::ManualClock clock;
    client::SessionIds ids{store};
    testing::FakeLine line;
    testing::FakeSoundCard card;
    client::ReconnectingSocket socket{BackoffPolicy::standard(), ids, clock};
    client::StatusController status{socket, clock};
    client::ConversationController conversation{line, card, clock};
    client::Diagnostics diagnostics{socket, line, status, conversation, clock};

    void log(Duration after, const Event::What &what)
    {
        clock.advance(after);
        diagnostics.log().add({clock.wallTime(), what});
    }
    void logACut()
    {
        using audio::Direction;
        using enum ConnectionState;
        const QString session = u"7f3a91c2"_s;
        log(0s, Event::StateShown{Connecting});
        log(4ms, Event::Dialled{1, u"voice.example.org"_s});
        log(60ms, Event::Opened{true});
        log(40ms, Event::SessionBegan{Origin::New, client::Line::Kind::Holding, session});
        log(1s, Event::StateShown{Connected});
        log(3s,
            Event::DeviceChanged{Direction::Input, {audio::EndpointStatus::State::Open, kBuiltIn}});
        log(8s, Event::StateShown{Recording});
        log(150s,
            Event::Lost{.wasLive = true, .reason = client::LossReason::TimedOut, .nextTry = 180ms});
        log(1ms, Event::HoldBegan{});
        log(200ms, Event::Dialled{2, u"voice.example.org"_s});
        log(9s, Event::Lost{.reason = client::LossReason::HostNotFound, .nextTry = 1s});
        log(1s, Event::Dialled{3, u"voice.example.org"_s});
        log(200ms,
            Event::SessionBegan{Origin::Resumed, client::Line::Kind::Holding, session, 12, 3});
        log(100ms, Event::HoldEnded{6200ms});
    }
    client::RoundTripHistory roundTrips() const
    {
        client::RoundTripHistory history;
        for (int i = 0; i < 75; ++i) {
            const double wave = 24 + 9 * std::sin(i * 0.35) + 5 * std::sin(i * 1.7)
                + (i > 58 ? 60 * std::exp(-(i - 58) * 0.25) : 0);
            const Duration at = std::chrono::seconds(4 * i) + (i >= 48 ? 14s : 0s);
            history.add({clock.now() + at, clock.wallTime() + at - 5min,
                         std::chrono::microseconds(static_cast<int>(wave * 1000))});
            if (i == 47)
                history.add({clock.now() + at + 2s, clock.wallTime() + at - 5min, std::nullopt});
        }
        return history;
    }
    client::TurnTimings turns() const
    {
        client::TurnTimings turns;
        const int times[][3] = {{520, 640, 810},
                                {560, 700, 1230},
                                {510, 2300, 2650},
                                {540, 610, 790},
                                {580, 900, 1100}};
        auto at = clock.wallTime() - 4min;
        for (const auto &time : times) {
            turns.onUnderstood(
                {.at = at, .ended = {}, .typed = false, .understood = Duration(time[0])});
            turns.onFirstWord(Instant() + Duration(time[1]));
            turns.onFirstSound(Instant() + Duration(time[2]));
            at += 47s;
        }
        return turns;
    }
    void showIn(MainWindow &window)
    {
        window.setDiagnostics(diagnostics);
        window.setDiagnosticsShown(true);
        window.show();
        window.findChild<RoundTripGraph *>()->setHistory(roundTrips());
        window.findChild<TurnWaterfall *>()->setTurns(turns());
        window.findChild<QLabel *>(u"roundTrip"_s)->setText(u"24 ms"_s);
        window.findChild<QLabel *>(u"unplayed"_s)->setText(u"3.4 s"_s);
        window.findChild<QLabel *>(u"underruns"_s)->setText(u"1"_s);
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

    void diagnostics_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("diagnostics-light") << false << QSize(1100, 760);
        QTest::newRow("diagnostics-dark") << true << QSize(1100, 760);
        QTest::newRow("diagnostics-low") << false << QSize(900, 520);
    }

    void diagnostics()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        ConnectionStatus status = in(ConnectionState::Recording);
        status.roundTrip = 24ms;
        Watched watched;
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        scene.cut();
        scene.ask(u"Great, thank you."_s);
        scene.speak(Caption::Listening, 90, 0.55);
        scene.window.resize(size);
        watched.logACut();
        watched.showIn(scene.window);
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }

    void diagnosticsApart()
    {
        Watched watched;
        Scene scene(Theme::Choice::Dark, in(ConnectionState::Recording), kBuiltIn);
        watched.showIn(scene.window);
        QWidget *window = scene.window.findChild<DiagnosticsPanel *>()->window();
        QVERIFY(window != &scene.window);
        keep(u"diagnostics-apart"_s, window->grab().toImage());
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
