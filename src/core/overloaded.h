// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline {

/// Handlers for std::visit. Take the alternatives as `const &` everywhere: an `auto &&` catch-all
/// would silently beat a `const Live &` handler.
template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};

// clang-tidy 14 does not deduce aggregates by itself.
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace holdline
