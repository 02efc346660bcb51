// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "galleryscene.h"
#include "settingsdesk.h"

#include "client/lab/networklab.h"
#include "support/lineclient.h"
#include "support/testcase.h"
#include "widgets/diagnostics/diagnosticspanel.h"
#include "widgets/diagnostics/networklabdialog.h"
#include "widgets/helptexts.h"
#include "widgets/infodialog.h"
#include "widgets/look/elidedlabel.h"
#include "widgets/look/fittoscreen.h"
#include "widgets/look/windowstyle.h"
#include "widgets/panes/sidepanel.h"
#include "widgets/personadesk.h"
#include "widgets/settings/personadialog.h"
#include "widgets/settings/trustdialog.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenuBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace holdline::tst_largetext {

using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::ConnectionStatus;

namespace {

constexpr QSize kSmall(360, 480);

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget);
}

/// Some controls of Qt consist of others.
bool isPartOfAnother(const QWidget *widget)
{
    return qobject_cast<QComboBox *>(widget->parentWidget())
        || qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
        || widget->objectName().startsWith("qt_"_L1);
}

/// The first of `widget` and its parents that lies outside of its own parent and cannot be scrolled
/// to; null if none does.
const QWidget *cutOff(const QWidget *widget)
{
    for (; !widget->isWindow(); widget = widget->parentWidget()) {
        const auto *area =
            qobject_cast<const QScrollArea *>(widget->parentWidget()->parentWidget());
        if (area && area->widget() == widget)
            continue; // it has its full size and is scrolled
        if (!widget->parentWidget()->rect().contains(widget->geometry()))
            return widget;
    }
    return nullptr;
}

QString nameOf(const QWidget *widget)
{
    const auto *label = qobject_cast<const QLabel *>(widget);
    return u"%1 %2 %3"_s.arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                             label ? label->text() : QString());
}

/// The row of `area` that needs most room.
QString widest(const QScrollArea &area)
{
    QLayout *rows = area.widget()->layout();
    QLayoutItem *most = rows->itemAt(0);
    for (int i = 0; i < rows->count(); ++i) {
        if (rows->itemAt(i)->minimumSize().width() > most->minimumSize().width())
            most = rows->itemAt(i);
    }
    const QString name = most->widget() ? nameOf(most->widget()) : most->layout()->objectName();
    return u"%1, which needs %2 px"_s.arg(name).arg(most->minimumSize().width());
}

/// The pages of `window` that have to be scrolled sideways, and why; empty if there are none.
QString tooWide(const QWidget &window)
{
    QStringList found;
    for (const QScrollArea *area : window.findChildren<QScrollArea *>()) {
        if (area->isVisibleTo(&window) && area->horizontalScrollBar()->maximum() > 0)
            found << u"%1 of %2 px because of %3"_s.arg(nameOf(area))
                         .arg(area->viewport()->width())
                         .arg(widest(*area));
    }
    return found.join(u'\n');
}

/// Layouts inside of layouts need several rounds.
void settle(QWidget &window)
{
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::processEvents();
}

/// The faults of `window`; empty if there are none.
QString faults(const QWidget &window)
{
    QStringList found;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        const bool isShown = widget->isVisibleTo(&window) && widget->window() == &window;
        if (!isShown || isPartOfAnother(widget) || !(label || isControl(widget)))
            continue;
        if (const QWidget *culprit = cutOff(widget))
            found << u"outside: %1 in %2"_s.arg(nameOf(widget), nameOf(culprit));
        if (qobject_cast<const ElidedLabel *>(widget)) {
            if (widget->height() < widget->fontMetrics().height())
                found << u"low: "_s + nameOf(widget);
        } else if (label && label->wordWrap()) {
            if (label->height() < label->heightForWidth(label->width()))
                found << u"cut: "_s + nameOf(widget);
        } else if (label) {
            if (label->width() < label->fontMetrics().horizontalAdvance(label->text().remove(u'&')))
                found << u"cut: "_s + nameOf(widget);
        } else if (widget->width() < widget->minimumSizeHint().width()
                   || widget->height() < widget->minimumSizeHint().height()) {
            found << u"small: "_s + nameOf(widget);
        }
    }
    return found.join(u'\n');
}

} // namespace

/// With a desktop font of 24 points, all parts of the smallest window can be read and reached.
class TestLargeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void init()
    {
        QFont large = m_before;
        large.setPointSize(24);
        QApplication::setFont(large);
    }

    void cleanup() { QApplication::setFont(m_before); }

    void followsTheFontOfTheDesktop()
    {
        QApplication::setFont(m_before);
        Scene scene(Theme::Choice::Light, in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        const auto *entry = scene.window.findChild<QWidget *>(u"entry"_s);
        const int before = entry->fontInfo().pixelSize();
        QFont large = m_before;
        large.setFamily(u"DejaVu Serif"_s);
        large.setPointSize(24);
        QApplication::setFont(large);
        QTRY_VERIFY(entry->fontInfo().pixelSize() > 2 * before);
        QCOMPARE(entry->fontInfo().family(), u"DejaVu Serif"_s);
    }

    void window_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<ConnectionState>("state");
        QTest::newRow("connected") << false << ConnectionState::Connected;
        QTest::newRow("reconnecting") << true << ConnectionState::Reconnecting;
        QTest::newRow("failed") << false << ConnectionState::Failed;
    }

    void window()
    {
        QFETCH(bool, dark);
        QFETCH(ConnectionState, state);
        ConnectionStatus status = in(state);
        status.host = u"voice.example.org"_s;
        status.attempt = 10;
        status.attempts = 10;
        status.canBeOverheard = true;
        if (state == ConnectionState::Failed)
            status.reason = client::LossReason::CertificateInvalid;
        if (state == ConnectionState::Reconnecting)
            status.nextTry = ManualClock().now() + 4s;
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        scene.hold();
        scene.window.resize(kSmall);
        keep(u"large-"_s + QLatin1String(QTest::currentDataTag()), scene.picture());
        QCOMPARE(scene.window.size(), kSmall);
        QTRY_VERIFY(!scene.window.findChild<QScrollArea *>(u"scroll"_s)
                         ->horizontalScrollBar()
                         ->isVisible());
        QTRY_COMPARE(faults(scene.window), QString());
        const auto *bar = scene.window.findChild<QMenuBar *>();
        const auto *more = bar->findChild<QWidget *>(u"qt_menubar_ext_button"_s);
        for (QAction *action : bar->actions())
            QVERIFY(bar->rect().contains(bar->actionGeometry(action)) || more->isVisible());
    }

    void dialogs_data()
    {
        QTest::addColumn<QString>("which");
        for (const char *which : {"general", "assistant", "recognition", "voice", "connection",
                                  "trust", "help", "keys"})
            QTest::newRow(which) << QString::fromLatin1(which);
    }

    void dialogs()
    {
        QFETCH(QString, which);
        Scene scene(Theme::Choice::Light, in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        SettingsDesk desk;
        QDialog *dialog = opened(which, scene, desk);
        dialog->show();
        dialog->resize(kSmall);
        settle(*dialog);
        keep(u"large-"_s + which, dialog->grab().toImage());
        QCOMPARE(dialog->size(), kSmall);
        QTRY_COMPARE(faults(*dialog), QString());
        QCOMPARE(tooWide(*dialog), QString());
    }

    void diagnostics()
    {
        Scene scene(Theme::Choice::Dark, in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        scene.window.setDiagnosticsShown(true);
        QWidget *apart = scene.window.findChild<DiagnosticsPanel *>()->window();
        QVERIFY(apart != &scene.window);
        apart->resize(kSmall);
        settle(*apart);
        keep(u"large-diagnostics"_s, apart->grab().toImage());
        QCOMPARE(apart->size(), kSmall);
        QTRY_COMPARE(faults(*apart), QString());
        QCOMPARE(tooWide(*apart), QString());
    }

    void networkLab()
    {
        Scene scene(Theme::Choice::Light, in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        LineHome home;
        LineClient client(home, QUrl(u"ws://127.0.0.1:1"_s), quickPolicy(1000));
        client::NetworkLab lab(client.socket, client.line, client.clock);
        NetworkLabDialog dialog(lab, scene.theme, scene.clock, &scene.window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.resize(kSmall);
        settle(dialog);
        keep(u"large-lab"_s, dialog.grab().toImage());
        QCOMPARE(dialog.size(), kSmall);
        QTRY_COMPARE(faults(dialog), QString());
        QCOMPARE(tooWide(dialog), QString());
    }

    void personas()
    {
        Scene scene(Theme::Choice::Light, in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        PersonaDesk desk;
        auto *dialog = new PersonaDialog(desk.personas, &scene.window);
        dialog->show();
        desk.personas.remove(desk.personas.personas().back().id); // with the offer to undo
        dialog->resize(kSmall);
        settle(*dialog);
        keep(u"large-personas"_s, dialog->grab().toImage());
        QCOMPARE(dialog->size(), kSmall);
        QTRY_COMPARE(faults(*dialog), QString());
        QCOMPARE(tooWide(*dialog), QString());
        delete dialog;
    }

    void aWindowFitsItsScreen()
    {
        QCOMPARE(fitted({448, 760}, {1366, 768}), QSize(448, 720));
        QCOMPARE(fitted({448, 760}, {1920, 1080}), QSize(448, 760));
    }

    void thePanelStandsBesideTheWindow_data()
    {
        QTest::addColumn<QRect>("window");
        QTest::addColumn<std::optional<QPoint>>("place");
        using Place = std::optional<QPoint>;
        QTest::newRow("right") << QRect(100, 50, 448, 700) << Place({548, 50});
        QTest::newRow("left") << QRect(900, 50, 448, 700) << Place({460, 50});
        QTest::newRow("low") << QRect(100, 300, 448, 700) << Place({548, 88});
        QTest::newRow("nowhere") << QRect(400, 50, 600, 700) << Place();
    }

    void thePanelStandsBesideTheWindow()
    {
        QFETCH(QRect, window);
        QTEST(SidePanel::besides(window, {440, 680}, {0, 0, 1366, 768}), "place");
    }

private:
    static QDialog *openedSettings(const QString &which, Scene &scene, SettingsDesk &desk)
    {
        ConnectionPage::Content content;
        content.connection.address = u"voice.example.org"_s;
        content.connection.reconnect.initial = 100ms;
        content.pins = {{u"192.168.1.20:8000"_s, QByteArray(32, '\x3c')}};
        SettingsDialog *dialog = desk.open(scene.window, scene.theme, content);
        Q_EMIT desk.catalog.found(QUrl(u"http://127.0.0.1:11434/v1"_s), {u"llama3.2:3b"_s});
        if (which == "assistant"_L1)
            dialog->showPage(desk.assistant);
        else if (which == "recognition"_L1)
            dialog->showPage(desk.recognition);
        else if (which == "voice"_L1)
            dialog->showPage(desk.voice);
        else if (which == "connection"_L1)
            dialog->showPage(desk.connection);
        return dialog;
    }

    static QDialog *opened(const QString &which, Scene &scene, SettingsDesk &desk)
    {
        MainWindow &window = scene.window;
        if (which == "general"_L1 || which == "assistant"_L1 || which == "recognition"_L1
            || which == "voice"_L1 || which == "connection"_L1)
            return openedSettings(which, scene, desk);
        if (which == "trust"_L1)
            return new TrustDialog({.server = u"voice.example.org:443"_s,
                                    .fingerprint = QByteArray(32, '\x3c'),
                                    .subject = u"voice.example.org"_s,
                                    .issuer = u"voice.example.org"_s,
                                    .validUntil = QDateTime({2027, 11, 21}, {})},
                                   &window);
        return new InfoDialog(which,
                              which == "help"_L1
                                  ? HelpTexts::troubleshooting()
                                  : HelpTexts::shortcuts(window.findChildren<QAction *>()),
                              &window);
    }

    const QFont m_before = QApplication::font();
};

HOLDLINE_TEST(TestLargeText)

} // namespace holdline::tst_largetext

#include "tst_largetext.moc"
