// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QStringList>
#include <QUuid>

#include <utility>

namespace holdline::client {

/// A message that the user has typed.
struct TypedText
{
    QString id; ///< of this client; unique
    QString text;
    WallTime at;

    static TypedText now(const QString &text, const Clock &clock)
    {
        return {QUuid::createUuid().toString(QUuid::WithoutBraces), text, clock.wallTime()};
    }

    friend bool operator==(const TypedText &, const TypedText &) = default;
};

/// Typed messages that wait for a Plain line, or were sent and not yet repeated by the server as
/// the user's turn. A plain value, owned by PlainTexts.
class TypedTexts
{
public:
    bool isAnyWaiting() const { return !m_waiting.isEmpty(); }
    const TypedText &nextWaiting() const { return m_waiting.first(); }
    void addWaiting(const TypedText &text) { m_waiting.append(text); }
    void removeNextWaiting() { m_waiting.removeFirst(); }
    QList<TypedText> takeWaiting() { return std::exchange(m_waiting, {}); }

    void addSent(const QString &text) { m_sent.append(text); }
    /// Returns true if `turn` is a message that was sent, and removes that message.
    bool takeEcho(const QString &turn) { return m_sent.removeOne(turn); }

    void forgetSent() { m_sent.clear(); }
    void clear() { *this = {}; }

private:
    QList<TypedText> m_waiting; ///< oldest first
    QStringList m_sent;
};

} // namespace holdline::client
