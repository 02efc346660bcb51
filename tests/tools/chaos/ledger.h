// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <set>
#include <vector>

namespace holdline::chaos {

/// Messages that each were to arrive once and in order, compared with those that did.
class Ledger
{
public:
    void noteSent(const QByteArray &message) { m_sent.push_back(message); }
    /// It has been noted as sent before.
    void noteArrived(const QByteArray &message);

    int sent() const { return static_cast<int>(m_sent.size()); }
    int missing() const { return static_cast<int>(m_skipped.size() + (m_sent.size() - m_next)); }
    /// Came twice, or were never sent at all.
    int repeated() const { return m_repeated; }
    /// Came after later ones.
    int reordered() const { return m_reordered; }
    /// The first that never came; empty if all did.
    QByteArray firstMissing() const;

private:
    std::vector<QByteArray> m_sent;
    std::size_t m_next = 0; ///< behind the last that came
    std::set<std::size_t> m_skipped; ///< never came, below m_next
    int m_repeated = 0;
    int m_reordered = 0;
};

} // namespace holdline::chaos
