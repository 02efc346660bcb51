// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/privatebus.h"

#include <optional>

namespace holdline::testing {

/// A keychain for machines without one: GNOME Keyring as the Secret Service of a private session
/// bus. No other service starts on that bus, so the user is never asked. The keys survive its
/// restarts and are deleted with this object. The functions wait up to 10 s.
class VirtualKeychain
{
public:
    VirtualKeychain();

    /// Starts the bus and the service as far as they do not run, unlocked. Returns an empty text,
    /// or what is wrong.
    QString start();
    /// Kills the service, as if it crashed. The bus stays.
    void kill() { m_service.kill(); }
    /// Locks the keychain; only a restart unlocks it. Returns false if that failed.
    bool lock() const;
    /// The service accepts calls and answers none of them until it is thawed.
    void freeze() const;
    void thaw() const;

    /// `base` with this keychain and no way to another one.
    QProcessEnvironment
    environment(QProcessEnvironment base = QProcessEnvironment::systemEnvironment()) const;
    /// The same for this process. To be called before it first asks for a keychain.
    void useInThisProcess() const;
    /// `base` without any keychain.
    static QProcessEnvironment
    without(QProcessEnvironment base = QProcessEnvironment::systemEnvironment());

    qsizetype itemCount() const;
    /// All that the keychain has written to the disk.
    QByteArray fileContents() const;

private:
    QProcessEnvironment surroundings() const;
    std::optional<bool> isLocked() const;
    ToolResult call(const QStringList &arguments) const;

    PrivateBus m_bus;
    ChildProcess m_service;
};

} // namespace holdline::testing
