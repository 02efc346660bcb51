// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "support/virtualscreen.h"

#include <QTemporaryDir>

namespace holdline::testing {

/// A visible state that the client came to. It says so on stderr at the moment it is on screen.
struct StatusChange
{
    Instant at;
    QString name; ///< "connecting", "recording" …
};

/// The real holdline on a virtual screen, without a keychain, with settings and data folders of its
/// own that survive its restarts.
class ClientProcess
{
public:
    /// `environment` of the sound card; `screen` must outlive this.
    ClientProcess(
        const VirtualScreen &screen, const QStringList &arguments,
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

    /// Waits for its window.
    bool start();
    bool terminate() { return m_process.terminate(); }
    void kill() { m_process.kill(); }

    WindowId window() const { return m_window; }
    /// To its window, which gets the keyboard first.
    bool pressKey(const QString &key) const;
    bool screenshot(const QString &path) const { return m_screen.screenshot(path, m_window); }

    QList<StatusChange> statuses() const;
    QString status() const; ///< the latest; empty before the first
    /// True as soon as that state is the latest.
    bool waitForStatus(const QString &name, Duration patience = Duration(15000)) const;

    /// Where its data and settings are, below its own home.
    QString home() const { return m_home.path(); }
    /// What it remembers; to be written to before start().
    QString settingsPath() const;
    ChildProcess &process() { return m_process; }

    /// The executable beside the one that is running.
    static QString program();

private:
    QProcessEnvironment surroundings(const QProcessEnvironment &base) const;

    const VirtualScreen &m_screen;
    QTemporaryDir m_home;
    ChildProcess m_process;
    WindowId m_window = 0;
};

} // namespace holdline::testing
