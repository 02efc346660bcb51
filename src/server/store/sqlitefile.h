// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sqlitesessions.h"

#include <sys/types.h>

namespace holdline::server {

/// The open file of a session store. Checks that it is still in its place, where the next server
/// will look for it; if it was deleted or moved, writes it there again with all its data. Owned by
/// SqliteStore; writer thread.
class SqliteFile
{
public:
    /// See openSessionDatabase(). The store takes at most `limit` bytes.
    static Result<SqliteFile, StoreRefusal> open(const QString &path, qint64 limit);

    /// The sessions, for reading; the file may be in another place. Null if it could not be
    /// reopened.
    SqliteSessions *sessions() { return m_sessions ? &*m_sessions : nullptr; }
    /// The sessions, for writing: the file is in its place, so the next server finds what is
    /// committed. Fails if that is impossible, for example because another file is there.
    Result<SqliteSessions *, StoreError> inPlace();

private:
    /// Distinguishes a file from another one of the same name.
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
    // Values from when the file was opened.
    std::optional<Identity> m_file;
    std::optional<Identity> m_writeAheadLog;
};

} // namespace holdline::server
