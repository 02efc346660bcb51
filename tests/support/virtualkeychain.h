// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QTemporaryDir>

#include <optional>

namespace holdline::testing {

/// A keychain for machines without one: GNOME Keyring as the Secret Service of a private session
/// bus on which nothing starts by itself, so that nobody is asked anything. What it keeps survives
/// its restarts and ends with this. The functions wait up to 10 s.
class VirtualKeychain
{
public:
    VirtualKeychain();

    /// Starts what does not run, unlocked. Nothing on success, else what is wrong.
    QString start();
    /// As if the service crashed; the bus stays.
    void kill() { m_service.kill(); }
    /// False when that failed. Only a restart unlocks it.
    bool lock() const;
    /// From now on it takes calls and answers none of them, until it is thawed.
    void freeze() const;
    void thaw() const;

    /// `base` with this as the keychain, and nothing that leads to another.
    QProcessEnvironment
    environment(QProcessEnvironment base = QProcessEnvironment::systemEnvironment()) const;
    /// The same for this process, before it first asks for a keychain.
    void useInThisProcess() const;
    /// `base` without any keychain.
    static QProcessEnvironment
    without(QProcessEnvironment base = QProcessEnvironment::systemEnvironment());

    qsizetype itemCount() const;
    /// All that it has written to the disk.
    QByteArray fileContents() const;

private:
    QProcessEnvironment surroundings() const;
    QString address() const;
    QString startBus();
    std::optional<bool> isLocked() const;
    ToolResult call(const QStringList &arguments) const;

    QTemporaryDir m_folder; ///< its path is short: sockets have 107 characters
    ChildProcess m_bus;
    ChildProcess m_service;
};

} // namespace holdline::testing
