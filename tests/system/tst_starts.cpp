// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/clientprocess.h"
#include "support/testcase.h"

#include <QTest>

#include <csignal>

namespace holdline::tst_starts {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How the program starts when it runs already, and where it cannot run.
class TestStarts : public QObject
{
    Q_OBJECT

    VirtualScreen m_screen;

    bool isActive(const ClientProcess &client) const
    {
        const ToolResult active =
            runTool(u"xdotool"_s, {u"getactivewindow"_s}, m_screen.environment());
        return active.output.trimmed().toULongLong() == client.window();
    }

    static QProcessEnvironment withoutScreen()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        return environment;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_screen.start()); }

    void aSecondStartShowsTheFirstWindow()
    {
        ClientProcess first(m_screen, {});
        QVERIFY(first.start());
        QVERIFY(first.waitForStatus(u"connected"_s));
        ClientProcess other(m_screen, {}); // with settings of its own
        QVERIFY(other.start());
        QVERIFY(m_screen.activate(other.window()));

        const auto second = first.another();
        QVERIFY(second->start());
        QVERIFY2(second->waitForEnd(5s), qPrintable(second->errorText()));
        QCOMPARE(second->exitCode(), 0);
        QVERIFY(waitUntil([&] { return isActive(first); }, 5s));
        QVERIFY(other.process().isRunning());
    }

    void oneThatWasKilledIsNotWaitedFor()
    {
        ClientProcess first(m_screen, {});
        QVERIFY(first.start());
        first.kill();
        QVERIFY(first.start());
        QVERIFY(first.waitForStatus(u"connected"_s));
    }

    void oneThatHangsIsTold()
    {
        ClientProcess first(m_screen, {});
        QVERIFY(first.start());
        ::kill(static_cast<pid_t>(first.process().pid()), SIGSTOP);
        const auto second = first.another();
        QVERIFY(second->start());
        QVERIFY(second->waitForEnd(20s));
        QCOMPARE(second->exitCode(), 1);
        QVERIFY2(second->errorText().contains(u"already running"_s),
                 qPrintable(second->errorText()));
        ::kill(static_cast<pid_t>(first.process().pid()), SIGCONT);
    }

    void anotherOneStartsWhenItIsAskedFor()
    {
        ClientProcess first(m_screen, {});
        QVERIFY(first.start());
        const auto second = first.another({u"--new-instance"_s, u"--server"_s, u"127.0.0.1:1"_s});
        QVERIFY(second->start());
        QVERIFY(m_screen.findWindow(second->pid()));
        QVERIFY(second->terminate());
    }

    void withoutAScreenItSaysSoAndEnds_data()
    {
        QTest::addColumn<QString>("display");
        QTest::newRow("none") << QString();
        QTest::newRow("one that is not there") << u":4711"_s;
    }

    void withoutAScreenItSaysSoAndEnds()
    {
        QFETCH(QString, display);
        QProcessEnvironment environment = withoutScreen();
        if (!display.isEmpty())
            environment.insert(u"DISPLAY"_s, display);
        ChildProcess client(ClientProcess::program(), {}, environment);
        QVERIFY(client.start());
        QVERIFY(client.waitForEnd(10s));
        QCOMPARE(client.exitCode(), 1);
        QCOMPARE(client.standardError().size(), 1);
        QVERIFY2(client.errorText().contains(u"There is no screen"_s),
                 qPrintable(client.errorText()));
    }

    void aFolderThatCannotBeWrittenToIsNamed()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        QTemporaryDir folder;
        QFile inTheWay(folder.filePath(u"data"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        environment = m_screen.environment(environment);
        environment.insert(u"XDG_CONFIG_HOME"_s, folder.filePath(u"config"_s));
        environment.insert(u"XDG_DATA_HOME"_s, inTheWay.fileName());
        ChildProcess client(ClientProcess::program(), {}, environment);
        QVERIFY(client.start());
        QVERIFY2(waitUntil([&] { return client.errorText().contains(u"status failed"_s); }, 10s),
                 qPrintable(client.errorText()));
        QVERIFY2(client.errorText().contains(u"cannot write to "_s + inTheWay.fileName()),
                 qPrintable(client.errorText()));
        QVERIFY(client.terminate());
    }
};

HOLDLINE_TEST(TestStarts)

} // namespace holdline::tst_starts

#include "tst_starts.moc"
