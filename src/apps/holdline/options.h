// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/connectioncontroller.h"
#include "core/result.h"

#include <QStringList>

#include <optional>

namespace holdline {

/// The command line. A value that was not given leaves the setting as it is.
struct Options
{
    std::optional<QString> server; ///< an address
    QByteArray token; ///< for that server; if empty, the stored one is used
    std::optional<client::DialectChoice::Wanted> protocol;
    std::optional<client::DialectChoice::Codec> codec;
    bool allowInsecure = false;
    std::optional<BackoffPolicy> reconnect;
    bool newInstance = false; ///< start even if another one runs
    bool doctor = false; ///< run the checks of --doctor instead of the client
    std::optional<QString> print; ///< a text to print instead of running: help or version

    /// The choice for this run: `saved`, with the values of the command line in its place where
    /// given.
    client::ConnectionChoice over(const client::ConnectionChoice &saved) const;
};

/// `arguments` begin with the name of the program. A failure is a sentence for stderr. Needs an
/// application object.
Result<Options, QString> parseOptions(const QStringList &arguments);

} // namespace holdline
