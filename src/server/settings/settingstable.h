// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/settings/serversettings.h"

#include <span>

namespace holdline::server {

/// One thing an operator can set: the only place that says how it is called in the settings file,
/// in the environment and on the command line, and what it may be.
struct Setting
{
    const char *name; ///< in the settings file; with two dashes on the command line
    const char *variable; ///< in the environment
    const char *placeholder; ///< of its value in --help; null: "yes" by just naming it
    const char *description;
    /// Fails with a sentence about the value.
    Outcome<QString> (*set)(ServerSettings &settings, const QString &value);
    /// The current value as set() takes it.
    QString (*show)(const ServerSettings &settings);
    bool isList = false; ///< separated by commas; on the command line also by repeating it
};

std::span<const Setting> allSettings();

} // namespace holdline::server
