// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QTemporaryDir>

namespace holdline::testing {

/// A session bus on which nothing starts by itself, and a folder that is home and runtime folder of
/// the services of a test. Both end with this.
class PrivateBus
{
public:
    PrivateBus();

    /// Waits until it runs. Nothing on success, else what is wrong.
    QString start();
    QString address() const
    {
        return QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("bus"));
    }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

    /// `base` with this as the session bus.
    QProcessEnvironment
    environment(QProcessEnvironment base = QProcessEnvironment::systemEnvironment()) const;
    /// For services: the same, without a screen, and with folders of their own.
    QProcessEnvironment surroundings() const;

private:
    QTemporaryDir m_folder; ///< its path is short: sockets have 107 characters
    ChildProcess m_bus;
};

} // namespace holdline::testing
