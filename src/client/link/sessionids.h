// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"

#include <QHash>
#include <QSettings>

#include <optional>

namespace holdline::client {

/// Remembers one session id per server, in QSettings. Where these cannot be written the ids are
/// kept in memory, for this run only. GUI thread.
class SessionIds
{
public:
    /// `settings` must outlive this.
    explicit SessionIds(QSettings &settings) : m_settings(settings) { }

    std::optional<SessionId> find(const QString &serverKey) const;
    void store(const QString &serverKey, const SessionId &id);
    void forget(const QString &serverKey);

private:
    /// Whether what was just changed has reached the disk.
    bool saved();

    QSettings &m_settings;
    QHash<QString, std::optional<SessionId>> m_inMemory; ///< over the settings; nothing: forgotten
    bool m_isWarned = false;
};

} // namespace holdline::client
