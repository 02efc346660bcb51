// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/roundtriphistory.h"

namespace holdline::client {

void RoundTripHistory::add(const Sample &sample)
{
    m_samples.push_back(sample);
    while (m_samples.size() > kMostSamples || m_samples.front().at < sample.at - kKept)
        m_samples.pop_front();
}

} // namespace holdline::client
