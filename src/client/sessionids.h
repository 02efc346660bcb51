// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"

#include <QHash>
#include <QSettings>

namespace holdline::client {

/// Remembers one session id per server, in QSettings. Where these cannot be written the ids are
/// kept in memory, for this run only.
class SessionIds
{
public:
    /// `settings` must outlive this.
    explicit SessionIds(QSettings &settings) : m_settings(settings) { }

    std::optional<SessionId> find(const QString &serverKey) const;
    void store(const QString &serverKey, const SessionId &id);
    void forget(const QString &serverKey);

private:
    QSettings &m_settings;
    QHash<QString, SessionId> m_inMemory;
};

} // namespace holdline::client
