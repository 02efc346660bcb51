// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite.h"

#include "core/overloaded.h"

#include <QFile>

#include <sqlite3.h>

#include <cerrno>

namespace holdline::server::sqlite {

namespace {

Error lastError(sqlite3 *handle)
{
    // After a failed COMMIT, sqlite3_system_errno() does not return the system's error, but errno
    // does.
    const int systemError = errno;
    const int noted = sqlite3_system_errno(handle);
    return {sqlite3_extended_errcode(handle), noted != 0 ? noted : systemError,
            QString::fromUtf8(sqlite3_errmsg(handle))};
}

Outcome<Error> outcome(sqlite3 *handle, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE)
        return Success{};
    return Failure{lastError(handle)};
}

int bind(sqlite3_stmt *statement, int index, const Value &value)
{
    return std::visit(
        Overloaded{
            [&](const std::monostate &) { return sqlite3_bind_null(statement, index); },
            [&](const qint64 &number) { return sqlite3_bind_int64(statement, index, number); },
            [&](const QString &text) {
                const QByteArray utf8 = text.toUtf8();
                return sqlite3_bind_text64(statement, index, utf8.constData(),
                                           static_cast<sqlite3_uint64>(utf8.size()),
                                           SQLITE_TRANSIENT, // NOLINT(performance-no-int-to-ptr)
                                           SQLITE_UTF8);
            },
            [&](const QByteArray &bytes) {
                return sqlite3_bind_blob64(statement, index, bytes.constData(),
                                           static_cast<sqlite3_uint64>(bytes.size()),
                                           SQLITE_STATIC); // unbound before run() returns
            },
        },
        value);
}

} // namespace

qint64 Row::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Row::text(int column) const
{
    const auto *text = sqlite3_column_text(m_statement, column);
    return QString::fromUtf8(reinterpret_cast<const char *>(text),
                             sqlite3_column_bytes(m_statement, column));
}

QByteArray Row::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

bool Row::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Outcome<Error> Statement::run(std::initializer_list<Value> values,
                              const std::function<void(const Row &)> &onRow)
{
    return runWhile(values, [&onRow](const Row &row) {
        if (onRow)
            onRow(row);
        return true;
    });
}

Outcome<Error> Statement::runWhile(std::initializer_list<Value> values,
                                   const std::function<bool(const Row &)> &onRow)
{
    sqlite3_stmt *statement = m_statement.get();
    errno = 0;
    int code = SQLITE_OK;
    int index = 0;
    for (const Value &value : values) {
        if (code == SQLITE_OK)
            code = bind(statement, ++index, value);
    }
    if (code == SQLITE_OK) {
        bool goesOn = true;
        while (goesOn && (code = sqlite3_step(statement)) == SQLITE_ROW)
            goesOn = onRow(Row(statement));
        if (code == SQLITE_ROW)
            code = SQLITE_OK;
    }
    Outcome<Error> result = outcome(sqlite3_db_handle(statement), code);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return result;
}

void Database::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

Result<Database, Error> Database::open(const QString &path)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    if (code != SQLITE_OK)
        return Failure{lastError(handle)};
    sqlite3_extended_result_codes(handle, 1);
    return database;
}

Outcome<Error> Database::execute(const char *sql)
{
    errno = 0;
    return outcome(m_handle.get(), sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr));
}

Result<Statement, Error> Database::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
        != SQLITE_OK)
        return Failure{lastError(m_handle.get())};
    return Statement(statement);
}

Result<QString, Error> Database::ask(const char *sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return Failure{statement.error()};
    std::optional<QString> answer;
    auto done = statement.value().run({}, [&answer](const Row &row) {
        if (!answer)
            answer = row.text(0);
    });
    if (!done)
        return Failure{done.error()};
    return answer.value_or(QString());
}

bool Database::isReadOnly() const
{
    return sqlite3_db_readonly(m_handle.get(), "main") == 1;
}

int Database::changes() const
{
    return sqlite3_changes(m_handle.get());
}

bool Database::isInTransaction() const
{
    return sqlite3_get_autocommit(m_handle.get()) == 0;
}

Transaction::~Transaction()
{
    // A full disk or a failed read ends the transaction without us.
    if (m_database.isInTransaction())
        (void)m_database.execute("ROLLBACK");
}

Outcome<Error> Transaction::begin()
{
    return m_database.execute("BEGIN IMMEDIATE");
}

Outcome<Error> Transaction::commit()
{
    return m_database.execute("COMMIT");
}

} // namespace holdline::server::sqlite
