// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace holdline::client {

/// The settings of this user in a file that nobody else can read: the session ids in it are the
/// only keys to plain conversations. A file and a folder that others could read are closed to them.
class PrivateSettings : public QSettings
{
    Q_OBJECT

public:
    /// The file of this application.
    PrivateSettings();
    /// That file, in the INI format.
    explicit PrivateSettings(const QString &path);

private:
    void closeToOthers();
};

} // namespace holdline::client
