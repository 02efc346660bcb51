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

/// Where a connection comes from, for the purpose of limits: an IPv4 address, or the 64-bit prefix
/// of an IPv6 address, because the owner of one such address usually has all addresses with its
/// prefix.
enum class PeerNetwork : quint64 {};

/// An IPv4 address that is mapped into IPv6 counts as IPv4. All loopback addresses are one network.
PeerNetwork networkOf(const QHostAddress &address);
bool isThisMachine(PeerNetwork network);

/// Returns how many of `entries` belong to each network.
template <typename Entries, typename NetworkOf>
std::unordered_map<PeerNetwork, std::size_t> countByNetwork(const Entries &entries,
                                                            const NetworkOf &networkOfEntry)
{
    std::unordered_map<PeerNetwork, std::size_t> counts;
    for (const auto &entry : entries)
        ++counts[std::invoke(networkOfEntry, entry)];
    return counts;
}

/// Returns the entry to remove when there are too many `entries` (the oldest first, not empty): the
/// oldest entry of the network with the most entries. So a crowd from one network pushes out only
/// its own entries.
template <typename Entries, typename NetworkOf>
auto oldestOfTheLargestNetwork(Entries &entries, const NetworkOf &networkOfEntry)
{
    const auto counts = countByNetwork(entries, networkOfEntry);
    return std::ranges::max_element(entries, {}, [&](const auto &entry) {
        return counts.at(std::invoke(networkOfEntry, entry));
    });
}

/// Returns the entry that is next in line among `entries` (the oldest first, not empty): the oldest
/// entry of the network with the fewest entries. So a crowd from one network delays only its own
/// entries.
template <typename Entries, typename NetworkOf>
auto oldestOfTheSmallestNetwork(Entries &entries, const NetworkOf &networkOfEntry)
{
    const auto counts = countByNetwork(entries, networkOfEntry);
    return std::ranges::min_element(entries, {}, [&](const auto &entry) {
        return counts.at(std::invoke(networkOfEntry, entry));
    });
}

/// How many networks a server remembers; it forgets the oldest ones.
inline constexpr std::size_t kMaxNetworks = 10'000;

/// A value for each of the networks that were used most recently, at most `capacity` of them. A
/// plain value.
template <typename Value>
class PeerTable
{
public:
    explicit PeerTable(std::size_t capacity) : m_capacity(capacity) { }

    std::size_t size() const { return m_entries.size(); }

    /// Null if the table has no value for `network`.
    const Value *find(PeerNetwork network) const
    {
        const auto found = m_index.find(network);
        return found == m_index.end() ? nullptr : &found->second->second;
    }

    /// Returns the value of `network`, or a new one. A new one first removes up to two of the
    /// longest unused entries for which `isOver` is true, and the longest unused entry if the table
    /// is full.
    template <typename IsOver>
    Value &use(PeerNetwork network, const IsOver &isOver)
    {
        if (const auto found = m_index.find(network); found != m_index.end()) {
            m_entries.splice(m_entries.begin(), m_entries, found->second);
            return m_entries.front().second;
        }
        // Two for each new entry, so that a full table shrinks in time.
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
