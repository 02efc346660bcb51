// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <list>
#include <unordered_map>
#include <utility>

namespace holdline::server {

/// Where a connection comes from, as far as it matters for limits: an IPv4 address, or the 64-bit
/// network of an IPv6 address, since whoever has one such address has all of its network.
enum class PeerNetwork : quint64 {};

/// IPv4 within IPv6 is IPv4, and all of 127.0.0.0/8 with ::1 is one.
PeerNetwork networkOf(const QHostAddress &address);
bool isThisMachine(PeerNetwork network);

/// How many of `entries` there are of each network.
template <typename Entries, typename NetworkOf>
std::unordered_map<PeerNetwork, std::size_t> countByNetwork(const Entries &entries,
                                                            const NetworkOf &networkOfEntry)
{
    std::unordered_map<PeerNetwork, std::size_t> counts;
    for (const auto &entry : entries)
        ++counts[std::invoke(networkOfEntry, entry)];
    return counts;
}

/// Who has to go when `entries`, the oldest first and not empty, are too many: the oldest of the
/// network that has most of them, so that a crowd from one place pushes nobody else out.
template <typename Entries, typename NetworkOf>
auto oldestOfTheLargestNetwork(Entries &entries, const NetworkOf &networkOfEntry)
{
    const auto counts = countByNetwork(entries, networkOfEntry);
    return std::ranges::max_element(entries, {}, [&](const auto &entry) {
        return counts.at(std::invoke(networkOfEntry, entry));
    });
}

/// Whose turn it is among `entries`, the oldest first and not empty: the oldest of the network that
/// has the fewest, so that a crowd from one place holds up nobody else.
template <typename Entries, typename NetworkOf>
auto oldestOfTheSmallestNetwork(Entries &entries, const NetworkOf &networkOfEntry)
{
    const auto counts = countByNetwork(entries, networkOfEntry);
    return std::ranges::min_element(entries, {}, [&](const auto &entry) {
        return counts.at(std::invoke(networkOfEntry, entry));
    });
}

/// Something remembered about the networks seen last, never more than `capacity` of them.
template <typename Value>
class PeerTable
{
public:
    explicit PeerTable(std::size_t capacity) : m_capacity(capacity) { }

    std::size_t size() const { return m_entries.size(); }

    /// Null when nothing is remembered.
    const Value *find(PeerNetwork network) const
    {
        const auto found = m_index.find(network);
        return found == m_index.end() ? nullptr : &found->second->second;
    }

    /// What is remembered, or something new in the place of what was longest unused. Before that,
    /// what is unused and `isOver` is forgotten.
    template <typename IsOver>
    Value &use(PeerNetwork network, const IsOver &isOver)
    {
        if (const auto found = m_index.find(network); found != m_index.end()) {
            m_entries.splice(m_entries.begin(), m_entries, found->second);
            return m_entries.front().second;
        }
        // Two for each new one, so that a full table empties in time.
        for (int i = 0; i < 2 && !m_entries.empty() && isOver(m_entries.back().second); ++i)
            forgetOldest();
        if (m_entries.size() >= m_capacity)
            forgetOldest();
        m_entries.emplace_front(network, Value());
        m_index[network] = m_entries.begin();
        return m_entries.front().second;
    }

private:
    using Entries = std::list<std::pair<PeerNetwork, Value>>;

    void forgetOldest()
    {
        m_index.erase(m_entries.back().first);
        m_entries.pop_back();
    }

    std::size_t m_capacity;
    Entries m_entries; ///< the newest first
    std::unordered_map<PeerNetwork, typename Entries::iterator> m_index;
};

} // namespace holdline::server
