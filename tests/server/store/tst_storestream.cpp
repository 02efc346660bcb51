// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_storestream {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using protocol::AudioItem;
using protocol::Cursor;
using protocol::WireMessage;

/// The numbered streams of a Durable session, and its journal.
class TestStoreStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void keepsNoStreamOfAPlainSession_data() { StoreUnderTest::addRows(); }
    void keepsNoStreamOfAPlainSession()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        QVERIFY(!stored(*m_store, id)->stream);
    }

    void beginsEmpty_data() { StoreUnderTest::addRows(); }
    void beginsEmpty()
    {
        const SessionId id = openWithSession();
        const StoredStream stream = reread(id);
        QCOMPARE(stream.secret, kSecret);
        QCOMPARE(stream.epoch, u"first");
        QCOMPARE(stream.received, 0U);
        QCOMPARE(stream.firstLogged, 1U);
        QVERIFY(stream.log.empty() && stream.journal.empty() && stream.sentences.empty());
        QVERIFY(stream.earlierEpochs.empty());
        QVERIFY(!stream.answer);
        QCOMPARE(stream.lastUtterance, 0U);
        QCOMPARE(stream.restarts, 0);
        QVERIFY(stream.takenTexts.isEmpty());
    }

    void keepsHowFarTheClientCame_data() { StoreUnderTest::addRows(); }
    void keepsHowFarTheClientCame()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store, {ItemReceived{id, 1}, ItemReceived{id, 7}}));
        QCOMPARE(reread(id).received, 7U);
    }

    void keepsTheLogUntilItIsTrimmed_data() { StoreUnderTest::addRows(); }
    void keepsTheLogUntilItIsTrimmed()
    {
        const SessionId id = openWithSession();
        QVERIFY(
            commits(*m_store, {ItemLogged{id, 1, "{\"n\":1}"}, ItemLogged{id, 2, "{\"n\":2}"}}));
        QVERIFY(commits(*m_store, {ItemLogged{id, 3, "{\"n\":\"ü\"}"}, LogTrimmed{id, 1}}));
        const StoredStream stream = reread(id);
        QCOMPARE(stream.firstLogged, 2U);
        QCOMPARE(stream.log,
                 (std::vector<WireMessage>{{false, "{\"n\":2}"}, {false, "{\"n\":\"ü\"}"}}));

        QVERIFY(commits(*m_store, {LogTrimmed{id, 3}}));
        QCOMPARE(reread(id).firstLogged, 4U);
        QVERIFY(reread(id).log.empty());
        QVERIFY(commits(*m_store, {ItemLogged{id, 4, "{}"}}));
        QCOMPARE(reread(id).firstLogged, 4U);
    }

    void keepsTheJournalAsItCame_data() { StoreUnderTest::addRows(); }
    void keepsTheJournalAsItCame()
    {
        const SessionId id = openWithSession();
        const AudioItem plain{.pcm = "abcd"};
        const AudioItem marked{.timestampMs = 0xfffffffe,
                               .speechPlaying = true,
                               .replayed = true,
                               .gapBefore = true,
                               .position = 0x8000'0000'0000'0001,
                               .stream = 0xffff'ffff,
                               .pcm = QByteArray(3200, '\x80')};
        QVERIFY(commits(*m_store,
                        {AudioJournaled{id, 1, plain}, ItemReceived{id, 1},
                         AudioJournaled{id, 3, marked}, ItemReceived{id, 3}}));
        const StoredStream stream = reread(id);
        QCOMPARE(stream.journal.size(), 2U);
        QCOMPARE(stream.journal[0].entry, 1U);
        QCOMPARE(stream.journal[0].audio, plain);
        QCOMPARE(stream.journal[1].entry, 3U);
        QCOMPARE(stream.journal[1].audio, marked);
    }

    void trimsTheJournalAcrossEpochs_data() { StoreUnderTest::addRows(); }
    void trimsTheJournalAcrossEpochs()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store, {journaled(id, 10), journaled(id, 11), EpochBegun{id, u"2"_s}}));
        QVERIFY(commits(*m_store, {journaled(id, 12), ItemReceived{id, 1}}));
        QCOMPARE(entries(id), (QList<quint64>{10, 11, 12}));
        QVERIFY(commits(*m_store, {JournalTrimmed{id, 11}})); // a turn that ended in the old epoch
        QCOMPARE(entries(id), (QList<quint64>{11, 12}));
        QVERIFY(commits(*m_store, {JournalTrimmed{id, 13}}));
        QCOMPARE(entries(id), QList<quint64>());
    }

    void beginsBothStreamsAnewWithAnEpoch_data() { StoreUnderTest::addRows(); }
    void beginsBothStreamsAnewWithAnEpoch()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {ItemReceived{id, 5}, ItemLogged{id, 1, "{}"}, ItemLogged{id, 2, "{}"}}));
        QVERIFY(commits(*m_store, {EpochBegun{id, u"second"_s}}));
        const StoredStream stream = reread(id);
        QCOMPARE(stream.epoch, u"second");
        QCOMPARE(stream.received, 0U);
        QVERIFY(stream.log.empty());
        QCOMPARE(stream.firstLogged, 1U);
        QCOMPARE(stream.earlierEpochs, (std::vector{Cursor{u"first"_s, 5}}));
        QVERIFY(commits(*m_store, {ItemReceived{id, 1}, ItemLogged{id, 1, "{}"}}));
    }

    void remembersTheLastEpochs_data() { StoreUnderTest::addRows(); }
    void remembersTheLastEpochs()
    {
        const SessionId id = openWithSession();
        Batch batch;
        constexpr quint64 kBegun = kEpochsKept + 4;
        for (quint64 i = 1; i <= kBegun; ++i) {
            batch.push_back(ItemReceived{id, i});
            batch.push_back(EpochBegun{id, QString::number(i)});
        }
        QVERIFY(commits(*m_store, batch));
        const auto earlier = reread(id).earlierEpochs;
        QCOMPARE(earlier.size(), std::size_t(kEpochsKept));
        QCOMPARE(earlier.front(), (Cursor{QString::number(kBegun - 1), kBegun}));
        QCOMPARE(earlier.back(), (Cursor{u"4"_s, 5}));
    }

    void doesNotCountEpochsInWhichNothingCame_data() { StoreUnderTest::addRows(); }
    void doesNotCountEpochsInWhichNothingCame()
    {
        const SessionId id = openWithSession();
        Batch batch{ItemReceived{id, 7}};
        for (int i = 0; i < 2 * kEpochsKept; ++i)
            batch.push_back(EpochBegun{id, QString::number(i)});
        QVERIFY(commits(*m_store, batch));
        QCOMPARE(reread(id).earlierEpochs, (std::vector{Cursor{u"first"_s, 7}}));
    }

    void remembersWhichTextsItHasTaken_data() { StoreUnderTest::addRows(); }
    void remembersWhichTextsItHasTaken()
    {
        const SessionId id = openWithSession();
        Batch batch;
        for (int i = 0; i < kTextsKept + 4; ++i)
            batch.push_back(TextTaken{id, QString::number(i)});
        QVERIFY(commits(*m_store, batch));
        QVERIFY(commits(*m_store, {EpochBegun{id, u"second"_s}, HistoryCleared{id}}));
        const QStringList taken = reread(id).takenTexts;
        QCOMPARE(taken.size(), kTextsKept);
        QCOMPARE(taken.first(), u"4");
        QCOMPARE(taken.last(), QString::number(kTextsKept + 3));
    }

    void keepsTheCallAndTheTurnPause_data() { StoreUnderTest::addRows(); }
    void keepsTheCallAndTheTurnPause()
    {
        using Status = protocol::CallStatusChanged::Status;
        const SessionId id = openWithSession();
        QCOMPARE(reread(id).call, Status::Idle);
        QVERIFY(!reread(id).speed);
        QVERIFY(commits(*m_store, {CallChanged{id, Status::Active}, PauseSet{id, 100}}));
        QCOMPARE(reread(id).call, Status::Active);
        QCOMPARE(reread(id).speed, 100);
        QVERIFY(commits(*m_store, {CallChanged{id, Status::Ended}, PauseSet{id, 0}}));
        QCOMPARE(reread(id).call, Status::Ended);
        QCOMPARE(reread(id).speed, 0);
    }

    void countsRestarts_data() { StoreUnderTest::addRows(); }
    void countsRestarts()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store, {RestartsNoted{id, 2}}));
        QCOMPARE(reread(id).restarts, 2);
    }

    void keepsTheStreamsWhenTheHistoryIsCleared_data() { StoreUnderTest::addRows(); }
    void keepsTheStreamsWhenTheHistoryIsCleared()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(
            *m_store,
            {ItemReceived{id, 5}, ItemLogged{id, 1, "{}"}, journaled(id, 5), HistoryCleared{id}}));
        const StoredStream stream = reread(id);
        QCOMPARE(stream.received, 5U);
        QCOMPARE(stream.log.size(), 1U);
        QVERIFY(stream.journal.empty());
    }

    void leavesNothingOfAnExpiredSession_data() { StoreUnderTest::addRows(); }
    void leavesNothingOfAnExpiredSession()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {journaled(id, 1), ItemReceived{id, 1}, ItemLogged{id, 1, "{}"},
                         said(id, u"hello"_s, 1), AnswerBegun{id, 1, {}},
                         SentenceStored{id, 1, 0, u"Hi."_s, 0, "abcd"}, EpochBegun{id, u"2"_s}}));
        QVERIFY(
            commits(*m_store, {SessionExpired{id}, SessionCreated{id, at(10), kSecret, u"3"_s}}));
        const StoredStream stream = reread(id);
        QVERIFY(stream.log.empty() && stream.journal.empty() && stream.sentences.empty());
        QVERIFY(stream.earlierEpochs.empty() && !stream.answer);
        QCOMPARE(stream.received, 0U);
        QCOMPARE(stored(*m_store, id)->messageCount, 0);
    }

    void failsOnlyToLoadADamagedStream_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("half an item in the journal")
            << QByteArray("UPDATE journal SET item = substr(item, 1, 31)");
        QTest::newRow("speech of a logged item gone") << QByteArray("DELETE FROM sentences");
        QTest::newRow("speech of a logged item cut off")
            << QByteArray("UPDATE sentences SET pcm = substr(pcm, 1, 2)");
    }
    void failsOnlyToLoadADamagedStream()
    {
        QFETCH(QByteArray, damage);
        m_store.openSqlite();
        const SessionId damaged = SessionId::generate();
        const SessionId sound = SessionId::generate();
        QVERIFY(commits(
            *m_store,
            {SessionCreated{damaged, at(0), kSecret, u"1"_s}, journaled(damaged, 1),
             AnswerBegun{damaged, 1, {}}, SentenceStored{damaged, 1, 0, u"Hi."_s, 0, "abcd"},
             SpeechLogged{damaged, 1, 1, 0, 2}, SessionCreated{sound, at(0), kSecret, u"1"_s}}));
        m_store.close();
        {
            auto database = sqlite::Database::open(m_store.path());
            QVERIFY(database && database.value().execute(damage));
        }
        m_store.openSqlite();
        m_store.ignoreTrouble();
        const auto answer = loadAndWait(*m_store, damaged);
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().kind, StoreError::Kind::Damaged);
        QVERIFY(m_store->trouble());
        QVERIFY(stored(*m_store, sound)->stream);
    }

private:
    const QByteArray kSecret = QByteArray(32, '\0');

    static AudioJournaled journaled(const SessionId &id, quint64 entry)
    {
        return {id, entry, AudioItem{.pcm = "abcd"}};
    }
    SessionId openWithSession()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        (void)commits(*m_store, {SessionCreated{id, at(0), kSecret, u"first"_s}});
        return id;
    }
    /// The stored stream as the next process finds it.
    StoredStream reread(const SessionId &id)
    {
        m_store.reopen();
        const auto session = stored(*m_store, id);
        return session && session->stream ? *session->stream : StoredStream();
    }
    QList<quint64> entries(const SessionId &id)
    {
        QList<quint64> result;
        for (const JournaledAudio &row : reread(id).journal)
            result.append(row.entry);
        return result;
    }

    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestStoreStream)

} // namespace holdline::tst_storestream

#include "tst_storestream.moc"
