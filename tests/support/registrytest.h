// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/plain/plainsessions.h"
#include "server/plain/plainwriter.h"
#include "server/session/conversationrecord.h"
#include "support/manualclock.h"
#include "support/unreliablestore.h"

#include <QTemporaryDir>

#include <deque>
#include <memory>

namespace holdline::testing {

/// A test class for a registry on a store that can fail, with a clock that the test controls.
class RegistryTest : public QObject
{
protected:
    /// Collects the answers of restore().
    struct Restores
    {
        QList<server::Session *> sessions;
        server::PlainSessions::Restored next();
    };

    /// A new registry on a new store in memory.
    void setUp();
    void tearDown();
    /// A new registry that has only the store, as after a crash.
    void restart();
    /// From now on the store is a file, which restartSqlite() reads again.
    void useSqlite();
    void restartSqlite();
    /// What was said in a plain session.
    server::ConversationRecord record(server::Session &session);
    /// Null if there is no such session.
    server::Session *restoreNow(const SessionId &id);

    static speech::Memory memory();

    ManualClock m_clock;
    server::SessionRegistry::Limits m_limits;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<server::SessionStore> m_inner;
    std::unique_ptr<UnreliableStore> m_store;
    std::unique_ptr<server::SessionRegistry> m_registry;
    std::unique_ptr<server::PlainSessions> m_plain;
    std::deque<server::PlainWriter> m_writers;
};

} // namespace holdline::testing
