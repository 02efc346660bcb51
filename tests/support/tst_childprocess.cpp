// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/childprocess.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <iostream>
#include <sstream>

namespace holdline::tst_childprocess {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// Captures what this process prints to standard error.
struct Eavesdropper
{
    Eavesdropper() : own(std::cerr.rdbuf(heard.rdbuf())) { }
    ~Eavesdropper() { std::cerr.rdbuf(own); }
    Q_DISABLE_COPY_MOVE(Eavesdropper)

    std::ostringstream heard;
    std::streambuf *own;
};

} // namespace

class TestChildProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBothChannelsAsLines()
    {
        ChildProcess process(u"sh"_s, {u"-c"_s, u"echo one; echo two >&2; echo three"_s});
        QVERIFY(process.start());
        QTRY_VERIFY(!process.isRunning());
        QTRY_COMPARE(process.standardOutput().size(), 2);
        QCOMPARE(process.standardOutput()[1].text, u"three"_s);
        QCOMPARE(process.errorText(), u"two"_s);
        QCOMPARE(process.exitCode(), 0);
    }

    void writesToItsInputUntilThatIsClosed()
    {
        ChildProcess process(u"cat"_s, {});
        QVERIFY(process.start());
        process.write("hello\n");
        QTRY_COMPARE(process.standardOutput().size(), 1);
        process.closeInput();
        QTRY_VERIFY(!process.isRunning());
    }

    void killsWhatDoesNotListenToTerminate()
    {
        ChildProcess process(u"sh"_s, {u"-c"_s, u"trap '' TERM; echo ready; exec sleep 30"_s});
        QVERIFY(process.start());
        QTRY_COMPARE(process.standardOutput().size(), 1);
        QVERIFY(!process.terminate(Duration(100)));
        QVERIFY(!process.isRunning());
        QCOMPARE(process.exitCode(), -1);
    }

    void leavesNothingRunningWhenItGoes()
    {
        qint64 pid = 0;
        {
            ChildProcess process(u"sleep"_s, {u"30"_s});
            QVERIFY(process.start());
            pid = process.pid();
        }
        QCOMPARE(::kill(static_cast<pid_t>(pid), 0), -1);
    }

    // Also the report of a child that is killed before its output was read.
    void passesOnWhatASanitizerReports()
    {
        const QTemporaryDir folder;
        const QString done = folder.filePath(u"done"_s);
        const QString report = u"echo usual >&2; echo 'TestSanitizer: race' >&2; echo here >&2; "
                               "touch \"$0\"; exec sleep 30"_s;
        const QString wait = u"until [ -e \"$0\" ]; do :; done"_s;
        const Eavesdropper standardError;
        {
            ChildProcess process(u"sh"_s, {u"-c"_s, report, done});
            QVERIFY(process.start());
            QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, wait, done}), 0);
        }
        QCOMPARE(standardError.heard.str(), std::string("TestSanitizer: race\nhere\n"));
    }

    void cannotStartWhatIsNotThere()
    {
        ChildProcess process(u"no-such-program"_s, {});
        QVERIFY(!process.start());
        QCOMPARE(runTool(u"no-such-program"_s, {}).exitCode, -1);
    }
};

HOLDLINE_TEST(TestChildProcess)

} // namespace holdline::tst_childprocess

#include "tst_childprocess.moc"
