// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace holdline::client {

/// The user's settings in a file that no other user can read, because its session ids are the only
/// keys to Plain conversations. If other users can read the file or its folder, it takes their
/// permissions away. Owned by the application; GUI thread.
class PrivateSettings : public QSettings
{
    Q_OBJECT

public:
    /// Uses the file of this application.
    PrivateSettings();
    /// Uses the file at `path`, in the INI format.
    explicit PrivateSettings(const QString &path);

private:
    void closeToOthers();
};

} // namespace holdline::client
