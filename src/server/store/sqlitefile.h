// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sqlitesessions.h"

#include <sys/types.h>

namespace holdline::server {

/// The open file of a session store, and whether it still lies where the next server will look for
/// it. Puts it back when it was deleted or moved away, with all that is in it. Owned by
/// SqliteStore; the writer's thread.
class SqliteFile
{
public:
    /// As openSessionDatabase(). The store takes no more than `limit` bytes.
    static Result<SqliteFile, StoreRefusal> open(const QString &path, qint64 limit);

    /// The sessions, for reading: wherever the file lies. Null if it could not be opened again.
    SqliteSessions *sessions() { return m_sessions ? &*m_sessions : nullptr; }
    /// The sessions, for writing: what is committed there is what the next server finds. Fails
    /// while that cannot be had, such as when another file has taken the place.
    Result<SqliteSessions *, StoreError> inPlace();

private:
    /// What tells a file from another one of the same name.
    struct Identity
    {
        dev_t device;
        ino_t inode;
        friend bool operator==(const Identity &, const Identity &) = default;
    };

    SqliteFile(QString path, qint64 limit, SqliteSessions sessions);
    static std::optional<Identity> identityOf(const QString &path);
    static Result<SqliteSessions, StoreRefusal> openSessions(const QString &path, qint64 limit);

    void note();
    Outcome<StoreError> reopen();
    Outcome<StoreError> putBack();

    QString m_path;
    qint64 m_limit;
    std::optional<SqliteSessions> m_sessions;
    // As they were when the file was opened.
    std::optional<Identity> m_file;
    std::optional<Identity> m_writeAheadLog;
};

} // namespace holdline::server
