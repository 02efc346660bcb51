// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"

#include <QHash>
#include <QSettings>

#include <optional>

namespace holdline::client {

/// Remembers one session id per server in QSettings. Keeps the ids in memory, for this run only,
/// while the settings cannot be written. Owned by the application; GUI thread.
class SessionIds
{
public:
    /// `settings` must outlive this.
    explicit SessionIds(QSettings &settings) : m_settings(settings) { }

    /// The key of the Durable session of a server. It differs from the key of the Plain session,
    /// because the id of a Durable session must never be offered in an address.
    static QString durable(const QString &serverKey);

    /// `nullopt` if no id is remembered.
    std::optional<SessionId> find(const QString &serverKey) const;
    void store(const QString &serverKey, const SessionId &id);
    void forget(const QString &serverKey);

private:
    /// Writes the settings. Returns whether the latest change has reached the disk.
    bool saved();

    QSettings &m_settings;
    /// Overrides the settings; `nullopt`: forgotten.
    QHash<QString, std::optional<SessionId>> m_inMemory;
    bool m_isWarned = false;
};

} // namespace holdline::client
