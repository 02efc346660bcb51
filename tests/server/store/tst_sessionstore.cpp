// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sessionstore {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using speech::Message;
using speech::Role;

class TestSessionStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void keepsASession_data() { StoreUnderTest::addRows(); }
    void keepsASession()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        QVERIFY(
            commits(*m_store, {said(id, u"What's 6 × 7?"_s, 1), answered(id, u"42. 🙂"_s, 2)}));
        QVERIFY(commits(*m_store, {MemoryChanged{id, memory()}, SessionTouched{id, at(3)}}));
        QVERIFY(commits(*m_store, {SessionReconnected{id, at(4)}}));
        m_store.reopen();

        const auto session = stored(*m_store, id);
        QVERIFY(session);
        QCOMPARE(session->id, id);
        QCOMPARE(session->createdAt, at(0));
        QCOMPARE(session->lastActiveAt, at(4));
        QCOMPARE(session->reconnectionAttempts, 1);
        QCOMPARE(session->messageCount, 2);
        QCOMPARE(session->messages,
                 (QList<Message>{{Role::User, u"What's 6 × 7?"_s, at(1)},
                                 {Role::Assistant, u"42. 🙂"_s, at(2)}}));
        QCOMPARE(session->memory, memory());
        QVERIFY(!m_store->trouble());
    }

    void givesOnlyTheNewestMessages_data() { StoreUnderTest::addRows(); }
    void givesOnlyTheNewestMessages()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        Batch batch;
        for (int i = 0; i < 130; ++i)
            batch.push_back(said(id, QString::number(i), 0)); // all in the same millisecond
        QVERIFY(commits(*m_store, batch));
        m_store.reopen();

        const auto session = stored(*m_store, id, 100);
        QVERIFY(session);
        QCOMPARE(session->messageCount, 130);
        QCOMPARE(session->messages.size(), 100);
        QCOMPARE(session->messages.first().text, u"30");
        QCOMPARE(session->messages.last().text, u"129");
    }

    void forgetsAHistoryButNotTheMemory_data() { StoreUnderTest::addRows(); }
    void forgetsAHistoryButNotTheMemory()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{id, at(0)}, said(id, u"secret"_s, 1),
                         MemoryChanged{id, memory()}, HistoryCleared{id}, said(id, u"new"_s, 2)}));
        m_store.reopen();

        const auto session = stored(*m_store, id);
        QVERIFY(session);
        QCOMPARE(session->messageCount, 1);
        QCOMPARE(session->messages.size(), 1);
        QCOMPARE(session->messages.first().text, u"new");
        QCOMPARE(session->memory, memory());
    }

    void leavesATombstoneOfAnExpiredSession_data() { StoreUnderTest::addRows(); }
    void leavesATombstoneOfAnExpiredSession()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"hello"_s, 1)}));
        QVERIFY(commits(*m_store, {SessionExpired{id}}));
        m_store.reopen();
        QVERIFY(isExpired(*m_store, id));
        QVERIFY(!stored(*m_store, id));
    }

    void knowsNothingOfAnIdItNeverSaw_data() { StoreUnderTest::addRows(); }
    void knowsNothingOfAnIdItNeverSaw()
    {
        m_store.open();
        const auto answer = loadAndWait(*m_store, SessionId::generate());
        QVERIFY(answer && answer->ok());
        QVERIFY(std::holds_alternative<std::monostate>(answer->value()));
    }

    void sweepsWhatIsOldUnlessItIsKept_data() { StoreUnderTest::addRows(); }
    void sweepsWhatIsOldUnlessItIsKept()
    {
        m_store.open();
        const SessionId old = SessionId::generate();
        const SessionId attached = SessionId::generate();
        const SessionId touched = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{old, at(0)}, said(old, u"hello"_s, 1),
                         SessionCreated{attached, at(0)}, SessionCreated{touched, at(0)}}));
        QCOMPARE(sweepAndWait(*m_store, after(5s, 100s), {attached}), std::vector<SessionId>());
        QVERIFY(commits(*m_store, {SessionTouched{touched, at(1)}}));
        QCOMPARE(sweepAndWait(*m_store, after(100s, 100s), {attached}), std::vector<SessionId>());
        m_store.reopen();
        QCOMPARE(sweepAndWait(*m_store, after(1ms, 100s), {attached}), std::vector{old});
        m_store.reopen();
        QVERIFY(isExpired(*m_store, old));
        QVERIFY(stored(*m_store, attached));
        QVERIFY(stored(*m_store, touched));
    }

    void sweepsNothingBecauseOfTheTimeOfDay_data() { StoreUnderTest::addRows(); }
    void sweepsNothingBecauseOfTheTimeOfDay()
    {
        m_store.open();
        const SessionId ancient = SessionId::generate();
        const SessionId fromTheFuture = SessionId::generate();
        constexpr int kYear = 365 * 86400;
        QVERIFY(commits(*m_store,
                        {SessionCreated{ancient, at(-kYear)}, SessionTouched{ancient, at(-kYear)},
                         SessionCreated{fromTheFuture, at(kYear)}}));
        QCOMPARE(sweepAndWait(*m_store, after(1s, 100s)), std::vector<SessionId>());
        QCOMPARE(sweepAndWait(*m_store, after(100s, 100s)), std::vector<SessionId>());
        QCOMPARE(sweepAndWait(*m_store, after(1s, 100s)), (std::vector{ancient, fromTheFuture}));
    }

    void sweepsPlainAndV1SessionsByTheirOwnLimits_data() { StoreUnderTest::addRows(); }
    void sweepsPlainAndV1SessionsByTheirOwnLimits()
    {
        m_store.open();
        const SessionId plain = SessionId::generate();
        const SessionId v1 = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{plain, at(0)},
                         SessionCreated{v1, at(0), "secret", u"epoch"_s}, ItemReceived{v1, 1}}));
        const auto limits = [](Duration passed) {
            return SweepLimits{.passed = passed, .plain = 10s, .streams = 60s, .tombstones = 1h};
        };
        QCOMPARE(sweepAndWait(*m_store, limits(0s)), std::vector<SessionId>());
        QCOMPARE(sweepAndWait(*m_store, limits(11s)), std::vector{plain});
        QVERIFY(stored(*m_store, v1)->stream);
        QCOMPARE(sweepAndWait(*m_store, limits(50s)), std::vector{v1});
        QVERIFY(isExpired(*m_store, plain));
        QVERIFY(isExpired(*m_store, v1));
    }

    void keepsOnlyV1SessionsThatWereUsed_data()
    {
        QTest::addColumn<Batch>("use");
        QTest::addColumn<bool>("isKept");
        const SessionId id = SessionId::generate();
        const SessionCreated created{id, at(0), "secret", u"epoch"_s};
        QTest::newRow("never used") << Batch{created} << false;
        QTest::newRow("joined again") << Batch{created, EpochBegun{id, u"next"_s}} << false;
        QTest::newRow("said something") << Batch{created, ItemReceived{id, 1}} << true;
        QTest::newRow("said something in an earlier epoch")
            << Batch{created, ItemReceived{id, 1}, EpochBegun{id, u"next"_s}} << true;
        QTest::newRow("was told something") << Batch{created, said(id, u"hello"_s, 1)} << true;
    }
    void keepsOnlyV1SessionsThatWereUsed()
    {
        QFETCH(Batch, use);
        QFETCH(bool, isKept);
        m_store.openSqlite();
        QVERIFY(commits(*m_store, use));
        const SweepLimits limits{.passed = 11s, .plain = 10s, .streams = 60s, .tombstones = 1h};
        QCOMPARE(sweepAndWait(*m_store, limits), std::vector<SessionId>());
        const auto expired = sweepAndWait(*m_store, limits);
        QVERIFY(expired);
        QCOMPARE(expired->empty(), isKept);
    }

    void sweepsOldTombstones_data() { StoreUnderTest::addRows(); }
    void sweepsOldTombstones()
    {
        m_store.open();
        const SessionId older = SessionId::generate();
        const SessionId newer = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionExpired{older}}));
        QVERIFY(sweepAndWait(*m_store, after(10s, 15s)));
        QVERIFY(commits(*m_store, {SessionExpired{newer}}));
        QVERIFY(sweepAndWait(*m_store, after(10s, 15s)));
        QVERIFY(!isExpired(*m_store, older));
        QVERIFY(isExpired(*m_store, newer));
    }

    void takesABatchAsAWholeOrNotAtAll_data() { StoreUnderTest::addRows(); }
    void takesABatchAsAWholeOrNotAtAll()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        const SessionId unknown = SessionId::generate();
        m_store.ignoreTrouble();
        const auto outcome =
            commitAndWait(*m_store, {SessionCreated{id, at(0)}, said(unknown, u"hello?"_s, 1)});
        QVERIFY(outcome && !outcome->ok());
        QCOMPARE(outcome->error().kind, StoreError::Kind::Other);
        QVERIFY(outcome->error().detail.contains(unknown.shortened()));
        QVERIFY(m_store->trouble());

        QVERIFY(!stored(*m_store, id));
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        QVERIFY(!m_store->trouble());
    }

    void refusesToCreateASessionTwice_data() { StoreUnderTest::addRows(); }
    void refusesToCreateASessionTwice()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"hello"_s, 1)}));
        m_store.ignoreTrouble();
        QVERIFY(!commits(*m_store, {SessionCreated{id, at(9)}}));
        QCOMPARE(stored(*m_store, id)->messageCount, 1);
    }

    void doesNotLetABadBatchTakeOthersAlong_data() { StoreUnderTest::addRows(); }
    void doesNotLetABadBatchTakeOthersAlong()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QList<bool> outcomes;
        const auto note = [&](const Outcome<StoreError> &outcome) {
            outcomes.append(outcome.ok());
        };
        Batch large; // while it is written, the others wait and form the next transaction
        for (int i = 0; i < 5000; ++i)
            large.push_back(SessionCreated{SessionId::generate(), at(0)});
        m_store.ignoreTrouble();
        m_store->commit(std::move(large), {});
        m_store->commit({SessionCreated{id, at(0)}}, note);
        m_store->commit({said(SessionId::generate(), u"lost"_s, 1)}, note);
        m_store->commit({said(id, u"kept"_s, 2)}, note);
        QVERIFY(outcomes.isEmpty()); // never from within the call
        QTRY_COMPARE(outcomes, (QList<bool>{true, false, true}));
        QCOMPARE(stored(*m_store, id)->messageCount, 1);
    }

    void answersInTheOrderOfTheCalls_data() { StoreUnderTest::addRows(); }
    void answersInTheOrderOfTheCalls()
    {
        m_store.open();
        QList<int> order;
        const SessionId first = SessionId::generate();
        int next = 0;
        for (int round = 0; round < 50; ++round) {
            const SessionId id = round == 0 ? first : SessionId::generate();
            m_store->commit({SessionCreated{id, at(0)}},
                            [&order, mine = next++](const auto &) { order.append(mine); });
            m_store->load(id, 1, [&order, mine = next++](const auto &answer) {
                // The lookup sees what was committed before it.
                if (std::holds_alternative<StoredSession>(answer.value()))
                    order.append(mine);
            });
            m_store->sweep(after(0s, 1h), {},
                           [&order, mine = next++](const auto &) { order.append(mine); });
        }
        QTRY_COMPARE(order.size(), 150);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void dropsItsCallbacksWhenItEnds_data() { StoreUnderTest::addRows(); }
    void dropsItsCallbacksWhenItEnds()
    {
        m_store.open();
        bool isCalled = false;
        m_store->load(SessionId::generate(), 1, [&isCalled](const auto &) { isCalled = true; });
        m_store->flush();
        m_store.close();
        QCoreApplication::processEvents();
        QVERIFY(!isCalled);
    }

private:
    /// Limits for a sweep that comes `passed` after the one before, and expires sessions that were
    /// left for longer than `limit`.
    static SweepLimits after(Duration passed, Duration limit)
    {
        return {.passed = passed, .plain = limit, .streams = limit, .tombstones = limit};
    }
    static speech::Memory memory()
    {
        return {.facts = {{u"my \"locker\" number"_s, u"42"_s}, {u"Käse"_s, u"Brot"_s}},
                .reminders = {{u"Your tea is ready."_s, at(600)}, {u"Call Ann."_s, at(60)}}};
    }

    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestSessionStore)

} // namespace holdline::tst_sessionstore

#include "tst_sessionstore.moc"
