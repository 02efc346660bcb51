// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/sendbudget.h"

#include <algorithm>

namespace holdline::client {

void SendBudget::queued(Instant now)
{
    if (m_busySince)
        return;
    m_busySince = now;
    m_left = 0;
}

void SendBudget::left(qint64 bytes, qint64 stillQueued, Instant now)
{
    if (!m_busySince)
        return;
    m_left += bytes;
    const Duration busy = elapsed(now, *m_busySince);
    if (busy >= kSpan) {
        const qint64 perSecond = m_left * 1000 / busy.count();
        m_bytes = std::clamp(m_isMeasured ? (m_bytes + perSecond) / 2 : perSecond, kLeast, kMost);
        m_isMeasured = true;
        m_busySince = now;
        m_left = 0;
    }
    if (stillQueued == 0)
        m_busySince.reset();
}

} // namespace holdline::client
