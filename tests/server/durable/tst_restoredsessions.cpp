// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/registrytest.h"
#include "support/storeaccess.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_restoredsessions {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using speech::Role;

namespace {

QStringList texts(const Session &session)
{
    QStringList result;
    for (const speech::Message &message : session.context.messages())
        result.append(message.text);
    return result;
}

void inMemoryAndAfterARestart()
{
    QTest::addColumn<bool>("isRestarted");
    QTest::newRow("in memory") << false;
    QTest::newRow("after a restart") << true;
}

} // namespace

/// Restoring sessions, from memory or from the store.
class TestRestoredSessions : public RegistryTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    // ---- restoring

    void restoresWhatIsInMemory()
    {
        Session &session = m_registry->create();
        record(session).append(Role::User, u"hello"_s);
        m_registry->detach(session);
        m_clock.advance(10s);

        Restores restores;
        m_plain->restore(session.id, restores.next());
        QVERIFY(restores.sessions.isEmpty()); // never from within the call
        QTRY_COMPARE(restores.sessions, QList<Session *>{&session});
        QVERIFY(session.attached);
        QCOMPARE(session.reconnectionAttempts, 1);
        QCOMPARE(session.messageCount, 1);
        QCOMPARE(session.lastActiveAt, m_clock.wallTime());
        QCOMPARE(stored(*m_store, session.id)->reconnectionAttempts, 1);
    }

    void doesNotSweepASessionThatIsBeingHandedOut()
    {
        Session &session = m_registry->create();
        m_registry->detach(session);
        m_clock.advance(5min);
        Restores restores;
        m_plain->restore(session.id, restores.next());
        m_clock.advance(1ms);
        m_registry->sweep();
        QTRY_COMPARE(restores.sessions, QList<Session *>{&session});
    }

    void handsOutAttachedWhatItsOlderConnectionLeavesMeanwhile()
    {
        Session &session = m_registry->create();
        Restores restores;
        m_plain->restore(session.id, restores.next());
        m_registry->detach(session);
        QTRY_COMPARE(restores.sessions, QList<Session *>{&session});
        QVERIFY(session.attached);
    }

    void handsOutAnAttachedSessionAgain()
    {
        Session &session = m_registry->create();
        Restores restores;
        m_plain->restore(session.id, restores.next());
        QTRY_COMPARE(restores.sessions, QList<Session *>{&session});
        QCOMPARE(m_registry->counts().total, 1);
    }

    void restoresAfterARestart()
    {
        useSqlite();
        Session &session = m_registry->create();
        const SessionId id = session.id;
        const WallTime createdAt = session.createdAt;
        record(session).append(Role::User, u"hello"_s);
        record(session).append(Role::Assistant, u"Hello!"_s);
        record(session).setMemory(memory());
        m_registry->detach(session);
        m_clock.advance(1min);
        restoreNow(id);
        m_clock.advance(1min);
        m_registry->close();
        m_clock.advance(4min);
        restartSqlite();
        QCOMPARE(m_registry->counts().total, 0);

        const Session *restored = restoreNow(id);
        QVERIFY(restored);
        QVERIFY(restored->attached);
        QCOMPARE(restored->createdAt, createdAt);
        QCOMPARE(restored->reconnectionAttempts, 2);
        QCOMPARE(restored->messageCount, 2);
        QCOMPARE(restored->memory, memory());
        QCOMPARE(restored->lastActiveAt, m_clock.wallTime());
        QCOMPARE(m_registry->counts().active, 1);
    }

    void givesSimultaneousRestoresTheSameSession()
    {
        const SessionId id = m_registry->create().id;
        restart();
        Restores restores;
        m_plain->restore(id, restores.next());
        m_plain->restore(id, restores.next());
        QTRY_COMPARE(restores.sessions.size(), 2);
        QVERIFY(restores.sessions.first());
        QCOMPARE(restores.sessions.first(), restores.sessions.last());
        QCOMPARE(m_registry->counts().total, 1);
        QCOMPARE(restores.sessions.first()->reconnectionAttempts, 2);
    }

    void hasNothingForAnIdItNeverGaveOut()
    {
        Restores restores;
        m_plain->restore(SessionId::generate(), restores.next());
        QVERIFY(restores.sessions.isEmpty());
        QTRY_COMPARE(restores.sessions, QList<Session *>{nullptr});
        QCOMPARE(m_registry->counts().total, 0);
    }

    void saysThatTheStoreFailed()
    {
        const SessionId id = m_registry->create().id;
        restart();
        m_store->setFailing(true);
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"cannot be looked up: no space left"_s));
        QCOMPARE(restoreNow(id), nullptr);
        m_store->setFailing(false);
        QVERIFY(restoreNow(id));
    }

    void forgetsWhoAskedWhenItEnds()
    {
        const SessionId id = m_registry->create().id;
        Restores fromMemory;
        m_plain->restore(id, fromMemory.next());
        restart();
        Restores fromStore;
        m_plain->restore(id, fromStore.next());
        m_plain.reset();
        m_registry.reset();
        QCOMPARE(stored(*m_store, id)->id, id); // earlier lookups are answered earlier
        QVERIFY(fromMemory.sessions.isEmpty());
        QVERIFY(fromStore.sessions.isEmpty());
    }

    // ---- what was set aside

    void takesBackWhatWasSetAside_data() { inMemoryAndAfterARestart(); }
    void takesBackWhatWasSetAside()
    {
        QFETCH(bool, isRestarted);
        Session *session = &m_registry->create();
        const SessionId id = session->id;
        record(*session).append(Role::User, u"old"_s);
        record(*session).setMemory(memory());
        record(*session).setAside(true);
        QVERIFY(texts(*session).isEmpty());
        QVERIFY(session->memory == speech::Memory{});
        record(*session).append(Role::User, u"new"_s);
        const speech::Memory later{.facts = {{u"colour"_s, u"blue"_s}}, .reminders = {}};
        record(*session).setMemory(later);
        m_registry->detach(*session);
        if (isRestarted)
            restart();
        session = restoreNow(id);
        QVERIFY(session);
        QCOMPARE(texts(*session), QStringList{u"new"_s});
        QCOMPARE(session->memory, later);
        QCOMPARE(session->messageCount, 1);

        record(*session).takeBack();
        QCOMPARE(texts(*session), QStringList({u"old"_s, u"new"_s}));
        QCOMPARE(session->messageCount, 2);
        QCOMPARE(session->memory.facts.size(), memory().facts.size() + 1);
        QCOMPARE(session->memory.reminders, memory().reminders);
        QCOMPARE(stored(*m_store, id)->memory, session->memory);
    }

    void withoutItsMemoryThatStays()
    {
        Session &session = m_registry->create();
        record(session).setMemory(memory());
        record(session).setAside(false);
        QCOMPARE(session.memory, memory());
        record(session).takeBack();
        QCOMPARE(session.memory, memory());
    }

    void whatIsForgottenCannotBeTakenBack()
    {
        Session &session = m_registry->create();
        record(session).append(Role::User, u"old"_s);
        record(session).setMemory(memory());
        record(session).setAside(true);
        record(session).forgetAside();
        record(session).takeBack();
        QVERIFY(texts(session).isEmpty());
        QVERIFY(session.memory == speech::Memory{});
        QCOMPARE(stored(*m_store, session.id)->messageCount, 0);
    }

    // ---- context of a restored session

    void cutsTheContextToTheLastMinutes_data() { inMemoryAndAfterARestart(); }
    void cutsTheContextToTheLastMinutes()
    {
        QFETCH(bool, isRestarted);
        Session &session = m_registry->create();
        const SessionId id = session.id;
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s}) {
            record(session).append(Role::User, text);
            m_clock.advance(1min);
        }
        m_registry->detach(session);
        m_clock.advance(3min);
        if (isRestarted)
            restart();
        const Session *restored = restoreNow(id);
        QVERIFY(restored);
        QCOMPARE(texts(*restored), (QStringList{u"b"_s, u"c"_s})); // said 6, 5 and 4 minutes ago
        QCOMPARE(restored->messageCount, 3);
    }

    void keepsTheNewestMessages_data() { inMemoryAndAfterARestart(); }
    void keepsTheNewestMessages()
    {
        QFETCH(bool, isRestarted);
        Session &session = m_registry->create();
        const SessionId id = session.id;
        for (int i = 0; i < 150; ++i)
            record(session).append(Role::User, QString::number(i));
        m_registry->detach(session);
        if (isRestarted)
            restart();
        const Session *restored = restoreNow(id);
        QVERIFY(restored);
        QCOMPARE(restored->messageCount, 150);
        QCOMPARE(texts(*restored).size(), 100);
        QCOMPARE(texts(*restored).first(), u"50");
        QCOMPARE(texts(*restored).last(), u"149");
    }

    void keepsTheContextWhenTheClockIsSet_data()
    {
        QTest::addColumn<Duration>("jump");
        QTest::addColumn<bool>("isRestarted");
        QTest::newRow("back") << Duration(-24h) << false;
        QTest::newRow("back before a restart") << Duration(-24h) << true;
        QTest::newRow("forward") << Duration(24h) << false;
    }
    void keepsTheContextWhenTheClockIsSet()
    {
        QFETCH(Duration, jump);
        QFETCH(bool, isRestarted);
        Session &session = m_registry->create();
        const SessionId id = session.id;
        record(session).append(Role::User, u"hello"_s);
        m_registry->detach(session);
        m_clock.setWallTime(m_clock.wallTime() + jump);
        if (isRestarted)
            restart();
        const Session *restored = restoreNow(id);
        QVERIFY(restored);
        QCOMPARE(texts(*restored), QStringList{u"hello"_s});
    }
};

HOLDLINE_TEST(TestRestoredSessions)

} // namespace holdline::tst_restoredsessions

#include "tst_restoredsessions.moc"
