// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/powercut.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

namespace holdline::tst_storepower {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// After a power cut the store has everything that it has reported as committed.
class TestStorePower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_power.emplace();
        m_store.begin();
    }
    void cleanup()
    {
        m_store.end();
        m_power.reset();
    }

    void whatIsCommittedSurvivesAPowerCut()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0), "secret", u"1"_s}}));
        for (quint64 i = 1; i <= 20; ++i) {
            QVERIFY(
                commits(*m_store,
                        {said(id, QString::number(i), static_cast<int>(i)), ItemReceived{id, i}}));
            const QString rest = m_store.inFolder(u"rest-%1.sqlite"_s.arg(i));
            QVERIFY(PowerCut::leave(m_store.path(), rest));
            const auto reopened = openSqliteStore(rest);
            QVERIFY2(reopened, qPrintable(reopened ? QString() : reopened.error().sentence));
            const auto session = stored(*reopened.value(), id);
            QVERIFY(session);
            QCOMPARE(session->messageCount, static_cast<int>(i));
            QCOMPARE(session->stream->received, i);
        }
    }

    void whatIsForgottenStaysSoAfterAPowerCut()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"xyzzy-plugh"_s, 1)}));
        QVERIFY(commits(*m_store, {SessionExpired{id}}));
        const QString rest = m_store.inFolder(u"rest.sqlite"_s);
        QVERIFY(PowerCut::leave(m_store.path(), rest));
        const auto reopened = openSqliteStore(rest);
        QVERIFY(reopened);
        QVERIFY(isExpired(*reopened.value(), id));
        QVERIFY(sweepAndWait(*reopened.value(), {{}, 1h, 1h, 1h}));
        for (const QString &suffix : {QString(), u"-wal"_s}) {
            QFile file(rest + suffix);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains("xyzzy-plugh"));
        }
    }

    void whatWaitsForTheDiskGoesTogether()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        Batch large{SessionCreated{id, at(0)}}; // while it is written, the others wait behind it
        for (int i = 0; i < 5000; ++i)
            large.push_back(SessionCreated{SessionId::generate(), at(0)});
        constexpr int kSpeakers = 50;
        int committed = 0;
        int refused = 0;
        int found = 0;
        m_store.ignoreTrouble();
        const int before = PowerCut::waits();
        m_store->commit(std::move(large), {});
        for (int i = 0; i < kSpeakers; ++i) {
            // One looks a session up, and one tries what cannot be stored.
            m_store->load(id, 1, [&found](const auto &) { ++found; });
            m_store->commit(
                {said(i == 7 ? SessionId::generate() : id, u"hello"_s, i)},
                [&](const Outcome<StoreError> &outcome) { ++(outcome ? committed : refused); });
        }
        QTRY_COMPARE(committed, kSpeakers - 1);
        QCOMPARE(refused, 1);
        QCOMPARE(found, kSpeakers);
        QCOMPARE(stored(*m_store, id)->messageCount, kSpeakers - 1);
        QVERIFY2(PowerCut::waits() - before <= 10,
                 qPrintable(QString::number(PowerCut::waits() - before)));
    }

private:
    std::optional<PowerCut> m_power;
    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestStorePower)

} // namespace holdline::tst_storepower

#include "tst_storepower.moc"
