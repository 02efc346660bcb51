// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_storerefusals {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using protocol::AudioItem;

using MakeChange = std::function<Change(SessionId)>;
using MakeBatch = std::function<Batch(SessionId)>;

/// Changes that a store refuses, because they can only be mistakes.
class TestStoreRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void refusesToChangeWhatIsNotThere_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<MakeChange>("change");
        QTest::addColumn<bool>("isAccepted");
        using Id = SessionId;
        for (const bool isSqlite : {false, true}) {
            const auto row = [isSqlite](const char *what, bool isAccepted,
                                        const MakeChange &change) {
                QTest::addRow("%s in %s", what, isSqlite ? "SQLite" : "memory")
                    << isSqlite << change << isAccepted;
            };
            row("reconnecting", false, [](Id id) { return SessionReconnected{id, at(0)}; });
            row("appending", false, [](Id id) { return said(id, u"hello"_s, 0); });
            row("cutting short", false, [](Id id) { return MessageCutShort{id, u"a"_s, 0}; });
            row("remembering", false, [](Id id) { return MemoryChanged{id, {}}; });
            row("setting aside", false, [](Id id) { return HistorySetAside{id, {}}; });
            row("taking back", false, [](Id id) { return HistoryTakenBack{id}; });
            row("forgetting", false, [](Id id) { return AsideForgotten{id}; });
            row("clearing", false, [](Id id) { return HistoryCleared{id}; });
            row("touching", true, [](Id id) { return SessionTouched{id, at(0)}; });
            row("expiring", true, [](Id id) { return SessionExpired{id}; });
            row("beginning an epoch", false, [](Id id) { return EpochBegun{id, u"2"_s}; });
            row("receiving", false, [](Id id) { return ItemReceived{id, 1}; });
            row("journaling", false, [](Id id) { return journaled(id, 1); });
            row("trimming the journal", false, [](Id id) { return JournalTrimmed{id, 1}; });
            row("logging", false, [](Id id) { return ItemLogged{id, 1, "{}"}; });
            row("trimming the log", false, [](Id id) { return LogTrimmed{id, 1}; });
            row("beginning an answer", false, [](Id id) { return AnswerBegun{id, 1, {}}; });
            row("forgetting speech", false, [](Id id) { return SpeechForgotten{id, 1}; });
            row("counting restarts", false, [](Id id) { return RestartsNoted{id, 1}; });
        }
    }
    void refusesToChangeWhatIsNotThere()
    {
        QFETCH(MakeChange, change);
        QFETCH(bool, isAccepted);
        m_store.open();
        if (!isAccepted)
            m_store.ignoreTrouble();
        QCOMPARE(commits(*m_store, {change(SessionId::generate())}), isAccepted);
    }

    void refusesAStreamForAPlainSession_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<MakeChange>("change");
        using Id = SessionId;
        for (const bool isSqlite : {false, true}) {
            const auto row = [isSqlite](const char *what, const MakeChange &change) {
                QTest::addRow("%s in %s", what, isSqlite ? "SQLite" : "memory")
                    << isSqlite << change;
            };
            row("beginning an epoch", [](Id id) { return EpochBegun{id, u"2"_s}; });
            row("receiving", [](Id id) { return ItemReceived{id, 1}; });
            row("journaling", [](Id id) { return journaled(id, 1); });
            row("logging", [](Id id) { return ItemLogged{id, 1, "{}"}; });
            row("beginning an answer", [](Id id) { return AnswerBegun{id, 1, {}}; });
            row("counting restarts", [](Id id) { return RestartsNoted{id, 1}; });
        }
    }
    void refusesAStreamForAPlainSession()
    {
        QFETCH(MakeChange, change);
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        m_store.ignoreTrouble();
        QVERIFY(!commits(*m_store, {change(id)}));
        QVERIFY(!stored(*m_store, id)->stream);
    }

    void doesNotTakeASessionForOneThatWasNeverMade_data() { StoreUnderTest::addRows(); }
    void doesNotTakeASessionForOneThatWasNeverMade()
    {
        m_store.open();
        const SessionId neverMade = SessionId::generate();
        const SessionId made = SessionId::generate();
        m_store.ignoreTrouble();
        QVERIFY(!commits(*m_store,
                         {SessionCreated{neverMade, at(0)}, said(neverMade, u"lost"_s, 1),
                          said(SessionId::generate(), u"bad"_s, 1)}));
        QVERIFY(commits(*m_store, {SessionCreated{made, at(0)}}));
        m_store.ignoreTrouble();
        QVERIFY(!commits(*m_store, {said(neverMade, u"whose?"_s, 2)}));
        QCOMPARE(stored(*m_store, made)->messageCount, 0);
    }

    void refusesWhatBreaksAStream_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<MakeBatch>("before");
        QTest::addColumn<MakeBatch>("broken");
        using Id = SessionId;
        for (const bool isSqlite : {false, true}) {
            const auto row = [isSqlite](const char *what, const MakeBatch &before,
                                        const MakeBatch &broken) {
                QTest::addRow("%s in %s", what, isSqlite ? "SQLite" : "memory")
                    << isSqlite << before << broken;
            };
            const auto nothing = [](Id) { return Batch(); };
            row(
                "an item received twice",
                [](Id id) {
                    return Batch{ItemReceived{id, 3}};
                },
                [](Id id) {
                    return Batch{ItemReceived{id, 3}};
                });
            row(
                "an item received late",
                [](Id id) {
                    return Batch{ItemReceived{id, 3}};
                },
                [](Id id) {
                    return Batch{ItemReceived{id, 2}};
                });
            row("a gap in the log", nothing, [](Id id) {
                return Batch{ItemLogged{id, 1, "{}"}, ItemLogged{id, 3, "{}"}};
            });
            row(
                "a number logged twice",
                [](Id id) {
                    return Batch{ItemLogged{id, 1, "{}"}};
                },
                [](Id id) {
                    return Batch{ItemLogged{id, 1, "{}"}};
                });
            row(
                "an entry twice", [](Id id) { return Batch{journaled(id, 4)}; },
                [](Id id) { return Batch{journaled(id, 4)}; });
            row(
                "an entry of the new epoch below those of the old one",
                [](Id id) {
                    return Batch{journaled(id, 4), EpochBegun{id, u"2"_s}};
                },
                [](Id id) { return Batch{journaled(id, 1)}; });
            row(
                "an utterance twice",
                [](Id id) {
                    return Batch{AnswerBegun{id, 2, {}}};
                },
                [](Id id) {
                    return Batch{AnswerBegun{id, 2, {}}};
                });
            row(
                "the text of another answer",
                [](Id id) {
                    return Batch{AnswerBegun{id, 2, {}}};
                },
                [](Id id) {
                    return Batch{AnswerWritten{id, 1, u"Hm."_s, false}};
                });
            row("the end of no answer", nothing, [](Id id) { return Batch{AnswerEnded{id, 1}}; });
            row("a sentence of no answer", nothing, [](Id id) {
                return Batch{SentenceStored{id, 1, 0, u"Hm."_s, 0, "abcd"}};
            });
            row("speech that was not stored", nothing, [](Id id) {
                return Batch{SpeechLogged{id, 1, 1, 0, 100}};
            });
            row(
                "more speech than was stored",
                [](Id id) {
                    return Batch{AnswerBegun{id, 1, {}},
                                 SentenceStored{id, 1, 0, u"Hm."_s, 0, "abcd"}};
                },
                [](Id id) {
                    return Batch{SpeechLogged{id, 1, 1, 0, 3}};
                });
            row(
                "speech with a hole",
                [](Id id) {
                    return Batch{AnswerBegun{id, 1, {}},
                                 SentenceStored{id, 1, 0, u"Hm."_s, 0, "abcd"},
                                 SentenceStored{id, 1, 4, u"Ah."_s, 3, "abcd"}};
                },
                [](Id id) {
                    return Batch{SpeechLogged{id, 1, 1, 0, 4}};
                });
        }
    }
    void refusesWhatBreaksAStream()
    {
        QFETCH(MakeBatch, before);
        QFETCH(MakeBatch, broken);
        m_store.open();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0), "secret", u"1"_s}}));
        QVERIFY(commits(*m_store, before(id)));
        m_store.ignoreTrouble();
        Batch batch{RestartsNoted{id, 1}};
        const Batch bad = broken(id);
        batch.insert(batch.end(), bad.begin(), bad.end());
        const auto outcome = commitAndWait(*m_store, batch);
        QVERIFY(outcome && !outcome->ok());
        QVERIFY2(outcome->error().detail.contains(id.shortened()),
                 qPrintable(outcome->error().detail));
        m_store.reopen();
        QCOMPARE(stored(*m_store, id)->stream->restarts, 0); // the whole batch was refused
    }

private:
    static AudioJournaled journaled(const SessionId &id, quint64 entry)
    {
        return {id, entry, AudioItem{.pcm = "abcd"}};
    }

    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestStoreRefusals)

} // namespace holdline::tst_storerefusals

#include "tst_storerefusals.moc"
