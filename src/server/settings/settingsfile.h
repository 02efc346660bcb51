// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

class QIODevice;

namespace holdline::server {

/// A value and its source, for example "port in /etc/holdlined.conf, line 3".
struct SettingsLine
{
    QString name;
    QString value;
    QString source;
};

/// Reads lines of the form `name = value`. Skips empty lines, comments (# or ;) and the heading
/// [holdlined]. Fails with a sentence that names the file and the line.
Result<QList<SettingsLine>, QString> readSettingsFile(const QString &path);
/// The same for an open `device`; `path` is its name in the sentence.
Result<QList<SettingsLine>, QString> readSettings(QIODevice &device, const QString &path);

} // namespace holdline::server
