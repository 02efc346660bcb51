// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/settings/serversettings.h"

#include <span>

namespace holdline::server {

/// One setting. The table of settings is the only place that defines their names in the settings
/// file, in the environment and on the command line, and their valid values.
struct Setting
{
    const char *name; ///< in the settings file; with two dashes on the command line
    const char *variable; ///< in the environment
    const char *placeholder; ///< of its value in --help; null for a switch
    const char *description;
    /// Fails with a sentence about the value.
    Outcome<QString> (*set)(ServerSettings &settings, const QString &value);
    /// The current value in the form that set() accepts.
    QString (*show)(const ServerSettings &settings);
    bool isList = false; ///< comma-separated; the command line may repeat the option
};

std::span<const Setting> allSettings();

} // namespace holdline::server
