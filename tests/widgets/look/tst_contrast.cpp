// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/transcriptmodel.h"
#include "support/manualclock.h"
#include "support/testcase.h"
#include "widgets/look/connectionlook.h"
#include "widgets/look/contrast.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/look/windowstyle.h"
#include "widgets/mainwindow.h"
#include "widgets/panes/connectionstatuswidget.h"
#include "widgets/panes/leveldisplay.h"
#include "widgets/panes/microphonebutton.h"
#include "widgets/settingsdesk.h"

#include <QApplication>
#include <QMenu>
#include <QTest>

namespace holdline::tst_contrast {

using namespace widgets;
using namespace Qt::StringLiterals;
using client::ConnectionState;

namespace {

/// The opaque colour of `color` on `ground`.
QColor over(const QColor &ground, const QColor &color)
{
    const auto mix = [&](float above, float below) {
        return above * color.alphaF() + below * (1 - color.alphaF());
    };
    return QColor::fromRgbF(mix(color.redF(), ground.redF()), mix(color.greenF(), ground.greenF()),
                            mix(color.blueF(), ground.blueF()));
}

QColor stateColor(ConnectionState state)
{
    return QColor::fromRgb(lookOf(state).color);
}

/// The largest contrast of any pixel in `area` with `ground`.
double strongest(const QImage &image, const QRect &area, const QColor &ground)
{
    double most = 1;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            most = std::max(most, contrastRatio(image.pixelColor(x, y), ground));
    }
    return most;
}

} // namespace

/// Text and controls must have enough contrast (WCAG 2.1 AA), in light and in dark.
class TestContrast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void isThatOfTheStandard()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void pairs_data()
    {
        QTest::addColumn<QColor>("mark");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("needed");
        for (const ThemePalette &colors : {ThemePalette::light(), ThemePalette::dark()}) {
            const auto row = [&](const char *name, const QColor &mark, const QColor &ground,
                                 double needed) {
                QTest::addRow("%s: %s", colors.isDark ? "dark" : "light", name)
                    << over(ground, mark) << ground << needed;
            };
            for (const auto &[name, ground] :
                 {std::pair("card", colors.card), std::pair("background", colors.background)}) {
                row(qPrintable(u"text on %1"_s.arg(QLatin1String(name))), colors.ink, ground,
                    kTextContrast);
                row(qPrintable(u"success on %1"_s.arg(QLatin1String(name))), colors.success, ground,
                    kTextContrast);
                row(qPrintable(u"captions on %1"_s.arg(QLatin1String(name))), colors.muted, ground,
                    kTextContrast);
                row(qPrintable(u"borders and scroll bars on %1"_s.arg(QLatin1String(name))),
                    colors.outline, ground, kMarkContrast);
                row(qPrintable(u"focus on %1"_s.arg(QLatin1String(name))), colors.accent, ground,
                    kMarkContrast);
            }
            row("own text", colors.mineText, colors.mine, kTextContrast);
            row("own text, restored", colors.mineText, colors.mineRestored(), kTextContrast);
            row("own text, not sent or said yet", colors.mineUnsentText, colors.mineUnsent,
                kTextContrast);
            row("own bubble", colors.mine, colors.background, kMarkContrast);
            row("own bubble, restored", colors.mineRestored(), colors.background, kMarkContrast);
            row("answer", colors.theirsText, colors.theirs, kTextContrast);
            row("answer, already spoken", colors.theirsText, over(colors.theirs, colors.spoken),
                kTextContrast);
            row("code", colors.theirsText, colors.code, kTextContrast);
            row("code, already spoken", colors.theirsText, over(colors.code, colors.spoken),
                kTextContrast);
            row("code, not heard", colors.muted, colors.code, kTextContrast);
            row("link", colors.accent, colors.theirs, kTextContrast);
            row("line under the spoken text", colors.spokenLine, colors.theirs, kMarkContrast);
            row("chosen menu row", colors.accent, colors.card, kMarkContrast);
            row("text of the chosen menu row", colors.onAccent, colors.accent, kTextContrast);
            for (const auto &[name, tone] :
                 {std::pair("info", colors.info), std::pair("warning", colors.warning),
                  std::pair("error", colors.error)})
                row(qPrintable(u"banner, %1"_s.arg(QLatin1String(name))), tone.text,
                    tone.background, kTextContrast);
            for (const ConnectionLook &look : kConnectionLooks) {
                const QColor color = stateColor(look.state);
                row(qPrintable(u"rim of the dot, %1"_s.arg(QLatin1String(look.label))),
                    rimFor(color, colors.card), colors.card, kMarkContrast);
                row(qPrintable(u"icon on the button, %1"_s.arg(QLatin1String(look.label))),
                    iconColorOn(color), color, kMarkContrast);
            }
        }
    }

    void pairs()
    {
        QFETCH(QColor, mark);
        QFETCH(QColor, ground);
        QFETCH(double, needed);
        const double ratio = contrastRatio(mark, ground);
        QVERIFY2(
            ratio >= needed,
            qPrintable(u"%1 on %2: %3"_s.arg(mark.name(), ground.name()).arg(ratio, 0, 'f', 2)));
    }

    void schemes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void placeholders_data() { schemes_data(); }
    void placeholders()
    {
        Shown shown(!isDark());
        shown.theme.setChoice(isDark() ? Theme::Choice::Dark : Theme::Choice::Light);
        testing::SettingsDesk desk;
        const SettingsDialog *dialog = desk.open(shown.window, shown.theme);
        const QColor ground = shown.colors().background;
        for (const QWidget *field : {shown.window.findChild<QWidget *>(u"entry"_s),
                                     dialog->findChild<QWidget *>(u"address"_s)}) {
            for (const auto role : {QPalette::Text, QPalette::PlaceholderText}) {
                const QColor text = field->palette().color(QPalette::Active, role);
                QVERIFY2(contrastRatio(over(ground, text), ground) >= kTextContrast,
                         qPrintable(field->objectName() + text.name(QColor::HexArgb)));
            }
        }
    }

    void theChosenMenuRow_data() { schemes_data(); }
    void theChosenMenuRow()
    {
        Shown shown(isDark());
        auto *menu = shown.window.findChild<QMenu *>(u"viewMenu"_s);
        menu->popup({});
        const QList<QAction *> actions = menu->actions();
        menu->setActiveAction(actions[0]);
        const QImage image = menu->grab().toImage();
        const auto color = [&](QAction *action) {
            const QRect row = menu->actionGeometry(action);
            return image.pixelColor(row.right() - 8, row.center().y());
        };
        QVERIFY(contrastRatio(color(actions[0]), color(actions[1])) >= kMarkContrast);
    }

    void theDotOfThePill_data() { schemes_data(); }
    void theDotOfThePill()
    {
        const Shown shown(isDark());
        ConnectionStatusWidget pill;
        pill.setColors(shown.colors());
        client::ConnectionStatus status;
        status.state = ConnectionState::Connected;
        pill.setStatus(status);
        pill.resize(pill.sizeHint());
        const QImage image = pill.grab().toImage();
        const QRect dot(11, pill.height() / 2 - 1, 10, 2);
        QVERIFY(strongest(image, dot, shown.colors().card) >= kMarkContrast);
    }

    void theBarsOfTheLevel_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<LevelDisplay::Mode>("mode");
        using Mode = LevelDisplay::Mode;
        for (const bool dark : {false, true}) {
            for (const auto &[name, mode] :
                 {std::pair("off", Mode::Off), std::pair("on", Mode::Live),
                  std::pair("held", Mode::Held)})
                QTest::addRow("%s, %s", name, dark ? "dark" : "light") << dark << mode;
        }
    }
    void theBarsOfTheLevel()
    {
        QFETCH(LevelDisplay::Mode, mode);
        const ThemePalette colors = isDark() ? ThemePalette::dark() : ThemePalette::light();
        LevelDisplay display;
        display.setPalette(colors.toPalette());
        display.setColors(colors);
        display.setMode(mode);
        display.resize(100, 64);
        for (int i = 0; i < 20 * LevelDisplay::kLevelsPerBar; ++i)
            display.addLevel(0.5F);
        const QImage image = display.grab().toImage();
        QCOMPARE(image.pixelColor(0, 0), colors.card);
        QVERIFY(strongest(image, display.rect(), colors.card) >= kMarkContrast);
    }

    void theIconOfTheMicrophone_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<MicrophoneButton::Look>("look");
        using Look = MicrophoneButton::Look;
        for (const bool dark : {false, true}) {
            for (const auto &[name, look] :
                 {std::pair("off", Look::Closed), std::pair("on", Look::Live),
                  std::pair("starting", Look::Opening), std::pair("paused", Look::Gated),
                  std::pair("held", Look::Holding), std::pair("broken", Look::Broken)})
                QTest::addRow("%s, %s", name, dark ? "dark" : "light") << dark << look;
        }
    }
    void theIconOfTheMicrophone()
    {
        QFETCH(MicrophoneButton::Look, look);
        const Shown shown(isDark());
        MicrophoneButton button;
        button.setColors(shown.colors());
        button.setLook(look);
        button.resize(button.sizeHint());
        const QImage image = button.grab().toImage();
        const QPoint center = button.rect().center();
        const QColor disc = image.pixelColor(center - QPoint(18, 0));
        QVERIFY(strongest(image, QRect(center - QPoint(8, 8), QSize(16, 16)), disc)
                >= kMarkContrast);
    }

private:
    struct Shown
    {
        testing::ManualClock clock;
        DesktopScheme desktop;
        Theme theme{desktop};
        client::TranscriptModel transcript;
        MainWindow window{theme, clock};

        explicit Shown(bool dark)
        {
            theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);
            window.setTranscript(transcript);
            window.show();
        }
        const ThemePalette &colors() const { return theme.palette(); }
    };

    static bool isDark()
    {
        QFETCH(bool, dark);
        return dark;
    }
};

HOLDLINE_TEST(TestContrast)

} // namespace holdline::tst_contrast

#include "tst_contrast.moc"
