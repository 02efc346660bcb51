// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::client {

/// What to offer a server. holdline.v1 hands over a secret, so it is offered only where nobody on
/// the way can listen, unless that is allowed.
struct DialectChoice
{
    enum class Wanted {
        Any, ///< holdline.v1 where the server has it
        Plain,
        Holding, ///< holdline.v1 or nothing
    };

    Wanted wanted = Wanted::Any;
    bool allowInsecure = false;
};

} // namespace holdline::client
