// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/limits.h"

namespace holdline::server {

/// The silence that ends a turn: from 0.3 s at a speed of 0 (answers fast) to 1.3 s at 100 (waits
/// patiently).
constexpr Duration turnPause(int speed)
{
    return std::chrono::milliseconds(300) + std::chrono::milliseconds(10) * speed;
}

static_assert(turnPause(protocol::kMinSpeed) == std::chrono::milliseconds(300));
static_assert(turnPause(protocol::kMaxSpeed) == std::chrono::milliseconds(1300));

} // namespace holdline::server
