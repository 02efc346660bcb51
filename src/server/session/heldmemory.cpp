// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/heldmemory.h"

#include "core/log.h"

#include <utility>

namespace holdline::server {

HeldMemory::Share::Share(HeldMemory &memory) : m_memory(memory)
{
    ++m_memory.m_shares;
}

HeldMemory::Share::~Share()
{
    set(0);
    --m_memory.m_shares;
}

void HeldMemory::Share::set(qint64 bytes)
{
    m_memory.add(bytes - std::exchange(m_bytes, bytes));
}

bool HeldMemory::Share::mayGrow() const
{
    return !m_memory.m_isFull || m_bytes * m_memory.m_shares < m_memory.m_bytes;
}

void HeldMemory::add(qint64 bytes)
{
    m_bytes += bytes;
    if (!m_isFull && m_bytes >= m_limit) {
        m_isFull = true;
        qCWarning(lcServer, "the sessions hold %lld MB: nobody new gets in",
                  static_cast<long long>(m_bytes >> 20));
    } else if (m_isFull && m_bytes <= m_limit - m_limit / 8) {
        m_isFull = false;
        qCInfo(lcServer, "there is memory for new sessions again");
        Q_EMIT roomMade();
    }
}

} // namespace holdline::server
