// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics/diagnostics.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/setup/statuscontroller.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "widgets/diagnostics/diagnosticspanel.h"
#include "widgets/diagnostics/roundtripgraph.h"
#include "widgets/diagnostics/turnwaterfall.h"
#include "widgets/look/windowstyle.h"

#include "support/testcase.h"
#include "widgets/galleryscene.h"

#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

namespace holdline::tst_diagnosticsgallery {

using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::ConnectionStatus;
using Caption = client::ConversationController::Caption;

namespace {

/// The diagnostics after some minutes with a cut.
struct Watched
{
    using Event = client::DiagnosticEvent;
    using Origin = client::Line::Session::Origin;

    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    ManualClock clock;
    client::SessionIds ids{store};
    FakeLine line;
    FakeSoundCard card;
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
        log(40ms, Event::SessionBegan{Origin::New, client::Line::Kind::Durable, session});
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
            Event::SessionBegan{Origin::Resumed, client::Line::Kind::Durable, session, 12, 3});
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

/// Renders the diagnostics to PNG files, for people to look at.
class TestDiagnosticsGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void beside_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("diagnostics-light") << false << QSize(1100, 760);
        QTest::newRow("diagnostics-dark") << true << QSize(1100, 760);
        QTest::newRow("diagnostics-low") << false << QSize(900, 520);
        QTest::newRow("diagnostics-narrowest") << true << QSize(900, 760);
    }

    void beside()
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

    void apart()
    {
        Watched watched;
        Scene scene(Theme::Choice::Dark, in(ConnectionState::Recording), kBuiltIn);
        watched.showIn(scene.window);
        QWidget *window = scene.window.findChild<DiagnosticsPanel *>()->window();
        QVERIFY(window != &scene.window);
        QCoreApplication::processEvents();
        keep(u"diagnostics-apart"_s, window->grab().toImage());
    }

    void inGerman()
    {
        QTranslator german;
        QVERIFY(german.load(u":/i18n/holdline_de.qm"_s));
        QCoreApplication::installTranslator(&german);
        Watched watched;
        Scene scene(Theme::Choice::Light, in(ConnectionState::Connected), kBuiltIn);
        scene.theme.setTextSize(Theme::kTextSizes - 1);
        scene.window.resize(1100, 760);
        watched.logACut();
        watched.showIn(scene.window);
        keep(u"diagnostics-german-large"_s, scene.picture());
    }
};

HOLDLINE_TEST(TestDiagnosticsGallery)

} // namespace holdline::tst_diagnosticsgallery

#include "tst_diagnosticsgallery.moc"
