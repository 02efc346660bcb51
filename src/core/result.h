// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

namespace holdline {

/// The failure of a Result; a type of its own, so that value and error may have the same type:
/// `return Failure {ParseError::Empty};`
template <typename E>
struct Failure
{
    E error;
};

template <typename E>
Failure(E) -> Failure<E>;

/// Either a value or the reason why there is none. Expected failures are returned and not thrown.
/// Call value() only if the result is good, and error() only if it is not.
template <typename T, typename E>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    template <typename F, typename = std::enable_if_t<std::is_constructible_v<E, F>>>
    Result(Failure<F> failure) : m_state(std::in_place_index<1>, E(std::move(failure.error)))
    {
    }

    bool ok() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const E &error() const & { return std::get<1>(m_state); }

    T valueOr(T fallback) const { return ok() ? value() : std::move(fallback); }

private:
    std::variant<T, E> m_state;
};

/// A Result without a value: `return Success {};`
struct Success
{
};

template <typename E>
using Outcome = Result<Success, E>;

} // namespace holdline
