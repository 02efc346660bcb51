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

/// A thin layer over the C library SQLite: ownership and errors as values. One thread at a time.
namespace holdline::server::sqlite {

/// Why SQLite refused.
struct Error
{
    int code; ///< its extended result code
    int systemError; ///< errno of the failed system call, if there was one
    QString message;
};

/// What a parameter is bound to; the first is NULL. A blob is not copied.
using Value = std::variant<std::monostate, qint64, QString, QByteArray>;

/// The columns of one result row, from 0. Valid during the call that got it.
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

/// A prepared statement, to be run again and again. Must not outlive its Database.
class Statement
{
public:
    /// Runs it to the end with these values for ?1, ?2 …
    Outcome<Error> run(std::initializer_list<Value> values,
                       const std::function<void(const Row &)> &onRow = {});
    /// As run(), but ends before the next row when `onRow` returns false.
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

/// One open file.
class Database
{
public:
    /// Opens an existing file for reading and writing; if that is not allowed, for reading.
    /// ":memory:" is a database without a file.
    static Result<Database, Error> open(const QString &path);

    /// Runs statements that return nothing.
    Outcome<Error> execute(const char *sql);
    Result<Statement, Error> prepare(const char *sql);
    /// The first column of the first row: for pragmas and counts.
    Result<QString, Error> ask(const char *sql);

    bool isReadOnly() const;
    /// Rows changed by the last INSERT, UPDATE or DELETE.
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

/// Everything between begin() and commit(), or nothing of it.
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
