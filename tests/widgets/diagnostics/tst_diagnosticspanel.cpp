// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/diagnosticspanel.h"

#include "client/conversation/conversationcontroller.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/setup/statuscontroller.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "widgets/diagnostics/roundtripgraph.h"
#include "widgets/diagnostics/turnwaterfall.h"
#include "widgets/panes/sidepanel.h"

#include "support/testcase.h"
#include "widgets/windowfixture.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace holdline::tst_diagnosticspanel {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::Diagnostics;
using Event = client::DiagnosticEvent;

namespace {

/// A window with diagnostics of a line that the test takes up and down.
struct Room
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    testing::ManualClock clock;
    client::SessionIds ids{store};
    testing::FakeLine line;
    testing::FakeSoundCard card;
    client::ReconnectingSocket socket{BackoffPolicy::standard(), ids, clock};
    client::StatusController status{socket, clock};
    client::ConversationController conversation{line, card, clock};
    Diagnostics diagnostics{socket, line, status, conversation, clock};
    testing::WindowFixture shown;

    explicit Room(int width = 1100, bool checked = true)
    {
        shown.window.setDiagnostics(diagnostics);
        shown.window.resize(width, 760);
        toggle()->setChecked(checked);
        settle();
    }
    static void settle()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QAction *toggle() { return shown.child<QAction>(u"showDiagnostics"_s); }
    DiagnosticsPanel *panel() { return shown.child<DiagnosticsPanel>(); }
    QString label(const QString &name) { return shown.child<QLabel>(name)->text(); }
    QStringList events()
    {
        QStringList texts;
        const QAbstractItemModel *model = shown.child<QListView>(u"events"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts += model->index(row, 0).data().toString();
        return texts;
    }
    bool isAtRest()
    {
        const auto timers = panel()->findChildren<QTimer *>();
        return !timers.isEmpty()
            && std::none_of(timers.begin(), timers.end(),
                            [](const QTimer *timer) { return timer->isActive(); });
    }
    bool isBeside() { return panel()->isVisible() && panel()->window() == &shown.window; }
    bool isApart() { return panel()->isVisible() && panel()->window() != &shown.window; }
    void speak(std::size_t samples)
    {
        line.say(protocol::TtsChunk{audio::toBytes(audio::Pcm(samples, 7))});
    }
    void answer()
    {
        line.say(protocol::FinalUserRequest{.content = u"What time is it?"_s, .id = {}});
        clock.advance(300ms);
        line.say(protocol::PartialAssistantAnswer{u"It is nine."_s});
        speak(48000);
    }
};

/// Counts what is painted below a widget.
class PaintCount : public QObject
{
public:
    explicit PaintCount(QWidget &root)
    {
        root.installEventFilter(this);
        for (QWidget *child : root.findChildren<QWidget *>())
            child->installEventFilter(this);
    }
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int m_count = 0;
};

} // namespace

class TestDiagnosticsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isBesideTheConversationWhereThereIsRoom()
    {
        Room wide(SidePanel::kWideEnough);
        QVERIFY(wide.isBeside());
        wide.shown.window.resize(SidePanel::kWideEnough - 1, 760);
        QVERIFY(wide.isApart());
        QVERIFY(wide.panel()->window()->isVisible());
        wide.shown.window.resize(SidePanel::kWideEnough, 760);
        QVERIFY(wide.isBeside());
        QCOMPARE(wide.shown.window.findChild<QDialog *>()->isVisible(), false);
    }

    void comesAndGoesByTheMenu()
    {
        Room room(448, false);
        QVERIFY(!room.panel()->isVisible());
        QSignalSpy chosen(&room.shown.window, &MainWindow::diagnosticsChosen);
        room.toggle()->trigger();
        QVERIFY(room.isApart());
        room.panel()->findChild<QToolButton *>(u"closeButton"_s)->click();
        QVERIFY(!room.panel()->isVisible());
        QVERIFY(!room.toggle()->isChecked());
        room.toggle()->trigger();
        QWidget *apart = room.panel()->window();
        apart->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), apart); // isActive() holds for its parent, too
        QTest::keyClick(apart, Qt::Key_Escape);
        QVERIFY(!room.toggle()->isChecked());
        QCOMPARE(chosen.size(), 4);
    }

    void waitsForTheWindowToBeShown()
    {
        Room room;
        MainWindow later(room.shown.theme, room.clock);
        later.setDiagnostics(room.diagnostics);
        later.setDiagnosticsShown(true);
        QVERIFY(!later.findChild<DiagnosticsPanel *>()->isVisible());
        later.resize(1000, 700);
        later.show();
        QVERIFY(later.findChild<DiagnosticsPanel *>()->isVisible());
        QCOMPARE(later.findChild<DiagnosticsPanel *>()->window(), &later);
    }

    void showsFigures()
    {
        Room room;
        QCOMPARE(room.label(u"roundTrip"_s), u"–"_s);
        QCOMPARE(room.label(u"unplayed"_s), u"0.0 s"_s);
        room.line.startSession();
        room.answer();
        QTRY_COMPARE(room.label(u"unplayed"_s), u"1.0 s"_s);
        room.card.finishPlayback();
        QTRY_COMPARE(room.label(u"underruns"_s), u"1"_s);
        QTRY_COMPARE(room.label(u"unplayed"_s), u"0.0 s"_s);
    }

    void tellsWhatHappenedAndFiltersIt()
    {
        Room room;
        room.line.startSession(3);
        room.card.setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
        room.card.setStatus(audio::Direction::Input, audio::EndpointStatus::State::Open,
                            {"usb", u"USB headset"_s});
        QCOMPARE(room.events().size(), 3);
        QVERIFY(room.events().first().endsWith(u"resumed"_s));
        auto *filter = room.shown.child<QComboBox>(u"filter"_s);
        filter->setCurrentText(u"Audio"_s);
        QCOMPARE(room.events(), QStringList({u"No loudspeaker"_s, u"Microphone: USB headset"_s}));
        filter->setCurrentText(u"Held speech"_s);
        QCOMPARE(room.events(), QStringList());
        filter->setCurrentIndex(0);
        QCOMPARE(room.events().size(), 3);
    }

    void hasWordsForEverything_data()
    {
        using Lost = Event::Lost;
        using State = audio::EndpointStatus::State;
        QTest::addColumn<Event>("event");
        QTest::addColumn<QString>("words");
        const auto row = [](const Event::What &what, const QString &words) {
            QTest::addRow("%s", qPrintable(words)) << Event{.at = {}, .what = what} << words;
        };
        row(Event::StateShown{client::ConnectionState::Reconnecting}, u"Reconnecting"_s);
        row(Event::Dialled{2, u"voice.example.org"_s}, u"Connecting to voice.example.org"_s);
        row(Event::Dialled{2, {}}, u"Connecting to the assistant on this computer"_s);
        row(Lost{.wasLive = true, .reason = client::LossReason::TimedOut, .nextTry = 200ms},
            u"Connection lost: no answer · next try in 0.2 s"_s);
        row(Lost{.reason = client::LossReason::Refused, .isFinal = true},
            u"No connection: connection refused · gave up"_s);
        row(Event::SessionBegan{.origin = client::Line::Session::Origin::Rejoined,
                                .kind = client::Line::Kind::Durable,
                                .session = u"0123abcd"_s,
                                .sentAgain = 4},
            u"Session 0123abcd reloaded · messages resent: 4"_s);
        row(Event::HoldEnded{6200ms}, u"Stopped holding speech; up to 6.2 s was held"_s);
        row(Event::DeviceChanged{audio::Direction::Input, {.state = State::Failed, .device = {}}},
            u"No sound from the microphone"_s);
        row(Event::RanDry{}, u"Gap in an answer"_s);
    }

    void hasWordsForEverything()
    {
        QFETCH(Event, event);
        Room room;
        room.diagnostics.log().add(event);
        QTEST(room.events().last(), "words");
    }

    void whatTheNetworkSaidIsInTheToolTip()
    {
        Room room;
        room.diagnostics.log().add(
            {.at = {}, .what = Event::Lost{.detail = u"Connection reset by peer"_s}});
        const QAbstractItemModel *model = room.shown.child<QListView>(u"events"_s)->model();
        const QModelIndex index = model->index(0, 0);
        QVERIFY(index.data(Qt::ToolTipRole).toString().endsWith(u"Connection reset by peer"_s));
        QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(u':'));
    }

    void isDescribedForWhoDoesNotSeeIt()
    {
        Room room;
        const auto *graph = room.shown.child<RoundTripGraph>();
        QCOMPARE(graph->accessibleDescription(), u"Nothing measured yet"_s);
        client::RoundTripHistory history;
        history.add({.at = Instant(1s), .wallTime = {}, .roundTrip = 21ms});
        history.add({.at = Instant(2s), .wallTime = {}, .roundTrip = std::nullopt});
        history.add({.at = Instant(3s), .wallTime = {}, .roundTrip = 84ms});
        room.shown.child<RoundTripGraph>()->setHistory(history);
        QCOMPARE(graph->accessibleDescription(), u"21 to 84 ms in the last minutes"_s);

        room.line.startSession();
        room.answer();
        const QString turn = room.shown.child<TurnWaterfall>()->accessibleDescription();
        QVERIFY2(turn.contains(u"spoken\nunderstood after 0.0 s\nfirst word after 0.3 s"_s),
                 qPrintable(turn));
        for (const char *name : {"roundTrip", "held", "unplayed", "underruns", "roundTrips",
                                 "turns", "events", "filter", "closeButton"}) {
            const auto *child = room.shown.child<QWidget>(QString::fromLatin1(name));
            QVERIFY2(child && !child->accessibleName().isEmpty(), name);
        }
    }

    void everyControlIsReachedByTab()
    {
        Room room;
        QStringList reached;
        auto *last = room.shown.child<QListView>(u"events"_s);
        room.panel()->findChild<QPushButton *>(u"exportButton"_s)->setFocus();
        while (QApplication::focusWidget() != last && reached.size() < 9) {
            reached += QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(reached, QStringList({u"exportButton"_s, u"closeButton"_s, u"filter"_s}));
    }

    void isDrawnAnewWhenItHasChanged()
    {
        RoundTripGraph graph;
        graph.resize(300, 110);
        const QImage empty = graph.grab().toImage();
        client::RoundTripHistory history;
        history.add({.at = Instant(1s), .wallTime = {}, .roundTrip = 21ms});
        history.add({.at = Instant(9s), .wallTime = {}, .roundTrip = 84ms});
        graph.setHistory(history);
        const QImage measured = graph.grab().toImage();
        QVERIFY(measured != empty);
        graph.setColors(ThemePalette::dark());
        QVERIFY(graph.grab().toImage() != measured);
    }

    void nothingMovesWhenNothingHappens()
    {
        Room room;
        room.line.startSession();
        room.answer();
        room.card.finishPlayback();
        QTRY_VERIFY(QTest::qWaitForWindowExposed(&room.shown.window));
        QTRY_VERIFY(room.isAtRest());
        Room::settle();
        const PaintCount paints(*room.panel());
        room.clock.advance(10min);
        Room::settle();
        QVERIFY(room.isAtRest());
        QCOMPARE(paints.count(), 0);
        room.panel()->repaint(); // proves that the count works
        QVERIFY(paints.count() > 0);
    }

    void doesNothingWhileHidden()
    {
        Room room(1100, false);
        QTRY_VERIFY(room.isAtRest());
        room.line.startSession();
        room.answer();
        QVERIFY(room.isAtRest());
        QCOMPARE(room.label(u"unplayed"_s), u"0.0 s"_s);
        room.toggle()->trigger();
        QCOMPARE(room.label(u"unplayed"_s), u"1.0 s"_s);
        QVERIFY(!room.shown.child<TurnWaterfall>()->accessibleDescription().isEmpty());
    }

    void exportsAFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("text") << u"found.txt"_s << QByteArray("Holdline ");
        QTest::newRow("json") << u"found.json"_s << QByteArray("{");
    }

    void exportsAFile()
    {
        QFETCH(QString, name);
        Room room;
        room.line.startSession();
        room.panel()->findChild<QPushButton *>(u"exportButton"_s)->click();
        saveAs(room, room.folder.filePath(name));
        QTRY_VERIFY(QFile::exists(room.folder.filePath(name)));
        QFile file(room.folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFETCH(QByteArray, beginning);
        QVERIFY(file.readAll().startsWith(beginning));
        QTRY_COMPARE(room.label(u"note"_s), u"Saved, without conversation text or tokens."_s);
    }

    void saysWhenTheFileCannotBeWritten()
    {
        Room room;
        room.panel()->findChild<QPushButton *>(u"exportButton"_s)->click();
        Q_EMIT room.panel()->findChild<QFileDialog *>()->fileSelected(u"/nowhere/found.txt"_s);
        QVERIFY(room.label(u"note"_s).startsWith(u"Not saved: "_s));
    }

private:
    static void saveAs(Room &room, const QString &file)
    {
        auto *dialog = room.panel()->findChild<QFileDialog *>();
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
        QVERIFY(name);
        name->setText(file);
        QTest::keyClick(name, Qt::Key_Return);
    }
};

HOLDLINE_TEST(TestDiagnosticsPanel)

} // namespace holdline::tst_diagnosticspanel

#include "tst_diagnosticspanel.moc"
