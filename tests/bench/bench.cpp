// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include "bench/codec.h"

#include <algorithm>
#include <cmath>

namespace holdline::bench {

using namespace Qt::StringLiterals;

QList<Bench> allBenches()
{
    return {
        {{u"codec_messages_per_s"_s}, measureCodec},
    };
}

double percentile(std::vector<double> values, double p)
{
    const auto count = static_cast<double>(values.size());
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(p * count))) - 1;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace holdline::bench
