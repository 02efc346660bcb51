// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QObject>
#include <QProcess>

#include <functional>

namespace holdline::testing {

/// One line of what a program printed, with the moment at which it came.
struct OutputLine
{
    Instant at;
    QString text;
};

/// A program that a test runs. Its output is read as lines while the event loop turns, and it never
/// outlives the test, not even one that crashes.
class ChildProcess : public QObject
{
    Q_OBJECT

public:
    ChildProcess(const QString &program, const QStringList &arguments,
                 const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    ~ChildProcess() override;

    void setArguments(const QStringList &arguments) { m_process.setArguments(arguments); }

    /// False when it cannot be started. Forgets the output of an earlier run.
    bool start();
    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }

    /// True once it has ended, false after `patience`; the thread sanitizer gets five times as
    /// much.
    bool waitForEnd(Duration patience) const;
    /// SIGTERM, and SIGKILL when it still runs after `patience`. True when SIGTERM was enough.
    bool terminate(Duration patience = Duration(3000));
    /// SIGKILL; it is gone when this returns.
    void kill();

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    qint64 pid() const { return m_process.processId(); }
    /// Of the last run; −1 after a signal.
    int exitCode() const;

    const QList<OutputLine> &standardOutput() const { return m_output; }
    const QList<OutputLine> &standardError() const { return m_errors; }
    /// Everything printed to stderr so far, for the message of a failing test.
    QString errorText() const;
    /// What was printed so far is not kept any longer.
    void forgetOutput();

Q_SIGNALS:
    void outputLine(const holdline::testing::OutputLine &line);
    void errorLine(const holdline::testing::OutputLine &line);
    void ended();

private:
    void readLines(QProcess::ProcessChannel channel);

    QProcess m_process;
    QList<OutputLine> m_output;
    QList<OutputLine> m_errors;
    bool m_isReporting = false; ///< a sanitizer, on standard error
};

/// Processes that the one with this id has started and that still run.
QList<qint64> childrenOf(qint64 pid);

/// Turns the event loop until `condition` holds; false after `patience`.
bool waitUntil(const std::function<bool()> &condition, Duration patience);

struct ToolResult
{
    int exitCode = -1; ///< −1: could not be started or took longer than 10 s
    QByteArray output;
};

/// Runs a short program to its end while the event loop turns.
ToolResult
runTool(const QString &program, const QStringList &arguments,
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

} // namespace holdline::testing
