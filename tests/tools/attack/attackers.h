// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <thread>
#include <vector>

namespace holdline::attack {

/// `attacker` again and again in so many threads. Does not return.
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

/// The pace of an attacker that is not as fast as it can be.
inline void pause(std::chrono::milliseconds duration)
{
    std::this_thread::sleep_for(duration);
}

} // namespace holdline::attack
