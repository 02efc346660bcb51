// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
// tests_ROOM SUBJECT [ARGUMENTS OF QTEST]
// Runs one test class of a room. Without arguments it lists them.
#include "support/testcase.h"

#ifdef HOLDLINE_TEST_WIDGETS
#include <QApplication>
#else
#include <QCoreApplication>
#endif

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace holdline::testing {

#ifdef HOLDLINE_TEST_WIDGETS
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

namespace {

std::vector<const TestCase *> &testCases()
{
    static std::vector<const TestCase *> all;
    return all;
}

QtMessageHandler qtestHandler = nullptr; // a handler can reach nothing but what is global

/// Warnings of Qt and its plugins about the machine, which no test can announce.
bool isOfThePlatform(const QString &message)
{
    static const QStringList beginnings{
        QStringLiteral("This plugin does not support"),
        QStringLiteral("QStandardPaths: "),
        // QWebSocket of Qt 6.4 peeks into a socket that its peer has just closed.
        QStringLiteral("QIODevice::peek (QTcpSocket): device not open"),
        // Qt Multimedia, while its PulseAudio server ends or is away.
        QStringLiteral("PulseAudioService: "),
        QStringLiteral("\"Stream error: "),
        QStringLiteral("Stream error: "),
        QStringLiteral("\"pa_stream_peek() failed: "),
        // QAbstractItemModelTester of Qt 6.8 asks for fonts and pixmaps, also without Qt Gui.
        QStringLiteral("Trying to construct an instance of an invalid type, type id: 409"),
        // QNetworkReply of Qt 6.4, when it is aborted while its connection breaks.
        QStringLiteral("QNetworkReplyImplPrivate::error: Internal problem"),
    };
    return std::ranges::any_of(
        beginnings, [&](const QString &beginning) { return message.startsWith(beginning); });
}

/// Qt 6.4 can be told to fail on warnings only within a test function, and forgets it at its end.
void failOnWarning(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static const QRegularExpression any(QStringLiteral("^"));
    if (type == QtWarningMsg && !isOfThePlatform(message))
        QTest::failOnWarning(any);
    qtestHandler(type, context, message);
}

} // namespace

TestCase::TestCase(const char *file, Main itsMain)
    : name(QFileInfo(QString::fromUtf8(file)).completeBaseName().mid(4).toUtf8())
    , main(itsMain)
{
    testCases().push_back(this);
}

int runTest(int argc, char **argv, std::unique_ptr<QObject> (*make)())
{
    const Application app(argc, argv);
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    const std::unique_ptr<QObject> test = make();
    // What QTest::qExec() does, with our handler in front of the one that qInit() installs.
    QTest::qInit(test.get(), argc, argv);
    qtestHandler = qInstallMessageHandler(failOnWarning);
    const int failures = QTest::qRun();
    qInstallMessageHandler(qtestHandler);
    QTest::qCleanup();
    return failures;
}

} // namespace holdline::testing

int main(int argc, char **argv)
{
    using namespace holdline::testing;
    const std::vector<const TestCase *> &all = testCases();
    const auto wanted =
        argc < 2 ? all.end() : std::ranges::find(all, QByteArray(argv[1]), &TestCase::name);
    if (wanted == all.end()) {
        std::fprintf(stderr, "Usage: %s SUBJECT [ARGUMENTS OF QTEST]\n", argv[0]);
        for (const TestCase *test : all)
            std::fprintf(stderr, "  %s\n", test->name.constData());
        return 2;
    }
    // Each test keeps its settings and files under a name of its own.
    const QFileInfo program(QString::fromLocal8Bit(argv[0]));
    QCoreApplication::setApplicationName(program.fileName() + u'_' + QLatin1StringView(argv[1]));
    argv[1] = argv[0];
    return (*wanted)->main(argc - 1, argv + 1);
}
