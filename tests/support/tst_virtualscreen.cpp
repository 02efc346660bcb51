// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "support/virtualscreen.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_virtualscreen {

using namespace testing;
using namespace Qt::StringLiterals;

class TestVirtualScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWindowsThatTakeKeysAndPictures()
    {
        VirtualScreen screen({640, 480});
        QVERIFY(screen.start());
        // xev prints every event of its window.
        ChildProcess xev(u"xev"_s, {u"-event"_s, u"keyboard"_s}, screen.environment());
        QVERIFY(xev.start());
        const auto window = screen.findWindow(u"Event Tester"_s);
        QVERIFY(window);
        QVERIFY(screen.activate(*window));
        QVERIFY(screen.pressKey(u"x"_s));
        const auto sawKey = [&xev] {
            return std::any_of(
                xev.standardOutput().begin(), xev.standardOutput().end(),
                [](const OutputLine &line) { return line.text.contains(u", x)"_s); });
        };
        QTRY_VERIFY(sawKey());

        const QTemporaryDir folder;
        const QString path = folder.filePath(u"screen.png"_s);
        QVERIFY(screen.screenshot(path));
        QCOMPARE(QImage(path).size(), QSize(640, 480));
        QVERIFY(screen.screenshot(path, window));
        QVERIFY(QImage(path).width() < 640);
    }

    void twoScreensStandSideBySide()
    {
        VirtualScreen one;
        VirtualScreen two;
        QVERIFY(one.start());
        QVERIFY(two.start());
        QVERIFY(one.display() != two.display());
    }
};

HOLDLINE_TEST(TestVirtualScreen)

} // namespace holdline::tst_virtualscreen

#include "tst_virtualscreen.moc"
