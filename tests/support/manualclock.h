// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

namespace holdline::testing {

/// A clock that moves only when the test advances it. Wall time moves with it, and can be set
/// separately.
class ManualClock : public Clock
{
public:
    Instant now() const override { return m_now; }
    WallTime wallTime() const override { return m_wallTime; }

    void advance(Duration by)
    {
        m_now += by;
        m_wallTime += by;
    }
    void setWallTime(WallTime time) { m_wallTime = time; }

private:
    Instant m_now{std::chrono::hours(1)};
    WallTime m_wallTime{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)
                        + std::chrono::hours(9)};
};

} // namespace holdline::testing
