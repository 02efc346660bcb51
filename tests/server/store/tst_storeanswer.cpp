// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_storeanswer {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;

/// The answer of a Durable session, and its speech while it may be needed.
class TestStoreAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void keepsAnAnswerInTheMaking_data() { StoreUnderTest::addRows(); }
    void keepsAnAnswerInTheMaking()
    {
        const SessionId id = openWithSession();
        QVERIFY(commits(*m_store, {AnswerBegun{id, 3, u"m7"_s}}));
        QVERIFY(commits(*m_store, {AnswerWritten{id, 3, u"Forty-two. And "_s, false}}));
        StoredStream stream = reread(id);
        QCOMPARE(stream.lastUtterance, 3U);
        QVERIFY(stream.answer);
        QCOMPARE(stream.answer->utterance, 3U);
        QCOMPARE(stream.answer->messageId, u"m7");
        QCOMPARE(stream.answer->text, u"Forty-two. And ");
        QVERIFY(!stream.answer->textComplete && !stream.answer->ended);

        QVERIFY(commits(
            *m_store, {AnswerWritten{id, 3, u"Forty-two. And more."_s, true}, AnswerEnded{id, 3}}));
        stream = reread(id);
        QCOMPARE(stream.answer->text, u"Forty-two. And more.");
        QVERIFY(stream.answer->textComplete && stream.answer->ended);
    }

    void keepsItsSentencesInOrder_data() { StoreUnderTest::addRows(); }
    void keepsItsSentencesInOrder()
    {
        const SessionId id = openWithAnswer(1);
        const StoredStream stream = reread(id);
        QCOMPARE(stream.sentences.size(), 2U);
        QCOMPARE(stream.sentences[0].text, u"One.");
        QCOMPARE(stream.sentences[0].position, 0U);
        QCOMPARE(stream.sentences[0].pcm, pcm(1, 150));
        QCOMPARE(stream.sentences[1].utterance, 1U);
        QCOMPARE(stream.sentences[1].character, 5);
        QCOMPARE(stream.sentences[1].text, u"Two.");
        QCOMPARE(stream.sentences[1].position, 150U);
        QCOMPARE(stream.sentences[1].pcm, pcm(2, 150));
    }

    void givesLoggedSpeechBackWithItsSamples_data() { StoreUnderTest::addRows(); }
    void givesLoggedSpeechBackWithItsSamples()
    {
        const SessionId id = openWithAnswer(1);
        QVERIFY(commits(*m_store,
                        {SpeechLogged{id, 1, 1, 0, 100}, ItemLogged{id, 2, "{}"},
                         SpeechLogged{id, 3, 1, 100, 100}, SpeechLogged{id, 4, 1, 200, 100}}));
        const StoredStream stream = reread(id);
        QCOMPARE(stream.log.size(), 4U);
        QCOMPARE(stream.log[0], speech(1, 0, pcm(1, 100)));
        QCOMPARE(stream.log[1].bytes, "{}");
        QCOMPARE(stream.log[2], speech(1, 100, pcm(1, 50) + pcm(2, 50))); // from both sentences
        QCOMPARE(stream.log[3], speech(1, 200, pcm(2, 100)));
    }

    void knowsWhatIsStillToBeNumbered_data() { StoreUnderTest::addRows(); }
    void knowsWhatIsStillToBeNumbered()
    {
        const SessionId id = openWithAnswer(1);
        QCOMPARE(reread(id).numberedSpeech, 0U);
        QVERIFY(
            commits(*m_store, {SpeechLogged{id, 1, 1, 0, 100}, SpeechLogged{id, 2, 1, 100, 60}}));
        QCOMPARE(reread(id).numberedSpeech, 160U);
        QVERIFY(commits(*m_store, {LogTrimmed{id, 2}}));
        QCOMPARE(reread(id).numberedSpeech, 160U);
        // In the new epoch nothing of it is logged yet.
        QVERIFY(commits(*m_store, {EpochBegun{id, u"second"_s}}));
        QCOMPARE(reread(id).numberedSpeech, 0U);
        QVERIFY(commits(*m_store, {SpeechLogged{id, 1, 1, 120, 100}}));
        QCOMPARE(reread(id).numberedSpeech, 220U);
    }

    void keepsAnOlderAnswersSpeechWhileItIsLogged_data() { StoreUnderTest::addRows(); }
    void keepsAnOlderAnswersSpeechWhileItIsLogged()
    {
        const SessionId id = openWithAnswer(1);
        QVERIFY(commits(*m_store, {SpeechLogged{id, 1, 1, 0, 100}, AnswerBegun{id, 2, {}}}));
        QVERIFY(commits(*m_store, sentences(id, 2)));
        QVERIFY(commits(*m_store, {SpeechLogged{id, 2, 2, 0, 100}}));
        const StoredStream stream = reread(id);
        QCOMPARE(stream.answer->utterance, 2U);
        QCOMPARE(stream.sentences.size(), 2U);
        QCOMPARE(stream.sentences.front().utterance, 2U);
        QCOMPARE(stream.log.front(), speech(1, 0, pcm(1, 100)));

        // Nothing needs it any more.
        QVERIFY(commits(*m_store, {LogTrimmed{id, 1}}));
        QCOMPARE(reread(id).log.size(), 1U);
        QVERIFY(commits(*m_store, {SpeechLogged{id, 3, 2, 100, 100}}));
        m_store.ignoreTrouble();
        QVERIFY(!commits(*m_store, {SpeechLogged{id, 4, 1, 0, 100}}));
    }

    void forgetsSpeechThatWasPlayed_data() { StoreUnderTest::addRows(); }
    void forgetsSpeechThatWasPlayed()
    {
        const SessionId id = openWithAnswer(1);
        QVERIFY(commits(*m_store, {SpeechForgotten{id, 1}}));
        const StoredStream stream = reread(id);
        QVERIFY(!stream.answer);
        QVERIFY(stream.sentences.empty());
        QCOMPARE(stream.lastUtterance, 1U); // never given again
        m_store.ignoreTrouble();
        QVERIFY(!commits(*m_store, {SpeechLogged{id, 1, 1, 0, 100}}));
    }

    void forgetsNoSpeechThatALoggedItemNeeds_data() { StoreUnderTest::addRows(); }
    void forgetsNoSpeechThatALoggedItemNeeds()
    {
        const SessionId id = openWithAnswer(1);
        QVERIFY(commits(*m_store, {SpeechLogged{id, 1, 1, 0, 100}, SpeechForgotten{id, 1}}));
        QVERIFY(!reread(id).answer);
        QCOMPARE(reread(id).log.front(), speech(1, 0, pcm(1, 100)));
    }

    void doesNotForgetTheNextAnswerWithAnOlderOne_data() { StoreUnderTest::addRows(); }
    void doesNotForgetTheNextAnswerWithAnOlderOne()
    {
        const SessionId id = openWithAnswer(2);
        QVERIFY(commits(*m_store, {SpeechForgotten{id, 1}}));
        QCOMPARE(reread(id).sentences.size(), 2U);
        QVERIFY(reread(id).answer);
    }

    void clearsTheAnswerWithTheHistory_data() { StoreUnderTest::addRows(); }
    void clearsTheAnswerWithTheHistory()
    {
        const SessionId id = openWithAnswer(1);
        QVERIFY(commits(*m_store, {SpeechLogged{id, 1, 1, 0, 100}, HistoryCleared{id}}));
        const StoredStream stream = reread(id);
        QVERIFY(!stream.answer);
        QVERIFY(stream.sentences.empty());
        QCOMPARE(stream.log.front(), speech(1, 0, pcm(1, 100)));
    }

private:
    static QByteArray pcm(char fill, int samples) { return QByteArray(samples * 2, fill); }
    static protocol::WireMessage speech(quint32 utterance, quint64 position, const QByteArray &pcm)
    {
        return {true,
                protocol::encode(protocol::AudioItem{
                    .fromServer = true, .position = position, .stream = utterance, .pcm = pcm})};
    }
    static Batch sentences(const SessionId &id, quint32 utterance)
    {
        return {SentenceStored{id, utterance, 0, u"One."_s, 0, pcm(1, 150)},
                SentenceStored{id, utterance, 5, u"Two."_s, 150, pcm(2, 150)}};
    }
    SessionId openWithSession()
    {
        m_store.open();
        const SessionId id = SessionId::generate();
        (void)commits(*m_store, {SessionCreated{id, at(0), "secret", u"first"_s}});
        return id;
    }
    SessionId openWithAnswer(quint32 utterance)
    {
        const SessionId id = openWithSession();
        (void)commits(*m_store, {AnswerBegun{id, utterance, {}}});
        (void)commits(*m_store, sentences(id, utterance));
        return id;
    }
    /// The stored stream as the next process finds it.
    StoredStream reread(const SessionId &id)
    {
        m_store.reopen();
        const auto session = stored(*m_store, id);
        return session && session->stream ? *session->stream : StoredStream();
    }

    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestStoreAnswer)

} // namespace holdline::tst_storeanswer

#include "tst_storeanswer.moc"
