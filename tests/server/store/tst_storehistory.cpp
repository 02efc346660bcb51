// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/packedtext.h"
#include "server/store/sqlite.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QRandomGenerator>
#include <QTest>

namespace holdline::tst_storehistory {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;

/// The history, and how long it is kept.
class TestStoreHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void givesTheHistoryPageByPage_data() { StoreUnderTest::addRows(); }
    void givesTheHistoryPageByPage()
    {
        const SessionId id = openWithSession();
        const SessionId other = SessionId::generate();
        Batch batch{SessionCreated{other, at(0)}};
        for (int i = 0; i < 10; ++i) {
            batch.push_back(said(id, QString(10, QChar(u'a' + i)), i, QString::number(i)));
            batch.push_back(answered(other, u"not this one's"_s, i));
        }
        QVERIFY(commits(*m_store, batch));
        m_store.reopen();

        QStringList pages;
        QString ids;
        qint64 from = 0;
        do {
            const auto page = historyPage(*m_store, id, from, 35);
            QVERIFY(page && page->next != from);
            QString letters;
            for (const StoredMessage &message : page->messages) {
                letters += message.message.text.front();
                ids += message.messageId;
                QCOMPARE(message.message.text.size(), 10);
                QCOMPARE(message.message.at, at(letters.back().unicode() - u'a'));
            }
            pages += letters;
            from = page->next;
        } while (from != 0);
        QCOMPARE(pages, (QStringList{u"abcd"_s, u"efgh"_s, u"ij"_s}));
        QCOMPARE(ids, u"0123456789");
    }

    void givesALongMessageAPageOfItsOwn_data() { StoreUnderTest::addRows(); }
    void givesALongMessageAPageOfItsOwn()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {said(id, QString(100, u'x'), 1), answered(id, QString(100, u'y'), 2)}));
        const auto first = historyPage(*m_store, id, 0, 1);
        QVERIFY(first);
        QCOMPARE(first->messages.size(), 1U);
        QCOMPARE(first->messages.front().message.role, speech::Role::User);
        const auto second = historyPage(*m_store, id, first->next, 1);
        QCOMPARE(second->messages.size(), 1U);
        QCOMPARE(second->messages.front().message.role, speech::Role::Assistant);
        QCOMPARE(second->next, 0);
    }

    void hasNoHistoryOfWhatIsNotThere_data() { StoreUnderTest::addRows(); }
    void hasNoHistoryOfWhatIsNotThere()
    {
        const SessionId id = openWithSession();
        for (const SessionId &empty : {id, SessionId::generate()}) {
            const auto page = historyPage(*m_store, empty, 0, 1000);
            QVERIFY(page && page->messages.empty());
            QCOMPARE(page->next, 0);
        }
        QVERIFY(!m_store->trouble());
    }

    void cutsTheNewestMessageOfAnIdAndKeepsTheRest_data() { StoreUnderTest::addRows(); }
    void cutsTheNewestMessageOfAnIdAndKeepsTheRest()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {answered(id, u"older"_s, 1, u"a"_s), said(id, u"nameless"_s, 2),
                         answered(id, u"newer and longer"_s, 3, u"a"_s)}));
        QVERIFY(commits(*m_store, {MessageCutShort{id, u"a"_s, 5}}));
        m_store.reopen();
        QCOMPARE(texts(id), (QStringList{u"older"_s, u"nameless"_s, u"newer"_s}));
        QCOMPARE(unheard(id), (QStringList{{}, {}, u" and longer"_s}));
        QVERIFY(commits(*m_store, {MessageCutShort{id, u"a"_s, 0}}));
        QCOMPARE(texts(id), (QStringList{u"older"_s, u"nameless"_s, {}}));
        QCOMPARE(unheard(id), (QStringList{{}, {}, u"newer and longer"_s}));
        QCOMPARE(stored(*m_store, id)->messageCount, 3);
        QVERIFY(commits(*m_store, {MessageCutShort{id, u"b"_s, 1}, MessageCutShort{id, {}, 1}}));
        QCOMPARE(texts(id), (QStringList{u"older"_s, u"nameless"_s, {}}));
    }

    // ---- set aside

    void hidesWhatIsSetAside_data() { StoreUnderTest::addRows(); }
    void hidesWhatIsSetAside()
    {
        const SessionId id = openWithSession();
        const speech::Memory memory{.facts = {{u"door"_s, u"42"_s}}, .reminders = {}};
        QVERIFY(commits(*m_store, {said(id, u"old"_s, 1), answered(id, u"older"_s, 2)}));
        QVERIFY(commits(*m_store, {HistorySetAside{id, memory}, said(id, u"new"_s, 3)}));
        m_store.reopen();
        QCOMPARE(texts(id), QStringList{u"new"_s});
        const auto session = stored(*m_store, id);
        QCOMPARE(session->messageCount, 1);
        QCOMPARE(session->messages.size(), 1);
        QVERIFY(session->aside);
        QCOMPARE(session->aside->messageCount, 2);
        QCOMPARE(session->aside->messages.first().text, u"old"_s);
        QCOMPARE(session->aside->memory, memory);
    }

    void showsWhatIsTakenBackBeforeWhatWasSaidSince_data() { StoreUnderTest::addRows(); }
    void showsWhatIsTakenBackBeforeWhatWasSaidSince()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {said(id, u"old"_s, 1), HistorySetAside{id, {}}, said(id, u"new"_s, 2),
                         HistorySetAside{id, {}}, said(id, u"newer"_s, 3)}));
        QCOMPARE(texts(id), QStringList{u"newer"_s});
        QVERIFY(commits(*m_store, {HistoryTakenBack{id}}));
        m_store.reopen();
        QCOMPARE(texts(id), QStringList({u"old"_s, u"new"_s, u"newer"_s}));
        QCOMPARE(stored(*m_store, id)->messageCount, 3);
        QVERIFY(!stored(*m_store, id)->aside);
    }

    void forgetsOnlyWhatIsSetAside_data() { StoreUnderTest::addRows(); }
    void forgetsOnlyWhatIsSetAside()
    {
        const SessionId id = openWithSession();
        const SessionId other = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{other, at(0)}, said(other, u"other"_s, 0)}));
        QVERIFY(commits(*m_store,
                        {said(id, u"old"_s, 1), HistorySetAside{id, {}}, said(id, u"new"_s, 2),
                         AsideForgotten{id}, HistoryTakenBack{id}, AsideForgotten{id}}));
        m_store.reopen();
        QCOMPARE(texts(id), QStringList{u"new"_s});
        QCOMPARE(texts(other), QStringList{u"other"_s});
        QVERIFY(!stored(*m_store, id)->aside);
    }

    void anEmptyHistoryCanBeSetAside_data() { StoreUnderTest::addRows(); }
    void anEmptyHistoryCanBeSetAside()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store, {HistorySetAside{id, {}}, said(id, u"new"_s, 2)}));
        QCOMPARE(texts(id), QStringList{u"new"_s});
        QVERIFY(commits(*m_store, {AsideForgotten{id}}));
        QCOMPARE(texts(id), QStringList{u"new"_s});
    }

    // ---- long texts and long histories

    void keepsLongTextsWhole_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<QString>("text");
        for (const bool isSqlite : {false, true}) {
            const auto row = [isSqlite](const char *what, const QString &text) {
                QTest::addRow("%s in %s", what, isSqlite ? "SQLite" : "memory") << isSqlite << text;
            };
            row("nothing", QString());
            row("as long as stays plain", QString(kPackedAbove, u'x'));
            row("as long as is compressed", QString(kPackedAbove + 1, u'x'));
            row("long with letters of many bytes", u"Grüße 🙂 "_s.repeated(5000));
            row("what cannot be compressed", noise(20'000));
        }
    }
    void keepsLongTextsWhole()
    {
        QFETCH(QString, text);
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {said(id, text, 1), answered(id, text + u'.', 2, u"a"_s),
                         MessageCutShort{id, u"a"_s, static_cast<int>(text.size())}}));
        m_store.reopen();
        QCOMPARE(stored(*m_store, id)->messages.front().text, text);
        QCOMPARE(texts(id), (QStringList{text, text}));
        QCOMPARE(unheard(id), (QStringList{{}, u"."_s}));
    }

    void forgetsTheOldestBeyondTheLimit_data() { StoreUnderTest::addRows(); }
    void forgetsTheOldestBeyondTheLimit()
    {
        constexpr int kMegabyte = 1'000'000;
        const SessionId id = openWithSession();
        Batch batch;
        for (int i = 0; i < kHistoryBytes / kMegabyte; ++i)
            batch.push_back(said(id, QString(kMegabyte - kMessageOverhead, QChar(u'0' + i)), i,
                                 QString::number(i)));
        QVERIFY(commits(*m_store, batch));
        m_store.reopen();
        QCOMPARE(stored(*m_store, id, 1)->messageCount, 50);

        // One byte too many removes the oldest message.
        QVERIFY(commits(*m_store, {said(id, u"!"_s, 60)}));
        QCOMPARE(stored(*m_store, id, 1)->messageCount, 50);
        QCOMPARE(historyPage(*m_store, id, 0, 1)->messages.front().messageId, u"1");
        QVERIFY(commits(*m_store, {said(id, QString(3 * kMegabyte - 400, u'x'), 62)}));
        QCOMPARE(historyPage(*m_store, id, 0, 1)->messages.front().messageId, u"3");

        QVERIFY(commits(*m_store, {HistoryCleared{id}}));
        QVERIFY(commits(*m_store, batch)); // there is room for all of them again
        QCOMPARE(stored(*m_store, id, 1)->messageCount, 50);
    }

    void countsWhatShortMessagesTake()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        Batch batch{SessionCreated{id, at(0)}};
        for (int i = 0; i < 10'000; ++i)
            batch.push_back(said(id, u"!"_s, 0, u"a-name-of-the-client-%1"_s.arg(i)));
        QVERIFY(commits(*m_store, std::move(batch)));
        m_store.close();
        const qint64 real = QFileInfo(m_store.path()).size();
        auto database = sqlite::Database::open(m_store.path());
        QVERIFY(database);
        const qint64 counted = database.value()
                                   .ask("SELECT history_bytes FROM sessions")
                                   .valueOr(QString())
                                   .toLongLong();
        QVERIFY2(counted > real * 4 / 5 && counted < real * 3 / 2,
                 qPrintable(u"%1 counted, %2 taken"_s.arg(counted).arg(real)));
    }

    void keepsASingleMessageBeyondTheLimit_data() { StoreUnderTest::addRows(); }
    void keepsASingleMessageBeyondTheLimit()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store,
                        {said(id, u"before"_s, 1), said(id, QString(kHistoryBytes + 1, u'x'), 2)}));
        QCOMPARE(stored(*m_store, id, 1)->messageCount, 1);
        QVERIFY(commits(*m_store, {said(id, u"after"_s, 3)}));
        QCOMPARE(texts(id), QStringList{u"after"_s});
    }

    void takesLittleRoomForLongTexts()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(
            commits(*m_store, {SessionCreated{id, at(0)}, said(id, QString(1'000'000, u'x'), 1)}));
        m_store.close();
        QVERIFY(QFileInfo(m_store.path()).size() < 200'000);
    }

    void failsOnlyToLoadADamagedText_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("no Zstandard") << QByteArray("packed = x'0102030405'");
        QTest::newRow("empty") << QByteArray("packed = x''");
        QTest::newRow("cut off") << QByteArray("packed = substr(packed, 1, length(packed) - 4)");
        QTest::newRow("of another length") << QByteArray("bytes = bytes - 1");
        QTest::newRow("of an absurd length") << QByteArray("bytes = 1 << 60");
    }
    void failsOnlyToLoadADamagedText()
    {
        QFETCH(QByteArray, damage);
        m_store.openSqlite();
        const SessionId damaged = SessionId::generate();
        const SessionId sound = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{damaged, at(0)}, SessionCreated{sound, at(0)},
                         said(damaged, QString(20'000, u'x'), 1), said(sound, u"hello"_s, 1)}));
        m_store.close();
        {
            auto database = sqlite::Database::open(m_store.path());
            QVERIFY(database
                    && database.value().execute("UPDATE messages SET " + damage
                                                + " WHERE packed IS NOT NULL"));
        }
        m_store.openSqlite();
        m_store.ignoreTrouble();
        const auto answer = loadAndWait(*m_store, damaged);
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().kind, StoreError::Kind::Damaged);
        QCOMPARE(m_store->trouble()->kind, StoreError::Kind::Damaged);
        QVERIFY(!historyPage(*m_store, damaged, 0, 1000));
        QCOMPARE(stored(*m_store, sound)->messages.front().text, u"hello");
    }

private:
    static QString noise(int length)
    {
        QRandomGenerator random(1);
        QString text;
        for (int i = 0; i < length; ++i)
            text += QChar(static_cast<char16_t>(random.bounded(0x20, 0x7f)));
        return text;
    }
    SessionId openWithSession()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        (void)commits(*m_store, {SessionCreated{id, at(0)}});
        return id;
    }
    QStringList texts(const SessionId &id)
    {
        QStringList result;
        const auto page = historyPage(*m_store, id, 0, kHistoryBytes);
        for (const StoredMessage &message : page ? page->messages : std::vector<StoredMessage>())
            result += message.message.text;
        return result;
    }
    QStringList unheard(const SessionId &id)
    {
        QStringList result;
        const auto page = historyPage(*m_store, id, 0, kHistoryBytes);
        for (const StoredMessage &message : page ? page->messages : std::vector<StoredMessage>())
            result += message.unheard;
        return result;
    }

    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestStoreHistory)

} // namespace holdline::tst_storehistory

#include "tst_storehistory.moc"
