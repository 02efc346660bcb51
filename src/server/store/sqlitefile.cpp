// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitefile.h"

#include "core/log.h"
#include "server/store/sqliteschema.h"

#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

Failure<StoreError> moved(const QString &detail)
{
    return Failure{StoreError{StoreError::Kind::Moved, detail}};
}

QString writeAheadLog(const QString &path)
{
    return path + u"-wal"_s;
}

/// Makes an empty file that only its owner can read.
bool makeEmpty(const QString &path)
{
    QFile::remove(path);
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

/// Waits until the file is on disk, which SQLite does not do for a copy.
bool synchronize(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && ::fsync(file.handle()) == 0;
}

} // namespace

SqliteFile::SqliteFile(QString path, qint64 limit, SqliteSessions sessions)
    : m_path(std::move(path))
    , m_limit(limit)
    , m_sessions(std::move(sessions))
{
    note();
}

Result<SqliteFile, StoreRefusal> SqliteFile::open(const QString &path, qint64 limit)
{
    auto sessions = openSessions(path, limit);
    if (!sessions)
        return Failure{sessions.error()};
    return SqliteFile(path, limit, std::move(sessions).value());
}

Result<SqliteSessions, StoreRefusal> SqliteFile::openSessions(const QString &path, qint64 limit)
{
    auto database = openSessionDatabase(path);
    if (!database)
        return Failure{database.error()};
    auto sessions = SqliteSessions::create(std::move(database).value(), limit);
    if (!sessions)
        return Failure{damagedStore(path, sessions.error().message)};
    return std::move(sessions).value();
}

std::optional<SqliteFile::Identity> SqliteFile::identityOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return Identity{status.st_dev, status.st_ino};
}

void SqliteFile::note()
{
    m_file = identityOf(m_path);
    m_writeAheadLog = identityOf(writeAheadLog(m_path));
}

Result<SqliteSessions *, StoreError> SqliteFile::inPlace()
{
    Outcome<StoreError> done = Success{};
    const auto present = identityOf(m_path);
    if (!m_sessions)
        done = reopen();
    else if (present && present != m_file)
        done = moved(u"another file lies at %1; put the store back, or start again"_s.arg(m_path));
    else if (!present)
        done = putBack();
    else if (identityOf(writeAheadLog(m_path)) != m_writeAheadLog)
        done = reopen();
    if (!done)
        return Failure{done.error()};
    return &*m_sessions;
}

/// Closing writes the write-ahead log, wherever it is, into the file.
Outcome<StoreError> SqliteFile::reopen()
{
    m_sessions.reset();
    auto sessions = openSessions(m_path, m_limit);
    if (!sessions)
        return moved(sessions.error().sentence);
    m_sessions = std::move(sessions).value();
    note();
    return Success{};
}

Outcome<StoreError> SqliteFile::putBack()
{
    const QString copy = m_path + u".copy"_s;
    if (!makeEmpty(copy))
        return moved(u"%1 is gone and cannot be made again"_s.arg(m_path));
    const auto copied = m_sessions->copyTo(copy);
    if (!copied)
        return copied;
    if (!synchronize(copy))
        return moved(u"the copy of the store in %1 cannot be written"_s.arg(copy));
    m_sessions.reset(); // this also deletes the write-ahead log of that name
    if (!QFile::rename(copy, m_path))
        return moved(u"the copy of the store cannot be renamed to %1"_s.arg(m_path));
    qCWarning(lcStore).noquote() << "the session store" << m_path
                                 << "was deleted or moved away; it has been written there again";
    return reopen();
}

} // namespace holdline::server
