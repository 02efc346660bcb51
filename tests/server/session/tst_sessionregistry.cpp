// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionregistry.h"

#include "support/registrytest.h"
#include "support/storeaccess.h"
#include "support/testcase.h"

#include <QSet>
#include <QTest>

namespace holdline::tst_sessionregistry {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using speech::Role;

/// How sessions are created, written to the store and expired.
class TestSessionRegistry : public RegistryTest
{
    Q_OBJECT

    /// A new session with a message: it stays in memory when it is detached.
    Session &used()
    {
        Session &session = m_registry->create();
        record(session).append(Role::User, u"hello"_s);
        return session;
    }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    // ---- making and counting

    void createsSessionsThatAreStored()
    {
        const Session &session = m_registry->create();
        QVERIFY(session.attached);
        QCOMPARE(session.createdAt, m_clock.wallTime());
        QCOMPARE(session.reconnectionAttempts, 0);
        QVERIFY(m_registry->create().id != session.id);
        QCOMPARE(stored(*m_store, session.id)->createdAt, session.createdAt);
    }

    void countsWhoIsThereAndWhoIsNot()
    {
        Session &session = m_registry->create();
        m_registry->create();
        m_registry->create();
        m_registry->detach(session);
        const SessionCounts counts = m_registry->counts();
        QCOMPARE(counts.total, 3);
        QCOMPARE(counts.active, 2);
        QCOMPARE(counts.disconnected, 1);
    }

    void storesWhatIsSaid()
    {
        Session &session = m_registry->create();
        record(session).append(Role::User, u"My locker number is 42."_s);
        m_clock.advance(2s);
        record(session).append(Role::Assistant, u"I'll remember."_s);
        record(session).setMemory(memory());
        QCOMPARE(session.messageCount, 2);

        const auto kept = stored(*m_store, session.id);
        QVERIFY(kept);
        QCOMPARE(kept->messages, session.context.messages());
        QCOMPARE(kept->messages.last().at, m_clock.wallTime());
        QCOMPARE(kept->memory, memory());
    }

    void namesEachMessage()
    {
        Session &session = m_registry->create();
        QSet<QString> ids;
        for (int i = 0; i < 100; ++i)
            ids += record(session).append(Role::User, u"hello"_s);
        QCOMPARE(ids.size(), 100);
        QVERIFY(!ids.contains(QString()));
        QCOMPARE(record(session).append(Role::User, u"hello"_s, u"client-1"_s), u"client-1"_s);
    }

    void keepsInTheContextWhatWasHeardOfAnAnswer()
    {
        Session &session = m_registry->create();
        record(session).append(Role::User, u"count"_s);
        const QString id = record(session).append(Role::Assistant, u"One two three."_s);
        record(session).cutShort(id, 3);
        QCOMPARE(session.context.messages().last().text, u"One"_s);
        QCOMPARE(session.messageCount, 2);
        record(session).cutShort(id, 0);
        QCOMPARE(session.context.messages().last().text, u"count"_s);
        QCOMPARE(session.messageCount, 2); // the history keeps it
        QCOMPARE(m_store->count<MessageCutShort>(), 2);
    }

    void clearsTheHistoryEverywhere()
    {
        Session &session = m_registry->create();
        record(session).append(Role::User, u"secret"_s);
        record(session).setMemory(memory());
        record(session).clearHistory();
        QCOMPARE(session.messageCount, 0);
        QCOMPARE(session.context.size(), std::size_t(0));
        QCOMPARE(session.memory, memory());
        QCOMPARE(stored(*m_store, session.id)->messageCount, 0);
    }

    // ---- last activity and the store

    void notesActivityOnceInAWhile()
    {
        m_limits.noteInterval = 1ms;
        restart();
        Session &session = m_registry->create();
        for (int i = 0; i < 1000; ++i) {
            m_clock.advance(1ms);
            m_registry->touch(session);
        }
        QCOMPARE(m_store->count<SessionTouched>(), 0);
        QTRY_COMPARE(m_store->count<SessionTouched>(), 1);
        QCOMPARE(stored(*m_store, session.id)->lastActiveAt, m_clock.wallTime());

        m_clock.advance(1s);
        m_registry->touch(session);
        QTRY_COMPARE(m_store->count<SessionTouched>(), 2);
        QCOMPARE(stored(*m_store, session.id)->lastActiveAt, m_clock.wallTime());
    }

    void notesTheTimeOfDetachingAtOnce()
    {
        Session &session = used();
        m_clock.advance(1min);
        m_registry->detach(session);
        QCOMPARE(stored(*m_store, session.id)->lastActiveAt, m_clock.wallTime());
    }

    void notesEverythingAtTheEnd()
    {
        const SessionId attached = m_registry->create().id;
        Session &detached = used();
        m_registry->detach(detached);
        const WallTime detachedAt = m_clock.wallTime();
        m_clock.advance(3min);
        m_registry->close();
        QCOMPARE(stored(*m_store, attached)->lastActiveAt, m_clock.wallTime());
        QCOMPARE(stored(*m_store, detached.id)->lastActiveAt, detachedAt);
    }

    void storesASessionThatWasRefusedWithItsNextChange()
    {
        m_store->setFailing(true);
        Session &session = m_registry->create();
        record(session).append(Role::User, u"Does anybody write this down?"_s);
        record(session).setMemory(memory());
        QTRY_VERIFY(!session.isStored);
        m_store->setFailing(false);
        QVERIFY(!stored(*m_store, session.id));

        record(session).append(Role::Assistant, u"Now I do."_s);
        const auto kept = stored(*m_store, session.id);
        QVERIFY(kept);
        QCOMPARE(kept->messages, session.context.messages());
        QCOMPARE(kept->memory, memory());
        record(session).append(Role::User, u"Good."_s);
        QCOMPARE(stored(*m_store, session.id)->messageCount, 3);
    }

    // ---- the end

    void expiresToTheMillisecond_data()
    {
        QTest::addColumn<Duration>("away");
        QTest::addColumn<bool>("isRestarted");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("on the border") << Duration(5min) << false << true;
        QTest::newRow("just over") << Duration(5min + 1ms) << false << false;
        QTest::newRow("on the border after a restart") << Duration(5min) << true << true;
        QTest::newRow("just over after a restart") << Duration(5min + 1ms) << true << false;
    }
    void expiresToTheMillisecond()
    {
        QFETCH(Duration, away);
        QFETCH(bool, isRestarted);
        Session &session = used();
        const SessionId id = session.id;
        m_clock.advance(10min); // silent, but connected
        m_registry->detach(session);
        m_clock.advance(away);
        if (isRestarted)
            restart();
        const Session *restored = restoreNow(id);
        QTEST(restored != nullptr, "isThere");
        QCOMPARE(m_registry->counts().total, restored ? 1 : 0);
        QVERIFY(isRestarted || isExpired(*m_store, id) == !restored);
    }

    void sweepsToTheMillisecond()
    {
        Session &first = used();
        Session &second = used();
        Session &attached = m_registry->create();
        const SessionId firstId = first.id;
        m_registry->detach(first);
        m_clock.advance(1ms);
        m_registry->detach(second);
        m_clock.advance(5min);
        m_registry->sweep();
        QCOMPARE(m_registry->counts().total, 2);
        QVERIFY(isExpired(*m_store, firstId));
        m_clock.advance(1ms);
        m_registry->sweep();
        QCOMPARE(m_registry->counts().total, 1);
        QVERIFY(attached.attached);
        QVERIFY(stored(*m_store, attached.id));
    }

    void neverExpiresAnAttachedSession()
    {
        const SessionId id = m_registry->create().id;
        for (int minute = 0; minute < 24 * 60; ++minute) {
            m_clock.advance(1min);
            m_registry->sweep();
        }
        QCOMPARE(m_registry->counts().active, 1);
        restart(); // a crash: no client was detached
        QVERIFY(restoreNow(id));
    }

    void startsTheClockOnlyOnce()
    {
        Session &session = used();
        m_registry->detach(session);
        m_clock.advance(5min);
        m_registry->detach(session);
        m_clock.advance(1ms);
        m_registry->sweep();
        QCOMPARE(m_registry->counts().total, 0);
    }

    void startsTheClockAgainAfterEachReturn()
    {
        Session &session = used();
        for (int i = 0; i < 3; ++i) {
            m_registry->detach(session);
            m_clock.advance(4min);
            QCOMPARE(restoreNow(session.id), &session);
        }
        QCOMPARE(session.reconnectionAttempts, 3);
    }

    void isNotFooledByTheWallClock_data()
    {
        QTest::addColumn<Duration>("jump");
        QTest::newRow("set back by a day") << Duration(-24h);
        QTest::newRow("set forward by a day") << Duration(24h);
    }
    void isNotFooledByTheWallClock()
    {
        QFETCH(Duration, jump);
        Session &session = used();
        const SessionId id = session.id;
        m_registry->detach(session);
        m_clock.advance(4min);
        m_clock.setWallTime(m_clock.wallTime() + jump);
        m_registry->sweep();
        QVERIFY(stored(*m_store, id));
        m_clock.advance(1min);
        QCOMPARE(restoreNow(id), &session);
        m_registry->detach(session);
        m_clock.advance(5min + 1ms);
        m_registry->sweep();
        QCOMPARE(m_registry->counts().total, 0);
    }

    void doesNotExpireStoredSessionsWhenTheClockIsSetBack()
    {
        const SessionId id = m_registry->create().id;
        restart();
        m_clock.setWallTime(m_clock.wallTime() - 24h);
        m_registry->sweep();
        QVERIFY(stored(*m_store, id));
        QVERIFY(restoreNow(id));
    }

    void aWrongClockDeletesNothing_data()
    {
        QTest::addColumn<Duration>("jump");
        QTest::newRow("two days ahead") << Duration(48h);
        QTest::newRow("two days behind") << Duration(-48h);
        QTest::newRow("at the beginning of time") << Duration(-56 * 365 * 24h);
    }
    void aWrongClockDeletesNothing()
    {
        QFETCH(Duration, jump);
        const SessionId plain = m_registry->create().id;
        const SessionId v1 = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{v1, m_clock.wallTime(), "secret", u"1"_s}}));
        const WallTime right = m_clock.wallTime();
        m_clock.setWallTime(right + jump); // while the server runs
        m_registry->sweep();
        m_registry->sweep();
        restart(); // two servers that start with the wrong time
        m_registry->sweep();
        (void)restoreNow(plain);
        restart();
        m_registry->sweep();
        m_clock.setWallTime(right + 1min);
        restart();
        m_registry->sweep();
        QVERIFY(stored(*m_store, v1));
        QVERIFY(stored(*m_store, plain));
    }

    void sweepsWhatAnEarlierRunLeft()
    {
        const SessionId old = m_registry->create().id;
        restart();
        m_registry->sweep();
        m_clock.advance(3min);
        const SessionId young = m_registry->create().id;
        m_registry->close(); // records how long this server has run
        restart();
        m_registry->sweep();
        m_clock.advance(1min);
        m_registry->close();
        m_clock.advance(24h); // without a server
        restart();
        m_registry->sweep();
        QVERIFY(stored(*m_store, old));
        m_clock.advance(2min);
        m_registry->sweep();
        QVERIFY(isExpired(*m_store, old));
        QVERIFY(stored(*m_store, young));
    }

    void keepsTombstonesForADay()
    {
        const SessionId id = m_registry->create().id;
        m_registry->expire(id);
        m_clock.advance(24h);
        m_registry->sweep();
        QVERIFY(isExpired(*m_store, id));
        m_clock.advance(6min);
        m_registry->sweep();
        QVERIFY(!isExpired(*m_store, id));
    }

    void sweepsByItself()
    {
        m_limits.sweepInterval = 1ms;
        restart();
        m_registry->detach(used());
        m_clock.advance(6min);
        QTRY_COMPARE(m_registry->counts().total, 0);
    }
};

HOLDLINE_TEST(TestSessionRegistry)

} // namespace holdline::tst_sessionregistry

#include "tst_sessionregistry.moc"
