// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

class QIODevice;

namespace holdline::server {

/// A value and where it stands: "port in /etc/holdlined.conf, line 3".
struct SettingsLine
{
    QString name;
    QString value;
    QString source;
};

/// Reads `name = value` lines; empty lines, comments (# or ;) and the heading [holdlined] are
/// skipped. Fails with a sentence that names the file and the line.
Result<QList<SettingsLine>, QString> readSettingsFile(const QString &path);
/// The same of an open `device`, which the sentence calls `path`.
Result<QList<SettingsLine>, QString> readSettings(QIODevice &device, const QString &path);

} // namespace holdline::server
