// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QObject>
#include <QProcess>

#include <functional>

namespace holdline::testing {

/// The time that a program gets to be ready.
inline constexpr Duration kStartPatience{15000};

/// One line of a program's output, with the moment at which it came.
struct OutputLine
{
    Instant at;
    QString text;
};

/// A program that a test runs. Its output is read line by line while the event loop turns. It ends
/// with the test, even if the test crashes.
class ChildProcess : public QObject
{
    Q_OBJECT

public:
    ChildProcess(const QString &program, const QStringList &arguments,
                 const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    ~ChildProcess() override;

    void setArguments(const QStringList &arguments) { m_process.setArguments(arguments); }

    /// Returns false if the program cannot be started. Forgets the output of an earlier run.
    bool start();
    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }

    /// Returns true once the program has ended, false after `patience`. Waits five times as long
    /// under the thread sanitizer.
    bool waitForEnd(Duration patience) const;
    /// Sends SIGTERM, and SIGKILL if the program still runs after `patience`. Returns true if
    /// SIGTERM was enough.
    bool terminate(Duration patience = Duration(10'000));
    /// Sends SIGKILL and waits for the end.
    void kill();

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    qint64 pid() const { return m_process.processId(); }
    /// The exit code of the last run; −1 after a signal.
    int exitCode() const;

    const QList<OutputLine> &standardOutput() const { return m_output; }
    const QList<OutputLine> &standardError() const { return m_errors; }
    /// Everything printed to stderr so far, for the message of a failing test.
    QString errorText() const;
    /// Forgets the output so far.
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
    bool m_isReporting = false; ///< a sanitizer is writing its report to stderr
};

/// The running processes that process `pid` has started.
QList<qint64> childrenOf(qint64 pid);

/// Runs the event loop until `condition` holds. Returns false after `patience`.
bool waitUntil(const std::function<bool()> &condition, Duration patience);

struct ToolResult
{
    int exitCode = -1; ///< −1 if it could not be started or took longer than 10 s
    QByteArray output;
};

/// Runs a short program to its end while the event loop runs.
ToolResult
runTool(const QString &program, const QStringList &arguments,
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

} // namespace holdline::testing
