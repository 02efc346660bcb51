// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <set>
#include <vector>

namespace holdline::chaos {

/// Compares messages that must each arrive once and in order with those that did.
class Ledger
{
public:
    void noteSent(const QByteArray &message) { m_sent.push_back(message); }
    /// The message must have been noted as sent before.
    void noteArrived(const QByteArray &message);

    int sent() const { return static_cast<int>(m_sent.size()); }
    int missing() const { return static_cast<int>(m_skipped.size() + (m_sent.size() - m_next)); }
    /// Messages that came twice or were never sent.
    int repeated() const { return m_repeated; }
    /// Messages that came after later ones.
    int reordered() const { return m_reordered; }
    /// The first message that never came; empty if all did.
    QByteArray firstMissing() const;

private:
    std::vector<QByteArray> m_sent;
    std::size_t m_next = 0; ///< index after the last message that came
    std::set<std::size_t> m_skipped; ///< indices below m_next that never came
    int m_repeated = 0;
    int m_reordered = 0;
};

} // namespace holdline::chaos
