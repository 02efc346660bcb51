// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <thread>
#include <vector>

namespace holdline::attack {

/// Runs `attacker` again and again in this many threads. Does not return.
template <typename Attacker>
void forEver(int threads, Attacker attacker)
{
    std::vector<std::jthread> all;
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([attacker] {
            for (;;)
                attacker();
        });
    }
}

/// Slows down an attacker that must not be as fast as possible.
inline void pause(std::chrono::milliseconds duration)
{
    std::this_thread::sleep_for(duration);
}

} // namespace holdline::attack
