// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/appearancesettings.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"

#include "support/testcase.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_theme {

using namespace widgets;
using namespace Qt::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

    void followsThePaletteOfTheDesktop()
    {
        DesktopScheme desktop;
        const Theme theme(desktop);
        const QPalette before = QGuiApplication::palette();
        QGuiApplication::setPalette(QPalette(QColor(30, 30, 30)));
        QTRY_VERIFY(theme.palette().isDark);
        QGuiApplication::setPalette(before);
        QTRY_VERIFY(!theme.palette().isDark);
    }

    void aChoiceBeatsTheDesktop()
    {
        DesktopScheme desktop;
        Theme theme(desktop);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(theme.palette(), ThemePalette::dark());
        QCOMPARE(changed.size(), 1);
        theme.setChoice(Theme::Choice::Light);
        const QPalette before = QGuiApplication::palette();
        QGuiApplication::setPalette(QPalette(QColor(30, 30, 30)));
        QTRY_VERIFY(desktop.isDark());
        QCOMPARE(theme.palette(), ThemePalette::light());
        theme.setChoice(Theme::Choice::FollowSystem);
        QCOMPARE(theme.palette(), ThemePalette::dark());
        QGuiApplication::setPalette(before);
    }

    void fillsInTheWholeStyleSheet()
    {
        DesktopScheme desktop;
        Theme theme(desktop);
        for (int size = 0; size < Theme::kTextSizes; ++size) {
            theme.setTextSize(size);
            QVERIFY(theme.styleSheet().size() > 1000);
            QVERIFY2(!theme.styleSheet().contains(u'@'), qPrintable(theme.styleSheet()));
        }
        const QString large = theme.styleSheet();
        theme.setTextSize(999);
        QCOMPARE(theme.textSize(), Theme::kTextSizes - 1);
        QCOMPARE(theme.styleSheet(), large);
        theme.setTextSize(-1);
        QCOMPARE(theme.textSize(), 0);
    }

    void isKeptBetweenRuns()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"holdline.ini"_s), QSettings::IniFormat);
        AppearanceSettings appearance(settings);
        DesktopScheme desktop;
        Theme theme(desktop);
        appearance.restore(theme);
        QCOMPARE(theme.choice(), Theme::Choice::FollowSystem);
        QCOMPARE(theme.textSize(), Theme::kDefaultTextSize);

        QSignalSpy changed(&theme, &Theme::changed);
        theme.setChoice(Theme::Choice::Light); // the colours stay, but the menu shows the choice
        QCOMPARE(changed.size(), 1);
        theme.setChoice(Theme::Choice::Dark);
        theme.setTextSize(3);
        appearance.store(theme);
        Theme restored(desktop);
        appearance.restore(restored);
        QCOMPARE(restored.choice(), Theme::Choice::Dark);
        QCOMPARE(restored.textSize(), 3);

        settings.setValue(u"view/theme"_s, u"purple"_s);
        settings.setValue(u"view/textSize"_s, u"huge"_s);
        appearance.restore(restored);
        QCOMPARE(restored.choice(), Theme::Choice::FollowSystem);
        QCOMPARE(restored.textSize(), Theme::kDefaultTextSize);
    }

    /// WCAG AA for body text.
    void textCanBeReadOnEverything_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        for (const ThemePalette &palette : {ThemePalette::light(), ThemePalette::dark()}) {
            const char *name = palette.isDark ? "dark" : "light";
            QTest::addRow("%s ink", name) << palette.ink << palette.card;
            QTest::addRow("%s muted on card", name) << palette.muted << palette.card;
            QTest::addRow("%s muted", name) << palette.muted << palette.background;
            QTest::addRow("%s mine", name) << palette.mineText << palette.mine;
            QTest::addRow("%s theirs", name) << palette.theirsText << palette.theirs;
            QTest::addRow("%s info", name) << palette.info.text << palette.info.background;
            QTest::addRow("%s warning", name) << palette.warning.text << palette.warning.background;
            QTest::addRow("%s error", name) << palette.error.text << palette.error.background;
        }
    }

    void textCanBeReadOnEverything()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, ground);
        const auto luminance = [](const QColor &colour) {
            const auto linear = [](double c) {
                return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
                + 0.0722 * linear(colour.blueF());
        };
        const double a = luminance(text) + 0.05;
        const double b = luminance(ground) + 0.05;
        const double contrast = std::max(a, b) / std::min(a, b);
        QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
    }
};

HOLDLINE_TEST(TestTheme)

} // namespace holdline::tst_theme

#include "tst_theme.moc"
