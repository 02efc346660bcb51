// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/privatebus.h"

namespace holdline::testing {

/// A screen reader on an accessibility bus of its own. It writes down what it would speak.
class VirtualScreenReader
{
public:
    VirtualScreenReader();

    /// Waits until it listens. Nothing on success, else what is wrong.
    QString start();
    /// `base` with this as the screen reader of the desktop.
    QProcessEnvironment
    environment(QProcessEnvironment base = QProcessEnvironment::systemEnvironment()) const;

    /// Everything announced so far.
    QStringList said() const { return linesOf(QStringLiteral("say ")); }
    /// What got the keyboard so far: "push button: Send".
    QStringList focused() const { return linesOf(QStringLiteral("focus ")); }
    /// Names that have changed so far: "label: Offline".
    QStringList renamed() const { return linesOf(QStringLiteral("name ")); }
    /// Waits until it has said as much.
    bool waitForWords(qsizetype count, Duration patience = Duration(15000)) const;

private:
    QProcessEnvironment surroundings() const;
    QStringList linesOf(const QString &kind) const;

    PrivateBus m_bus;
    ChildProcess m_registry;
    ChildProcess m_listener;
};

} // namespace holdline::testing
