// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/readablewidgets.h"

#include "client/conversation/conversationcontroller.h"
#include "client/diagnostics/diagnostics.h"
#include "client/lab/networklab.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/setup/statuscontroller.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "widgets/diagnostics/networklabdialog.h"
#include "widgets/helptexts.h"
#include "widgets/infodialog.h"
#include "widgets/look/windowstyle.h"
#include "widgets/panes/calltimer.h"
#include "widgets/panes/leveldisplay.h"
#include "widgets/quitdialog.h"
#include "widgets/settings/trustdialog.h"

#include "support/testcase.h"
#include "widgets/settingsdesk.h"
#include "widgets/windowfixture.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace holdline::tst_readablewidgets {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::LossReason;

namespace {

QString nameOf(QObject *object)
{
    return QAccessible::queryAccessibleInterface(object)->text(QAccessible::Name);
}

QString describe(const QAccessibleInterface &object)
{
    const QObject *owner = object.object();
    return owner ? QLatin1String(owner->metaObject()->className()) + u' ' + owner->objectName()
                 : object.text(QAccessible::Name);
}

/// What somebody who only hears `object` would stumble over.
void collectFaults(QAccessibleInterface *object, QStringList &faults)
{
    if (!object || object->state().invisible)
        return;
    if (object->state().focusable && object->role() != QAccessible::ListItem
        && object->text(QAccessible::Name).isEmpty())
        faults << u"nameless: "_s + describe(*object);
    QHash<std::pair<int, QString>, QString> siblings; // a control is named like its label
    for (int i = 0; i < object->childCount(); ++i) {
        QAccessibleInterface *child = object->child(i);
        if (!child || child->state().invisible)
            continue;
        const std::pair key(int(child->role()), child->text(QAccessible::Name));
        if (siblings.contains(key) && !key.second.isEmpty()
            && child->role() != QAccessible::ListItem)
            faults << u"%1 and %2: “%3”"_s.arg(siblings[key], describe(*child), key.second);
        siblings.insert(key, describe(*child));
        collectFaults(child, faults);
    }
}

QStringList faultsOf(QWidget &window)
{
    QStringList faults;
    collectFaults(QAccessible::queryAccessibleInterface(&window), faults);
    return faults;
}

/// A window above a conversation that the test takes up and down, with its dialogs.
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
    client::Diagnostics diagnostics{socket, line, status, conversation, clock};
    client::NetworkLab lab{socket, line, clock};
    testing::SettingsDesk desk;
    testing::WindowFixture shown;

    Room()
    {
        shown.window.setDiagnostics(diagnostics);
        shown.window.resize(1100, 760);
    }

    template <typename Page>
    QWidget *openSettings(Page page, const ConnectionPage::Content &content = {})
    {
        SettingsDialog *dialog = desk.open(shown.window, shown.theme, content);
        dialog->showPage(page(desk));
        return dialog;
    }
};

/// Everything that Qt passes on to screen readers while this exists.
class Events
{
public:
    Events()
    {
        s_events = {};
        QAccessible::setActive(true);
        QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
            s_events.append({event->type(), event->object()});
        });
    }
    ~Events()
    {
        QAccessible::installUpdateHandler(nullptr);
        QAccessible::setActive(false);
    }
    int count(QAccessible::Event type, const QObject *object) const
    {
        return static_cast<int>(s_events.count(std::pair(type, object)));
    }

private:
    static inline QList<std::pair<QAccessible::Event, const QObject *>> s_events;
};

} // namespace

class TestReadableWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void everythingHasANameOfItsOwn_data()
    {
        QTest::addColumn<std::function<QWidget *(Room &)>>("open");
        using Open = std::function<QWidget *(Room &)>;
        QTest::newRow("connected") << Open([](Room &room) { return &room.shown.window; });
        QTest::newRow("failed") << Open([](Room &room) {
            room.shown.setState(ConnectionState::Failed, LossReason::Refused);
            room.shown.transcript.finishUserText(u"Hello"_s, WallTime{});
            return &room.shown.window;
        });
        QTest::newRow("diagnostics") << Open([](Room &room) {
            room.shown.window.setDiagnosticsShown(true);
            return &room.shown.window;
        });
        QTest::newRow("general settings") << Open([](Room &room) {
            return room.openSettings(
                [](const testing::SettingsDesk &desk) { return desk.general; });
        });
        QTest::newRow("settings of the assistant") << Open([](Room &room) {
            return room.openSettings(
                [](const testing::SettingsDesk &desk) { return desk.assistant; });
        });
        QTest::newRow("settings of another server") << Open([](Room &room) {
            return room.openSettings(
                [](const testing::SettingsDesk &desk) { return desk.connection; },
                {.connection = {.address = u"voice.example.org"_s}});
        });
        QTest::newRow("settings of our own server") << Open([](Room &room) {
            return room.openSettings(
                [](const testing::SettingsDesk &desk) { return desk.connection; });
        });
        QTest::newRow("help") << Open([](Room &room) {
            return new InfoDialog(u"Troubleshooting"_s, HelpTexts::troubleshooting(),
                                  &room.shown.window);
        });
        QTest::newRow("network lab") << Open([](Room &room) {
            return new NetworkLabDialog(room.lab, room.shown.theme, room.clock, &room.shown.window);
        });
        QTest::newRow("unsent") << Open([](Room &room) {
            return new QuitDialog({.texts = 1, .speech = 3s}, &room.shown.window);
        });
        QTest::newRow("certificate")
            << Open([](Room &room) { return new TrustDialog({}, &room.shown.window); });
    }

    void everythingHasANameOfItsOwn()
    {
        QFETCH(const std::function<QWidget *(Room &)>, open);
        Room room;
        QWidget *window = open(room);
        window->show();
        QCOMPARE(faultsOf(*window).join(u"; "_s), QString());
    }

    void menuItemsHaveNames()
    {
        testing::WindowFixture fixture;
        for (const QMenu *menu : fixture.window.findChildren<QMenu *>()) {
            for (const QAction *action : menu->actions())
                QVERIFY2(action->isSeparator() || !action->text().isEmpty(),
                         qPrintable(menu->title()));
        }
    }

    void aFigureReadsAsNameAndValue_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("name");
        QTest::newRow("round trip") << u"roundTrip"_s << u"Round trip: –"_s;
        QTest::newRow("held") << u"held"_s << u"Held: 0.0 s"_s;
        QTest::newRow("unplayed") << u"unplayed"_s << u"Still to play: 0.0 s"_s;
        QTest::newRow("gaps") << u"underruns"_s << u"Gaps: 0"_s;
    }

    void aFigureReadsAsNameAndValue()
    {
        QFETCH(const QString, label);
        Events events;
        Room room;
        room.shown.window.setDiagnosticsShown(true);
        auto *figure = room.shown.child<QLabel>(label);
        QTEST(nameOf(figure), "name");
        QCOMPARE(QAccessible::queryAccessibleInterface(figure)->text(QAccessible::Value),
                 figure->text());
    }

    void theMicrophoneLevelIsAValue()
    {
        testing::WindowFixture fixture;
        auto *level = fixture.child<LevelDisplay>();
        QAccessibleInterface *object = QAccessible::queryAccessibleInterface(level);
        QCOMPARE(object->text(QAccessible::Name), u"Microphone level"_s);
        QVERIFY(object->valueInterface());
        QCOMPARE(object->valueInterface()->currentValue().toInt(), 0);
        level->setMode(LevelDisplay::Mode::Live);
        for (int i = 0; i < LevelDisplay::kLevelsPerBar; ++i)
            level->addLevel(0.4F);
        QCOMPARE(object->valueInterface()->currentValue().toInt(), 40);
        QCOMPARE(object->text(QAccessible::Value), u"40 %"_s);
        level->setMode(LevelDisplay::Mode::Off);
        QCOMPARE(object->valueInterface()->currentValue().toInt(), 0);
    }

    void aRunningClockIsNoNews()
    {
        testing::WindowFixture fixture;
        const Events
            events; // of the clock alone: Qt 6.8 also tells of the name that it begins with
        using State = client::CallStatus::State;
        auto *timer = fixture.child<CallTimer>();
        const Instant since = fixture.clock.now();
        fixture.clock.advance(125s);
        for (int second = 0; second < 3; ++second) {
            fixture.window.setCallStatus({.state = State::Active, .since = since});
            fixture.clock.advance(1s);
        }
        QCOMPARE(nameOf(timer), u"Conversation time: 02:07"_s);
        QCOMPARE(events.count(QAccessible::NameChanged, timer), 0);
    }

    void aCountdownIsNoNews()
    {
        testing::WindowFixture fixture;
        const Events events;
        fixture.setState(ConnectionState::Reconnecting);
        auto *title = fixture.child<QLabel>(u"noticeTitle"_s);
        QCOMPARE(nameOf(title), u"Notice: Connection lost — next try in 4 s"_s);
        QTRY_COMPARE(nameOf(title), u"Notice: Connection lost — next try in 3 s"_s);
        QCOMPARE(events.count(QAccessible::NameChanged, title), 0);
    }

    void aRoundTripIsNoNews()
    {
        testing::WindowFixture fixture;
        client::ConnectionStatus status{.state = ConnectionState::Connected};
        fixture.window.setStatus(status);
        auto *pill = fixture.child<QWidget>(u"status"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(pill)->role(), QAccessible::StatusBar);
        Events events;
        status.roundTrip = 12ms;
        fixture.window.setStatus(status);
        QCOMPARE(events.count(QAccessible::NameChanged, pill), 0);
        QCOMPARE(events.count(QAccessible::DescriptionChanged, pill), 0);
    }
};

HOLDLINE_TEST(TestReadableWidgets)

} // namespace holdline::tst_readablewidgets

#include "tst_readablewidgets.moc"
