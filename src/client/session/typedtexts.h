// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace holdline::client {

/// Plain: typed messages that wait for the line, or were sent and not yet repeated by the server as
/// the user's turn. A plain value, owned by TextSender.
class TypedTexts
{
public:
    bool isAnyWaiting() const { return !m_waiting.isEmpty(); }
    const QString &nextWaiting() const { return m_waiting.first(); }
    void addWaiting(const QString &text) { m_waiting.append(text); }
    void removeNextWaiting() { m_waiting.removeFirst(); }

    void addSent(const QString &text) { m_sent.append(text); }
    /// Returns true if `turn` is a message that was sent, and removes that message.
    bool takeEcho(const QString &turn) { return m_sent.removeOne(turn); }

    void forgetSent() { m_sent.clear(); }
    void clear() { *this = {}; }

private:
    QStringList m_waiting; ///< oldest first
    QStringList m_sent;
};

} // namespace holdline::client
