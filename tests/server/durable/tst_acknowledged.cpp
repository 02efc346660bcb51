// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitestore.h"
#include "support/phoenix.h"
#include "support/storeaccess.h"
#include "support/testcase.h"

#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_acknowledged {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using CallStatus = protocol::CallStatusChanged::Status;

namespace {

/// How a server can end.
enum class End { Killed, Orderly };

void ends()
{
    QTest::addColumn<End>("end");
    QTest::newRow("killed") << End::Killed;
    QTest::newRow("orderly") << End::Orderly;
}

} // namespace

/// What the server has acknowledged, or was told, is still true after a restart.
class TestAcknowledged : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        auto opened = server::openSqliteStore(m_folder->filePath(u"sessions.sqlite"_s));
        QVERIFY(opened);
        m_store = std::move(opened).value();
        m_phoenix.emplace(*m_store);
        m_client.emplace(m_phoenix->server().url());
        QVERIFY(m_client->enter());
    }
    void cleanup()
    {
        m_client.reset();
        m_phoenix.reset();
        m_store.reset();
    }

    // ---- speech

    void speechThatWasNotPlayedComesAgain_data() { ends(); }
    void speechThatWasNotPlayedComesAgain()
    {
        QFETCH(End, end);
        const quint64 samples = hearStory();
        m_client->tellPlayed(1, 9600);
        QTRY_COMPARE(playedInStore(), 9600U);
        comeBackAfter(end);
        DurableClient other(m_phoenix->server().url());
        QVERIFY(rejoin(other));
        QTRY_COMPARE(other.heardSpeech().size(), samples - 9600);
        QCOMPARE(other.speech().first().position, quint64(9600));
        QCOMPARE(other.items<protocol::TtsBegin>().size(), 1);
        QTRY_COMPARE(other.items<protocol::TtsEnd>().size(), 1);
        QCOMPARE(other.items<protocol::TtsEnd>().first().samples, samples);
    }

    void speechThatNobodyHasSaidToHavePlayedComesWhole_data() { ends(); }
    void speechThatNobodyHasSaidToHavePlayedComesWhole()
    {
        QFETCH(End, end);
        const quint64 samples = hearStory();
        comeBackAfter(end);
        DurableClient other(m_phoenix->server().url());
        QVERIFY(rejoin(other));
        QTRY_COMPARE(other.heardSpeech().size(), samples);
        QCOMPARE(other.speech().first().position, quint64(0));
    }

    void speechComesAgainAfterTheSessionHasLeftMemory()
    {
        const quint64 samples = hearStory();
        m_client->tellPlayed(1, 4800);
        QTRY_COMPARE(playedInStore(), 4800U);
        m_client->cut();
        unload();
        DurableClient other(m_phoenix->server().url());
        QVERIFY(rejoin(other));
        QTRY_COMPARE(other.heardSpeech().size(), samples - 4800);
    }

    void theOrderlyEndKnowsTheLastWordAboutWhatWasPlayed()
    {
        const quint64 samples = hearStory();
        m_client->tellPlayed(1, 4800);
        m_client->tellPlayed(1, 14400);
        m_client->send(protocol::ClientMessage(protocol::SetSpeed{500})); // refused last
        QTRY_COMPARE(m_client->items<protocol::ValidationError>().size(), 1);
        m_phoenix->restart();
        DurableClient other(m_phoenix->server().url());
        QVERIFY(rejoin(other));
        QTRY_COMPARE(other.heardSpeech().size(), samples - 14400);
    }

    void whatWasPlayedIsWrittenOnceInAWhile()
    {
        hearStory();
        const int before = m_phoenix->batches();
        for (quint64 position = 100; position <= 5000; position += 100)
            m_client->tellPlayed(1, position);
        QTRY_COMPARE(playedInStore(), 5000U);
        QVERIFY2(m_phoenix->batches() <= before + 3,
                 qPrintable(QString::number(m_phoenix->batches() - before)));
    }

    void aResumedClientHearsNothingTwice()
    {
        const quint64 samples = hearStory();
        m_client->tellPlayed(1, 4800);
        m_phoenix->rise();
        QVERIFY(m_phoenix->resume(*m_client));
        QCOMPARE(m_client->last<protocol::Welcome>()->mode, protocol::Welcome::Mode::Resumed);
        m_client->type(u"and now"_s);
        QTRY_VERIFY(m_client->answers().contains(u"You said: and now."_s));
        quint64 ofTheStory = 0;
        for (const protocol::AudioItem &item : m_client->speech())
            ofTheStory += item.stream == 1 ? static_cast<quint64>(item.pcm.size()) / 2 : 0;
        QCOMPARE(ofTheStory, samples);
    }

    void speechIsAnnouncedInAnEpochThatHadJustBegun()
    {
        const quint64 samples = hearStory();
        m_phoenix->rise();
        const SessionId id = *m_client->id();
        // The state that a server leaves if it is killed while it lets in a new client process.
        QVERIFY(commits(*m_store, {server::EpochBegun{id, u"next"_s}}));
        DurableClient other(m_phoenix->server().url());
        other.adopt(*m_client);
        QTRY_VERIFY(other.isGreeted());
        other.send(protocol::Resume{u"test"_s,
                                    {{protocol::kMicRate}, {protocol::kSampleRate}, {u"pcm"_s}},
                                    protocol::kWindow,
                                    id,
                                    other.proof(),
                                    protocol::ResumePoint{u"next"_s, 0}});
        QTRY_COMPARE(other.heardSpeech().size(), samples);
        QCOMPARE(other.last<protocol::Welcome>()->mode, protocol::Welcome::Mode::Resumed);
        QCOMPARE(other.items<protocol::TtsBegin>().size(), 1);
        QCOMPARE(other.items<protocol::TtsEnd>().size(), 1);
    }

    // ---- the call and the turn pause

    void aCallGoesOn_data() { ends(); }
    void aCallGoesOn()
    {
        QFETCH(End, end);
        m_client->send(protocol::ClientMessage(protocol::CallRequest{true}));
        QTRY_COMPARE(callsOf(*m_client), QList<CallStatus>{CallStatus::Active});
        comeBackAfter(end);
        DurableClient other(m_phoenix->server().url());
        QVERIFY(rejoin(other));
        QTRY_COMPARE(callsOf(other), QList<CallStatus>{CallStatus::Active});
        other.cut();
        unload();
        QVERIFY(other.comeBack());
        QTRY_COMPARE(callsOf(other), (QList<CallStatus>{CallStatus::Active, CallStatus::Ended}));
        QCOMPARE(other.items<protocol::CallStatusChanged>().last().reason, u"timeout"_s);
    }

    void aCallIsOverWhenItsTimeRanOutWithoutAServer()
    {
        m_client->send(protocol::ClientMessage(protocol::CallRequest{true}));
        QTRY_COMPARE(callsOf(*m_client), QList<CallStatus>{CallStatus::Active});
        m_phoenix->rise();
        m_phoenix->server().clock.advance(m_phoenix->server().registry.timeout() + 1s);
        QVERIFY(m_phoenix->resume(*m_client));
        QTRY_COMPARE(callsOf(*m_client),
                     (QList<CallStatus>{CallStatus::Active, CallStatus::Ended}));
    }

    void theTurnPauseStays()
    {
        m_client->send(protocol::ClientMessage(protocol::SetSpeed{100}));
        QTRY_COMPARE(stored(*m_store, *m_client->id())->stream->speed, 100);
        m_phoenix->rise();
        QVERIFY(m_phoenix->resume(*m_client));
        m_client->speak(1s);
        m_client->beSilent(900ms); // would end a turn with the pause of the settings
        m_client->speak(1s);
        m_client->beSilent(1500ms);
        QTRY_VERIFY(!m_client->answers().isEmpty());
        QCOMPARE(m_client->turns().size(), 1);
    }

    // ---- nothing is applied twice

    void aTextWhoseAcknowledgementWasLostIsOneText()
    {
        loseTheAcknowledgementOf(u"once"_s);
        for (int process = 0; process < 8; ++process) {
            DurableClient other(m_phoenix->server().url());
            QVERIFY(rejoin(other));
        }
        QVERIFY(m_phoenix->resume(*m_client));
        QCOMPARE(m_client->last<protocol::Welcome>()->received, 1U);
        m_client->type(u"twice"_s, u"t2"_s);
        QTRY_COMPARE(m_client->turns(), QStringList{u"twice"_s});
        QCOMPARE(questions(), (QStringList{u"once"_s, u"twice"_s}));
    }

    void aTextIsKnownByItsIdWhenItsEpochIsForgotten()
    {
        loseTheAcknowledgementOf(u"once"_s);
        m_phoenix->rise();
        DurableClient other(m_phoenix->server().url());
        QVERIFY(rejoin(other));
        other.type(u"once"_s, u"t1"_s); // from a process that has only the text of the one before
        other.type(u"twice"_s, u"t2"_s);
        QTRY_COMPARE(other.turns(), QStringList{u"twice"_s});
        QCOMPARE(questions(), (QStringList{u"once"_s, u"twice"_s}));
        QVERIFY(!other.sawViolation());
    }

    void textsWithoutIdsAreAllDifferent()
    {
        m_client->type(u"again"_s);
        m_client->type(u"again"_s);
        QTRY_COMPARE(m_client->turns(), (QStringList{u"again"_s, u"again"_s}));
    }

    // ---- deleting

    void goodbyeIsSaidWhenTheSessionIsGone()
    {
        m_client->type(u"a secret"_s);
        QTRY_COMPARE(m_client->answers().size(), 1);
        m_phoenix->rise(2); // the reconnection, and the end of the session
        QVERIFY(m_phoenix->resume(*m_client));
        m_client->send(protocol::Bye{});
        QTRY_VERIFY(m_phoenix->isDead());
        QVERIFY(isExpired(*m_store, *m_client->id()));
        QVERIFY(!m_client->heard<protocol::ByeOk>());
        m_phoenix->rise();
        m_client->cut();
        m_client->setUrl(m_phoenix->server().url());
        m_client->dial();
        QTRY_VERIFY(m_client->isGreeted());
        m_client->resume();
        QTRY_VERIFY(m_client->heard<protocol::Reset>());
        QCOMPARE(m_client->last<protocol::Reset>()->reason, protocol::Reset::Reason::Expired);
    }

    void aNewConversationKeepsWhatWasToBeRemembered()
    {
        const auto session = stored(*m_store, *m_client->id());
        QVERIFY(session);
        const speech::Memory memory{.facts = {{u"pin"_s, u"4711"_s}}, .reminders = {}};
        QVERIFY(commits(*m_store, {server::MemoryChanged{session->id, memory}}));
        m_phoenix->rise();
        QVERIFY(m_phoenix->resume(*m_client));
        m_client->send(protocol::ClientMessage(protocol::NewConversation{}));
        QTRY_COMPARE(callsOf(*m_client), QList<CallStatus>{CallStatus::Idle});
        QCOMPARE(stored(*m_store, session->id)->memory, memory);
        m_client->send(protocol::ClientMessage(protocol::ClearHistory{}));
        QTRY_COMPARE(stored(*m_store, session->id)->memory, speech::Memory());
    }

    void goodbyeIsAnswered()
    {
        m_client->type(u"a secret"_s); // is still being answered
        m_client->send(protocol::Bye{});
        QTRY_VERIFY(m_client->heard<protocol::ByeOk>());
        QTRY_COMPARE(m_client->closeCode(), 1000);
        QVERIFY(isExpired(*m_store, *m_client->id()));
        QCOMPARE(m_phoenix->server().registry.counts().total, 0);
        QVERIFY(!m_store->trouble());
    }

private:
    /// Asks a question and hears the whole answer without playing it. Returns the number of
    /// samples.
    quint64 hearStory()
    {
        m_client->type(u"a long story"_s);
        const auto isHeard = [this] {
            const auto ends = m_client->items<protocol::TtsEnd>();
            return ends.size() == 1 && m_client->heardSpeech().size() == ends.first().samples;
        };
        return QTest::qWaitFor(isHeard) ? m_client->items<protocol::TtsEnd>().first().samples : 0;
    }
    void loseTheAcknowledgementOf(const QString &text)
    {
        m_client->type(text, u"t1"_s);
        const auto isStored = [this, text] { return questions() == QStringList{text}; };
        m_client->socket().blockSignals(true); // messages from now on do not arrive
        QVERIFY(QTest::qWaitFor(isStored));
        m_client->socket().blockSignals(false);
        QCOMPARE(m_client->stream().acknowledged(), 0U);
        m_client->cut();
    }
    void comeBackAfter(End end)
    {
        if (end == End::Killed)
            m_phoenix->rise();
        else
            m_phoenix->restart();
    }
    /// Rejoins as a new process that knows only the session.
    bool rejoin(DurableClient &other)
    {
        other.adopt(*m_client);
        if (!QTest::qWaitFor([&] { return other.isGreeted(); }))
            return false;
        other.resume(true);
        return QTest::qWaitFor([&] { return other.isWelcome(); });
    }
    /// Removes all sessions without a client from memory.
    void unload()
    {
        TestServer &server = m_phoenix->server();
        QTRY_COMPARE(server.registry.counts().active, 0);
        server.clock.advance(server.registry.timeout() + 1s);
        server.registry.sweep();
        QTRY_COMPARE(server.registry.counts().total, 0);
    }
    quint64 playedInStore()
    {
        const auto session = stored(*m_store, *m_client->id());
        return session ? session->stream->playedSpeech : 0;
    }
    QStringList questions()
    {
        QStringList texts;
        const auto session = stored(*m_store, *m_client->id());
        for (const speech::Message &message :
             session ? session->messages : QList<speech::Message>()) {
            if (message.role == speech::Role::User)
                texts += message.text;
        }
        return texts;
    }
    static QList<CallStatus> callsOf(const DurableClient &client)
    {
        QList<CallStatus> statuses;
        for (const auto &call : client.items<protocol::CallStatusChanged>())
            statuses += call.status;
        return statuses;
    }

    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<server::SessionStore> m_store;
    std::optional<Phoenix> m_phoenix;
    std::optional<DurableClient> m_client;
};

HOLDLINE_TEST(TestAcknowledged)

} // namespace holdline::tst_acknowledged

#include "tst_acknowledged.moc"
