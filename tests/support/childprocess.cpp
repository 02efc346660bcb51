// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/childprocess.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QTimer>

#include <csignal>
#include <iostream>
#include <sys/prctl.h>
#include <utility>

namespace holdline::testing {

namespace {

constexpr Duration kToolPatience(10000);
#ifdef __SANITIZE_THREAD__
constexpr int kSlowness = 5;
#else
constexpr int kSlowness = 1;
#endif

/// Runs in the child between fork and exec.
void endWithParent()
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

} // namespace

ChildProcess::ChildProcess(const QString &program, const QStringList &arguments,
                           const QProcessEnvironment &environment)
{
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier(endWithParent);
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { readLines(QProcess::StandardOutput); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { readLines(QProcess::StandardError); });
    connect(&m_process, &QProcess::finished, this, &ChildProcess::ended);
}

ChildProcess::~ChildProcess()
{
    disconnect(); // emits no more signals, but still passes on a sanitizer's report
    kill();
}

bool ChildProcess::start()
{
    forgetOutput();
    m_isReporting = false;
    m_process.start();
    return m_process.waitForStarted();
}

void ChildProcess::forgetOutput()
{
    m_output.clear();
    m_errors.clear();
}

bool ChildProcess::waitForEnd(Duration patience) const
{
    return waitUntil([this] { return !isRunning(); }, kSlowness * patience);
}

bool ChildProcess::terminate(Duration patience)
{
    if (!isRunning())
        return true;
    m_process.terminate();
    if (waitForEnd(patience))
        return true;
    kill();
    return false;
}

void ChildProcess::kill()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished();
}

int ChildProcess::exitCode() const
{
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QString ChildProcess::errorText() const
{
    QStringList lines;
    for (const OutputLine &line : m_errors)
        lines.append(line.text);
    return lines.join(u'\n');
}

void ChildProcess::readLines(QProcess::ProcessChannel channel)
{
    const bool errors = channel == QProcess::StandardError;
    m_process.setReadChannel(channel);
    while (m_process.canReadLine()) {
        const QByteArray line = m_process.readLine().trimmed();
        const OutputLine read{std::chrono::steady_clock::now(), QString::fromUtf8(line)};
        (errors ? m_errors : m_output).append(read);
        // The report of a sanitizer in the child also concerns this test.
        m_isReporting |= errors && line.contains("Sanitizer: ");
        if (m_isReporting)
            std::cerr << line.constData() << '\n';
        if (errors)
            Q_EMIT errorLine(read);
        else
            Q_EMIT outputLine(read);
    }
}

QList<qint64> childrenOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    QList<qint64> children;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : file.readAll().split(' '))
            if (!child.trimmed().isEmpty())
                children.append(child.trimmed().toLongLong());
    }
    return children;
}

bool waitUntil(const std::function<bool()> &condition, Duration patience)
{
    // QTest::qWaitFor sleeps 10 ms at a time, which would slow down the line of a proxy in this
    // thread.
    constexpr Duration kPoll(5);
    const QDeadlineTimer deadline(patience);
    QTimer wakeUp;
    wakeUp.start(kPoll);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

ToolResult runTool(const QString &program, const QStringList &arguments,
                   const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier(endWithParent);
    process.start(program, arguments);
    const bool ended = process.waitForStarted()
        && waitUntil([&process] { return process.state() == QProcess::NotRunning; }, kToolPatience);
    if (!ended) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput()};
}

} // namespace holdline::testing
