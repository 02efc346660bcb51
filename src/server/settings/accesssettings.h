// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/settings/serversettings.h"

namespace holdline::server {

/// Setters and getters of the table of settings: from where clients may come, and what they must
/// show. Lists are separated by commas. The setters fail with a sentence about the value.
Outcome<QString> setOrigins(ServerSettings &settings, const QString &value);
Outcome<QString> setServerNames(ServerSettings &settings, const QString &value);
Outcome<QString> setProxies(ServerSettings &settings, const QString &value);
QString showProxies(const ServerSettings &settings);
/// Reads a token from the first line of the file `value`. Fails if it can be guessed.
Result<QByteArray, QString> readToken(const QString &value);

} // namespace holdline::server
