// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/registrytest.h"

#include "server/store/memorystore.h"
#include "server/store/sqlitestore.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace holdline::testing {

server::PlainSessions::Restored RegistryTest::Restores::next()
{
    return [this](server::Session *session) { sessions.append(session); };
}

void RegistryTest::setUp()
{
    m_clock = ManualClock();
    m_limits = {};
    m_inner = server::memoryStore();
    m_store = std::make_unique<UnreliableStore>(*m_inner);
    restart();
}

void RegistryTest::tearDown()
{
    m_plain.reset();
    m_registry.reset();
    m_store.reset();
    m_inner.reset();
}

void RegistryTest::restart()
{
    m_plain.reset();
    m_registry = std::make_unique<server::SessionRegistry>(*m_store, m_clock, m_limits);
    m_plain = std::make_unique<server::PlainSessions>(*m_registry, m_clock);
}

void RegistryTest::useSqlite()
{
    m_folder = std::make_unique<QTemporaryDir>();
    restartSqlite();
}

void RegistryTest::restartSqlite()
{
    tearDown();
    auto opened = server::openSqliteStore(m_folder->filePath(u"sessions.sqlite"_s));
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().sentence));
    m_inner = std::move(opened).value();
    m_store = std::make_unique<UnreliableStore>(*m_inner);
    restart();
}

server::ConversationRecord RegistryTest::record(server::Session &session)
{
    return {session, m_clock, m_writers.emplace_back(*m_registry, session)};
}

server::Session *RegistryTest::restoreNow(const SessionId &id)
{
    Restores restores;
    m_plain->restore(id, restores.next());
    (void)QTest::qWaitFor([&restores] { return !restores.sessions.isEmpty(); });
    return restores.sessions.value(0);
}

speech::Memory RegistryTest::memory()
{
    return {.facts = {{u"locker number"_s, u"42"_s}},
            .reminders = {{u"Your tea is ready."_s, WallTime(std::chrono::seconds(1795248000))}}};
}

} // namespace holdline::testing
