// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/connectioncontroller.h"
#include "core/result.h"

#include <QStringList>

#include <optional>

namespace holdline {

/// What was said on the command line; nothing: what the settings say holds.
struct Options
{
    std::optional<QString> server; ///< an address
    QByteArray token; ///< for that server; empty: the one in the keychain, if any
    std::optional<client::DialectChoice::Wanted> protocol;
    std::optional<client::DialectChoice::Codec> codec;
    bool allowInsecure = false;
    std::optional<BackoffPolicy> reconnect;
    bool doctor = false; ///< check the surroundings instead of running
    std::optional<QString> print; ///< a text to print instead of running: help or version

    /// What holds for this run, over what is in the settings.
    client::ConnectionChoice over(const client::ConnectionChoice &saved) const;
};

/// `arguments` begin with the program's name. Fails with a sentence for stderr. Needs an
/// application object.
Result<Options, QString> parseOptions(const QStringList &arguments);

} // namespace holdline
