// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/ledger.h"

#include <algorithm>

namespace holdline::chaos {

void Ledger::noteArrived(const QByteArray &message)
{
    const auto next = m_sent.begin() + static_cast<std::ptrdiff_t>(m_next);
    const auto found = std::find(next, m_sent.end(), message);
    if (found != m_sent.end()) {
        const auto index = static_cast<std::size_t>(found - m_sent.begin());
        while (m_next < index)
            m_skipped.insert(m_next++);
        ++m_next;
        return;
    }
    const auto late = std::ranges::find_if(
        m_skipped, [&](std::size_t index) { return m_sent[index] == message; });
    if (late == m_skipped.end()) {
        ++m_repeated;
        return;
    }
    m_skipped.erase(late);
    ++m_reordered;
}

QByteArray Ledger::firstMissing() const
{
    if (!m_skipped.empty())
        return m_sent[*m_skipped.begin()];
    return m_next < m_sent.size() ? m_sent[m_next] : QByteArray();
}

} // namespace holdline::chaos
