// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

namespace holdline::testing {

/// While it exists, a test that runs as the superuser has no special rights, so that file
/// permissions have an effect.
class Unprivileged
{
public:
    Unprivileged()
        : m_previous(geteuid())
        , m_isLowered(m_previous == 0 && seteuid(kNobody) == 0) { }
    Unprivileged(const Unprivileged &) = delete;
    Unprivileged &operator=(const Unprivileged &) = delete;
    ~Unprivileged()
    {
        if (m_isLowered)
            (void)!seteuid(m_previous);
    }

private:
    static constexpr uid_t kNobody = 65534;

    uid_t m_previous;
    bool m_isLowered;
};

} // namespace holdline::testing
