// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <initializer_list>
#include <memory>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

/// A thin layer over the C library SQLite that adds ownership and errors as values. Used by one
/// thread at a time.
namespace holdline::server::sqlite {

/// Why SQLite refused.
struct Error
{
    int code; ///< SQLite's extended result code
    int systemError; ///< errno of the failed system call; 0 if there was none
    QString message;
};

/// The value of a parameter; std::monostate is NULL. A blob is not copied.
using Value = std::variant<std::monostate, qint64, QString, QByteArray>;

/// The columns of one result row, counted from 0. Valid during the call of the function that
/// receives it.
class Row
{
public:
    explicit Row(sqlite3_stmt *statement) : m_statement(statement) { }
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement;
};

/// A prepared statement that can be run many times. Must not outlive its Database.
class Statement
{
public:
    /// Runs the statement with these values for ?1, ?2 … and calls `onRow` for each row.
    Outcome<Error> run(std::initializer_list<Value> values,
                       const std::function<void(const Row &)> &onRow = {});
    /// Like run(), but stops when `onRow` returns false.
    Outcome<Error> runWhile(std::initializer_list<Value> values,
                            const std::function<bool(const Row &)> &onRow);

private:
    friend class Database;
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };

    explicit Statement(sqlite3_stmt *statement) : m_statement(statement) { }

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// An open database.
class Database
{
public:
    /// Opens an existing file for reading and writing, or only for reading if the file is
    /// write-protected. ":memory:" gives a database without a file.
    static Result<Database, Error> open(const QString &path);

    /// Runs statements that return no rows.
    Outcome<Error> execute(const char *sql);
    Result<Statement, Error> prepare(const char *sql);
    /// The first column of the first row; empty if there is no row. For pragmas and counts.
    Result<QString, Error> ask(const char *sql);

    bool isReadOnly() const;
    /// Number of rows that the last INSERT, UPDATE or DELETE changed.
    int changes() const;
    bool isInTransaction() const;

private:
    struct Close
    {
        void operator()(sqlite3 *handle) const;
    };

    explicit Database(sqlite3 *handle) : m_handle(handle) { }

    std::unique_ptr<sqlite3, Close> m_handle;
};

/// Everything between begin() and commit() is written, or none of it. The destructor rolls back
/// unless commit() has succeeded.
class Transaction
{
public:
    explicit Transaction(Database &database) : m_database(database) { }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction();

    Outcome<Error> begin();
    Outcome<Error> commit();

private:
    Database &m_database;
};

} // namespace holdline::server::sqlite
