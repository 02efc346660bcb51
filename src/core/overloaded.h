// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline {

/// Handlers for std::visit. Take the alternatives as `const &` everywhere: a catch-all `auto &&`
/// would be preferred to a `const Live &` handler without a warning.
template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};

// clang-tidy 14 needs this deduction guide.
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace holdline
