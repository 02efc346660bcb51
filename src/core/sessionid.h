// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>
#include <QUuid>

#include <functional>
#include <optional>

namespace holdline {

/// The name of a session: a random UUID from the server, written without braces. In the Plain
/// dialect it is also the key to the session, so only its shortened form is logged. A plain value.
class SessionId
{
public:
    static SessionId generate() { return SessionId(QUuid::createUuid()); }
    /// nullopt unless `text` is a UUID in its canonical form of 36 characters.
    static std::optional<SessionId> parse(const QString &text)
    {
        constexpr qsizetype kCanonicalLength = 36;
        const QUuid uuid = text.size() == kCanonicalLength ? QUuid::fromString(text) : QUuid();
        return uuid.isNull() ? std::nullopt : std::optional(SessionId(uuid));
    }

    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    /// The first eight characters, for logs.
    QString shortened() const { return toString().left(8); }

    friend bool operator==(const SessionId &, const SessionId &) = default;
    friend size_t qHash(const SessionId &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    explicit SessionId(QUuid uuid) : m_uuid(uuid) { }

    QUuid m_uuid;
};

} // namespace holdline

template <>
struct std::hash<holdline::SessionId>
{
    std::size_t operator()(const holdline::SessionId &id) const { return qHash(id); }
};
