// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QTemporaryDir>
#include <QUrl>

namespace holdline::testing {

/// The real holdlined, as an operator starts it, on a free loopback port.
class ServerProcess
{
public:
    /// `arguments` are added to --port and --store. The store is in folder() unless `arguments`
    /// name another one.
    explicit ServerProcess(
        QStringList arguments = {},
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

    /// Starts the server and waits until it listens. At a restart it takes the same port again.
    bool start();
    /// Waits until its recognisers are loaded, which take 80 MB each, and it has come to rest: then
    /// its memory can be compared.
    bool comesToRest();
    /// Adds arguments for the next start. A later value of an option overrides an earlier one.
    void addArguments(const QStringList &arguments) { m_arguments += arguments; }
    bool terminate() { return m_process.terminate(); }
    void kill() { m_process.kill(); }

    quint16 port() const { return m_port; }
    QUrl url() const; ///< of /ws
    QUrl healthUrl() const;
    /// A folder for the store that exists as long as this.
    QString folder() const { return m_folder.path(); }
    ChildProcess &process() { return m_process; }

    /// The path of the program: beside the running executable.
    static QString program();

private:
    QTemporaryDir m_folder;
    QStringList m_arguments;
    quint16 m_port = 0;
    ChildProcess m_process;
};

} // namespace holdline::testing
