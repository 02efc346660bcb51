// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace holdline::client {

/// What to speak with a server, and whether to do so where others on the way can listen: beyond
/// this computer and without TLS.
struct DialectChoice
{
    enum class Wanted {
        Any, ///< holdline.v1 where the server has it
        Plain,
        Holding, ///< holdline.v1 or nothing
    };

    Wanted wanted = Wanted::Any;
    bool allowInsecure = false;

    /// "auto", "plain", "v1"
    static QString name(Wanted wanted);
    static std::optional<Wanted> parse(const QString &text);

    friend bool operator==(const DialectChoice &, const DialectChoice &) = default;
};

} // namespace holdline::client
