// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dialectchoice.h"
#include "client/endpoint.h"
#include "core/exponentialbackoff.h"
#include "core/result.h"

#include <QStringList>

#include <optional>

namespace holdline {

/// What was said on the command line.
struct Options
{
    std::optional<client::Endpoint>
        server; ///< nothing: the one in the settings, or the embedded one
    client::DialectChoice dialect;
    std::optional<BackoffPolicy> reconnect; ///< nothing: the one in the settings
    bool doctor = false; ///< check the surroundings instead of running
    std::optional<QString> print; ///< a text to print instead of running: help or version
};

/// `arguments` begin with the program's name. Fails with a sentence for stderr. Needs an
/// application object.
Result<Options, QString> parseOptions(const QStringList &arguments);

} // namespace holdline
