// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/memorystore.h"
#include "server/store/sqlitestore.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::testing {

/// A store of either kind, in a folder of its own. Both kinds make the same promises, so their
/// tests run over the rows of addRows().
class StoreUnderTest
{
public:
    static void addRows()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("SQLite") << true;
    }

    /// To be called before each test.
    void begin()
    {
        m_folder.emplace();
        QVERIFY(m_folder->isValid());
    }
    /// To be called after each test.
    void end()
    {
        m_store.reset();
        m_folder.reset();
        m_isSqlite = false;
    }

    QString path() const { return inFolder(QStringLiteral("sessions.sqlite")); }
    QString inFolder(const QString &name) const { return m_folder->filePath(name); }
    /// Opens a store of the kind that the test row names.
    void open()
    {
        QFETCH(bool, isSqlite);
        if (isSqlite)
            openSqlite();
        else
            m_store = server::memoryStore();
    }
    void openSqlite()
    {
        auto opened = server::openSqliteStore(path());
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().sentence));
        m_store = std::move(opened).value();
        m_isSqlite = true;
    }
    /// Opens the file again as a new process would. A store in memory stays as it is.
    void reopen()
    {
        if (!m_isSqlite)
            return;
        m_store.reset();
        openSqlite();
    }
    void close() { m_store.reset(); }
    /// Only a store with a file logs a refusal. In memory a refusal is a bug of the caller.
    void ignoreTrouble() const
    {
        if (m_isSqlite)
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression(QStringLiteral("sessions cannot be stored")));
    }

    server::SessionStore &operator*() const { return *m_store; }
    server::SessionStore *operator->() const { return m_store.get(); }

private:
    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<server::SessionStore> m_store;
    bool m_isSqlite = false;
};

/// A moment of the test.
inline WallTime at(int second)
{
    return WallTime(std::chrono::seconds(1795248000 + second));
}

inline server::MessageAppended said(const SessionId &id, const QString &text, int second,
                                    const QString &messageId = {})
{
    return {id, {speech::Role::User, text, at(second)}, messageId};
}

inline server::MessageAppended answered(const SessionId &id, const QString &text, int second,
                                        const QString &messageId = {})
{
    return {id, {speech::Role::Assistant, text, at(second)}, messageId};
}

} // namespace holdline::testing
