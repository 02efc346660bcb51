// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace holdline::client {

/// Typed messages that are under way: waiting for the line, or sent and not yet repeated by the
/// server as the user's turn. A plain value.
class TypedTexts
{
public:
    bool isAnyWaiting() const { return !m_waiting.isEmpty(); }
    const QString &nextWaiting() const { return m_waiting.first(); }
    void addWaiting(const QString &text) { m_waiting.append(text); }
    void removeNextWaiting() { m_waiting.removeFirst(); }

    void addSent(const QString &text) { m_sent.append(text); }
    /// Whether the turn that the server tells of is a typed message, which is then done with.
    bool takeEcho(const QString &turn) { return m_sent.removeOne(turn); }

    void forgetSent() { m_sent.clear(); }
    void clear() { *this = {}; }

private:
    QStringList m_waiting; ///< oldest first
    QStringList m_sent;
};

} // namespace holdline::client
