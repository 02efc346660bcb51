// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "support/processhandle.h"
#include "support/virtualscreen.h"

#include <QTemporaryDir>

#include <vector>

namespace holdline::testing {

/// A visible state that the client has entered. The client writes it to stderr when it is on the
/// screen.
struct StatusChange
{
    Instant at;
    QString name; ///< "connecting", "recording" …
};

/// The real holdline on a virtual screen, without a keychain. It has settings and data folders of
/// its own, which survive its restarts.
class ClientProcess
{
public:
    /// `environment` is that of the sound card, and of a PrivateBus if the test has one. `screen`
    /// must outlive this.
    ClientProcess(
        const VirtualScreen &screen, const QStringList &arguments,
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    /// Kills the program and its embedded servers, so that nobody writes to the folders any more.
    ~ClientProcess();
    Q_DISABLE_COPY_MOVE(ClientProcess)

    /// Starts the program and waits for its window.
    bool start();
    bool terminate() { return m_process.terminate(); }
    void kill();

    WindowId window() const { return m_window; }
    /// Sends a key to the window, which gets the keyboard focus first.
    bool pressKey(const QString &key) const;
    bool screenshot(const QString &path) const { return m_screen.screenshot(path, m_window); }

    QList<StatusChange> statuses() const;
    QString status() const; ///< the latest state; empty before the first
    /// Returns true as soon as `name` is the latest state.
    bool waitForStatus(const QString &name, Duration patience = Duration(15000)) const;

    /// Its home folder, which contains its data and settings.
    QString home() const { return m_home.path(); }
    /// The settings file. Tests may write to it before start().
    QString settingsPath() const;
    ChildProcess &process() { return m_process; }
    /// The same program of the same user once more.
    std::unique_ptr<ChildProcess> another(const QStringList &arguments = {}) const;

    /// The path of the program: beside the running executable.
    static QString program();

private:
    QProcessEnvironment surroundings(const QProcessEnvironment &base) const;

    const VirtualScreen &m_screen;
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
    ChildProcess m_process;
    std::vector<ProcessHandle> m_servers; ///< of programs that were killed
    WindowId m_window = 0;
};

} // namespace holdline::testing
