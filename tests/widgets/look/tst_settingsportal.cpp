// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/desktopscheme.h"
#include "widgets/look/settingsportal.h"

#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_settingsportal {

using namespace widgets;

class TestSettingsPortal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

    void decidesWhetherTheDesktopIsDark_data()
    {
        QTest::addColumn<uint>("colorScheme");
        QTest::addColumn<bool>("dark");
        QTest::newRow("1 prefers dark") << 1U << true;
        QTest::newRow("2 prefers light") << 2U << false;
        QTest::newRow("0 has no opinion, the palette decides") << 0U << false;
        QTest::newRow("an unknown value has no opinion") << 77U << false;
    }

    void decidesWhetherTheDesktopIsDark()
    {
        QFETCH(uint, colorScheme);
        QFETCH(bool, dark);
        DesktopScheme desktop;
        QSignalSpy changed(&desktop, &DesktopScheme::changed);
        desktop.findChild<SettingsPortal *>()->setColorScheme(colorScheme);
        QCOMPARE(desktop.isDark(), dark);
        QCOMPARE(changed.size(), dark ? 1 : 0);
    }
};

HOLDLINE_TEST(TestSettingsPortal)

} // namespace holdline::tst_settingsportal

#include "tst_settingsportal.moc"
