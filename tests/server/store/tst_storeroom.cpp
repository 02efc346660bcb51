// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

namespace holdline::tst_storeroom {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using protocol::AudioItem;

namespace {

/// Data of a session that takes room until it is no longer needed.
enum class Kind { Journal, Log, Speech };

} // namespace

/// How much of the store one session may take, and all sessions.
class TestStoreRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup()
    {
        m_limited.reset();
        m_store.end();
    }

    // ---- one session

    void aSessionTakesNoMoreThanItMay_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<Kind>("kind");
        for (const bool isSqlite : {false, true}) {
            const auto row = [isSqlite](const char *what, Kind kind) {
                QTest::addRow("%s in %s", what, isSqlite ? "SQLite" : "memory") << isSqlite << kind;
            };
            row("a journal", Kind::Journal);
            row("a log", Kind::Log);
            row("speech", Kind::Speech);
        }
    }
    void aSessionTakesNoMoreThanItMay()
    {
        QFETCH(Kind, kind);
        m_store.open();
        const SessionId greedy = newSession();
        const SessionId other = newSession();
        constexpr int kBatches = 20;
        int taken = 0;
        while (taken <= kBatches && commits(*m_store, part(kind, greedy, taken)))
            ++taken;
        QCOMPARE(taken, kBatches);
        const auto refused = commitAndWait(*m_store, part(kind, greedy, taken));
        QVERIFY(refused && !refused->ok());
        QCOMPARE(refused->error().kind, StoreError::Kind::SessionFull);
        QVERIFY(refused->error().detail.contains(greedy.shortened()));
        QVERIFY(!m_store->trouble()); // it is not trouble of the store

        QVERIFY(commits(*m_store, part(kind, other, 0)));
        // Data that the same batch deletes makes room.
        Batch relieved = part(kind, greedy, taken);
        relieved.push_back(release(kind, greedy));
        QVERIFY(commits(*m_store, relieved));
        QVERIFY(commits(*m_store, part(kind, greedy, taken + 1)));
    }

    void smallItemsCountWithTheirRows()
    {
        m_store.openSqlite();
        const SessionId id = newSession();
        Batch batch;
        for (quint64 entry = 1; entry <= 20'000; ++entry)
            batch.push_back(AudioJournaled{id, entry, AudioItem{.pcm = "ab"}});
        QVERIFY(commits(*m_store, batch));
        m_store.close();
        const qint64 real = QFileInfo(m_store.path()).size();
        auto database = sqlite::Database::open(m_store.path());
        QVERIFY(database);
        const qint64 counted =
            database.value().ask("SELECT bytes FROM streams").valueOr(QString()).toLongLong();
        QVERIFY2(counted > real * 4 / 5 && counted < real * 3 / 2,
                 qPrintable(u"%1 counted, %2 taken"_s.arg(counted).arg(real)));
    }

    void whatIsForgottenCountsNoMore_data() { StoreUnderTest::addRows(); }
    void whatIsForgottenCountsNoMore()
    {
        m_store.open();
        const SessionId id = newSession();
        for (int round = 0; round < 25; ++round) { // more in total than it may take at once
            for (const Kind kind : {Kind::Journal, Kind::Log, Kind::Speech})
                QVERIFY(commits(*m_store, part(kind, id, round)));
            for (const Kind kind : {Kind::Journal, Kind::Log, Kind::Speech})
                QVERIFY(commits(*m_store, {release(kind, id)}));
        }
    }

    void playedSpeechIsNoLongerKept_data() { StoreUnderTest::addRows(); }
    void playedSpeechIsNoLongerKept()
    {
        m_store.open();
        const SessionId id = newSession();
        const auto sentence = [&](quint64 number) {
            return SentenceStored{id,
                                  1,
                                  static_cast<int>(number),
                                  u"One."_s,
                                  number * 100,
                                  QByteArray(200, char(number))};
        };
        QVERIFY(commits(*m_store,
                        {sentence(0), sentence(1), sentence(2), SpeechLogged{id, 1, 1, 0, 100},
                         SpeechLogged{id, 2, 1, 100, 100}}));
        QVERIFY(commits(*m_store, {AnswerPlayed{id, 1, 250}, LogTrimmed{id, 1}}));
        QVERIFY(commits(*m_store, {AnswerPlayed{id, 1, 240}})); // reported late
        m_store.reopen();
        const StoredStream stream = *stored(*m_store, id)->stream;
        QCOMPARE(stream.playedSpeech, 250U);
        QCOMPARE(stream.sentences.size(), 3U);
        for (const StoredSentence &each : stream.sentences)
            QCOMPARE(each.samples, 100U);
        QVERIFY(stream.sentences[0].pcm.isEmpty());
        QCOMPARE(stream.sentences[1].pcm.size(), 200); // a logged item needs it
        QCOMPARE(stream.sentences[2].pcm.size(), 200); // only half of it was played
        QCOMPARE(stream.log.size(), 1U);

        QVERIFY(commits(*m_store, {AnswerPlayed{id, 7, 300}})); // belongs to another answer
        QCOMPARE(stored(*m_store, id)->stream->playedSpeech, 250U);
    }

    // ---- all sessions

    void allSessionsTakeNoMoreThanTheyMay_data() { StoreUnderTest::addRows(); }
    void allSessionsTakeNoMoreThanTheyMay()
    {
        openLimited(8'000'000);
        QFETCH(bool, isSqlite);
        if (isSqlite)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"sessions cannot be stored"_s));
        QList<SessionId> sessions;
        std::optional<Outcome<StoreError>> outcome = Outcome<StoreError>(Success{});
        while (outcome && outcome->ok() && sessions.size() < 100) {
            const SessionId id = SessionId::generate();
            outcome = commitAndWait(
                *m_limited,
                {SessionCreated{id, at(0), "secret", u"1"_s}, // each is as large as the others
                 AudioJournaled{id, 1, AudioItem{.pcm = QByteArray(200'000, 'x')}}});
            if (outcome && outcome->ok())
                sessions += id;
        }
        QVERIFY(outcome && !outcome->ok());
        QCOMPARE(outcome->error().kind, StoreError::Kind::Full);
        QVERIFY2(sessions.size() > 30 && sessions.size() < 40,
                 qPrintable(QString::number(sessions.size())));
        QVERIFY(m_limited->trouble());
        QVERIFY(commits(*m_limited, {SessionExpired{sessions.first()}}));
        QVERIFY(commits(*m_limited, {said(sessions.last(), u"there is room again"_s, 1)}));
        QVERIFY(!m_limited->trouble());
    }

    void whoTakesMostWaitsFirst_data() { StoreUnderTest::addRows(); }
    void whoTakesMostWaitsFirst()
    {
        openLimited(8'000'000);
        const SessionId greedy = SessionId::generate();
        const SessionId modest = SessionId::generate();
        QVERIFY(commits(*m_limited,
                        {SessionCreated{greedy, at(0), "secret", u"1"_s},
                         SessionCreated{modest, at(0), "secret", u"1"_s}}));
        std::optional<Outcome<StoreError>> outcome = Outcome<StoreError>(Success{});
        for (quint64 entry = 1; outcome && outcome->ok() && entry < 200; ++entry)
            outcome = commitAndWait(
                *m_limited,
                {AudioJournaled{greedy, entry, AudioItem{.pcm = QByteArray(50'000, 'x')}}});
        QVERIFY(outcome && !outcome->ok());
        QCOMPARE(outcome->error().kind, StoreError::Kind::SessionFull);
        for (quint64 entry = 1; entry < 10; ++entry)
            QVERIFY(commits(
                *m_limited,
                {AudioJournaled{modest, entry, AudioItem{.pcm = QByteArray(50'000, 'x')}}}));
        QVERIFY(!m_limited->trouble());
    }

private:
    /// Almost a twentieth of what one session may take.
    static constexpr qint64 kPart = kStreamBytes / 20 - 100;

    SessionId newSession()
    {
        const SessionId id = SessionId::generate();
        (void)commits(
            *m_store,
            {SessionCreated{id, at(0), "secret", u"first"_s}, AnswerBegun{id, 1, u"a"_s}});
        return id;
    }
    /// The part with this number.
    static Batch part(Kind kind, const SessionId &id, int number)
    {
        const auto from1 = static_cast<quint64>(number) + 1;
        switch (kind) {
        case Kind::Journal:
            return {AudioJournaled{id, from1, AudioItem{.pcm = QByteArray(kPart - 32, 'x')}}};
        case Kind::Log:
            return {ItemLogged{id, from1, QByteArray(kPart, 'x')}};
        case Kind::Speech:
            return {SentenceStored{id, 1, 0, u"One."_s, from1 * kPart, QByteArray(kPart, 'x')}};
        }
        return {};
    }
    /// The change after which all data of that kind is no longer needed.
    static Change release(Kind kind, const SessionId &id)
    {
        switch (kind) {
        case Kind::Journal:
            return JournalTrimmed{id, 1000};
        case Kind::Log:
            return LogTrimmed{id, 1000};
        case Kind::Speech:
            break;
        }
        return AnswerPlayed{id, 1, std::numeric_limits<qint64>::max() / 2};
    }
    void openLimited(qint64 limit)
    {
        QFETCH(bool, isSqlite);
        m_limited = isSqlite ? openSqliteStore(m_store.path(), limit).value() : memoryStore(limit);
    }

    StoreUnderTest m_store;
    std::unique_ptr<SessionStore> m_limited;
};

HOLDLINE_TEST(TestStoreRoom)

} // namespace holdline::tst_storeroom

#include "tst_storeroom.moc"
