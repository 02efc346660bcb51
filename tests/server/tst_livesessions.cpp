// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"
#include "support/streamclient.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QSignalSpy>

using namespace holdline;
using namespace holdline::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Mode = protocol::Welcome::Mode;

const audio::Pcm &spokenBy(const StreamClient &client)
{
    static thread_local audio::Pcm pcm;
    return pcm = client.heardSpeech();
}

} // namespace

/// Answers what is looked up only when told to.
class HesitantStore : public server::SessionStore
{
public:
    void commit(server::Batch batch, Committed done) override
    {
        m_store->commit(std::move(batch), std::move(done));
    }
    void load(const SessionId &, int, Loaded done) override { m_asked = std::move(done); }
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override
    {
        m_store->loadHistory(id, from, bytes, std::move(done));
    }
    void sweep(const server::SweepLimits &limits, std::vector<SessionId> keep, Swept done) override
    {
        m_store->sweep(limits, std::move(keep), std::move(done));
    }
    void flush() override { m_store->flush(); }
    std::optional<server::StoreError> trouble() const override { return {}; }

    bool isAsked() const { return static_cast<bool>(m_asked); }
    void answer(const server::Lookup &lookup) { m_asked(lookup); }

private:
    std::unique_ptr<server::SessionStore> m_store = server::memoryStore();
    Loaded m_asked;
};

/// v1 clients at a whole server, over real sockets.
class TestLiveSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    // ---- opening

    void aNewSessionComesWithItsSecret()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        const auto *welcome = client.last<protocol::Welcome>();
        QCOMPARE(welcome->mode, Mode::New);
        QCOMPARE(welcome->secret.size(), protocol::kSecretBytes);
        QCOMPARE(welcome->micRate, 16000);
        QCOMPARE(welcome->ttsRate, 48000);
        QCOMPARE(welcome->codec, u"pcm"_s);
        QCOMPARE(server.registry.counts().active, 1);
    }

    void aPlainClientGetsNoHello()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_COMPARE(client.story(), QStringList{u"session_id"_s});
    }

    void aPlainIdIsNoKeyToAStreamedSession()
    {
        TestServer server;
        StreamClient owner(server.url());
        QVERIFY(open(owner));
        WireClient thief(server.url(u"session_id="_s + owner.id()->toString()));
        QTRY_VERIFY(thief.hasSession());
        QVERIFY(thief.sessionId() != *owner.id());
        owner.type(u"still mine"_s);
        QTRY_COMPARE(answers(owner), QStringList{u"You said: still mine."_s});
    }

    // ---- talking

    void aTypedMessageIsAnswered()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.type(u"hello"_s, u"t1"_s);
        QTRY_COMPARE(answers(client), QStringList{u"You said: hello."_s});
        const auto turns = client.items<protocol::FinalUserRequest>();
        QCOMPARE(turns.size(), 1);
        QCOMPARE(turns.first().content, u"hello"_s);
        QCOMPARE(turns.first().id, u"t1"_s);
        QVERIFY(turns.first().at);
        QTRY_COMPARE(client.items<protocol::TtsEnd>().size(), 1);
        QTRY_COMPARE(client.heardSpeech().size(), client.items<protocol::TtsEnd>().first().samples);
        QCOMPARE(client.items<protocol::TtsBegin>().first().utterance, 1U);
    }

    void whatIsPartialComesBehindWhatWasSaidBefore()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        QStringList story;
        connect(&client.socket(), &QWebSocket::textMessageReceived, this, [&](const QString &text) {
            const auto message = protocol::decodeServerMessage(text.toUtf8());
            if (message && std::holds_alternative<protocol::FinalUserRequest>(message.value()))
                story += u"question"_s;
            if (message
                && std::holds_alternative<protocol::PartialAssistantAnswer>(message.value()))
                story += u"partial answer"_s;
            if (message && std::holds_alternative<protocol::FinalAssistantAnswer>(message.value()))
                story += u"answer"_s;
        });
        client.type(u"hello"_s);
        QTRY_VERIFY(story.contains(u"answer"_s));
        QCOMPARE(story, (QStringList{u"question"_s, u"partial answer"_s, u"answer"_s}));
    }

    void aSpokenTurnIsAnswered()
    {
        TestServer server;
        server.ears->hearInTurn({u"what time is it"_s});
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.speak(1s);
        client.beSilent(2s);
        QTRY_COMPARE(answers(client), QStringList{u"You said: what time is it."_s});
        QCOMPARE(client.items<protocol::FinalUserRequest>().size(), 1);
    }

    void whatCannotBeUnderstoodIsRefusedOnceAndForAll()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.send(protocol::ClientMessage(protocol::SetSpeed{500}));
        QTRY_COMPARE(client.items<protocol::ValidationError>().size(), 1);
        client.type(u"go on"_s);
        QTRY_COMPARE(answers(client).size(), 1);
        QVERIFY(resumeAfterCut(client));
        client.type(u"and on"_s);
        QTRY_VERIFY(answers(client).contains(u"You said: and on."_s));
        QCOMPARE(client.items<protocol::ValidationError>().size(), 1);
    }

    void aNewConversationBeginsOnTheSameLine()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.type(u"forget this"_s);
        QTRY_COMPARE(answers(client).size(), 1);
        client.send(protocol::ClientMessage(protocol::NewConversation{}));
        QTRY_COMPARE(client.items<protocol::CallStatusChanged>().size(), 1);
        StreamClient other(server.url());
        other.adopt(client);
        QTRY_VERIFY(other.isGreeted());
        other.resume();
        QTRY_VERIFY(other.isWelcome());
        QVERIFY(other.history().isEmpty());
    }

    // ---- cuts

    void aCutConversationGoesOn()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.type(u"one"_s);
        client.cut();
        client.type(u"two"_s); // waits
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_COMPARE(turns(client), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Resumed);
        QVERIFY(client.last<protocol::Welcome>()->secret.isEmpty());
        QVERIFY(!client.sawViolation());
    }

    void anAnswerIsMadeWhileNobodyIsThereAndGoesOnAtTheSample()
    {
        TestServer server;
        StreamClient whole(server.url());
        QVERIFY(open(whole));
        whole.type(u"a long story that goes on for quite a while"_s);
        QTRY_COMPARE(whole.items<protocol::TtsEnd>().size(), 1);
        QTRY_COMPARE(whole.heardSpeech().size(), whole.items<protocol::TtsEnd>().first().samples);

        server.voice->speaking.close();
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.type(u"a long story that goes on for quite a while"_s);
        QTRY_COMPARE(turns(client).size(), 1);
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.voice->speaking.open();
        QVERIFY(resumeAfterCut(client));
        QTRY_COMPARE(client.heardSpeech().size(), whole.heardSpeech().size());
        QVERIFY(client.heardSpeech() == spokenBy(whole));
        QCOMPARE(answers(client), answers(whole));
    }

    void speechIsNotRepeatedAfterManyCuts()
    {
        TestServer server;
        StreamClient client(server.url());
        client.setWindow(protocol::kMinWindow);
        QVERIFY(open(client));
        client.type(u"a long story that goes on for quite a while and longer"_s);
        QTRY_VERIFY(!client.speech().isEmpty());
        for (int cut = 0; cut < 5; ++cut)
            QVERIFY(resumeAfterCut(client));
        QTRY_COMPARE(client.items<protocol::TtsEnd>().size(), 1);
        QTRY_COMPARE(client.heardSpeech().size(), client.items<protocol::TtsEnd>().first().samples);
        quint64 position = 0;
        for (const protocol::AudioItem &item : client.speech()) {
            QCOMPARE(item.position, position);
            position += static_cast<quint64>(item.pcm.size()) / 2;
        }
    }

    void aSentenceCutInItsMiddleIsOneTurn()
    {
        TestServer server;
        server.ears->words = [](int, audio::PcmView heard) {
            return u"%1 ms"_s.arg(heard.size() * 1000 / audio::kSpeechRate / 100 * 100);
        };
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.speak(1s);
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        client.sendAudio(humming(audio::kSpeechRate, 1s), true);
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        client.beSilent(2s);
        QTRY_COMPARE(turns(client).size(), 1);
        const int heard = turns(client).first().section(u' ', 0, 0).toInt();
        QVERIFY2(heard >= 1900, qPrintable(turns(client).first()));
    }

    // ---- rejoining

    void aNewProcessIsToldTheConversation()
    {
        TestServer server;
        StreamClient first(server.url());
        QVERIFY(open(first));
        for (int i = 0; i < 5; ++i)
            first.type(u"message %1"_s.arg(i));
        QTRY_COMPARE(turns(first).size(), 5);
        QTRY_VERIFY(answers(first).contains(u"You said: message 4."_s));
        first.cut();

        StreamClient second(server.url());
        second.adopt(first);
        QTRY_VERIFY(second.isGreeted());
        second.resume();
        QTRY_VERIFY(second.isWelcome());
        const auto *welcome = second.last<protocol::Welcome>();
        QCOMPARE(welcome->mode, Mode::Rejoined);
        QCOMPARE(welcome->messageCount, static_cast<int>(second.history().size()));
        QStringList said;
        for (const protocol::HistoryMessage &message : second.history())
            said += message.content;
        QCOMPARE(said.first(), u"message 0"_s);
        QCOMPARE(said.last(), u"You said: message 4."_s);
        second.type(u"more"_s);
        QTRY_VERIFY(answers(second).contains(u"You said: more."_s));
    }

    void theUnplayedRestOfAnAnswerIsSpokenToTheNewProcess()
    {
        TestServer server;
        StreamClient first(server.url());
        QVERIFY(open(first));
        first.type(u"a long story"_s);
        QTRY_COMPARE(first.items<protocol::TtsEnd>().size(), 1);
        const quint64 samples = first.items<protocol::TtsEnd>().first().samples;
        QTRY_COMPARE(first.heardSpeech().size(), samples);
        first.tellPlayed(1, 9600);
        first.send(protocol::ClientMessage(protocol::SetSpeed{500})); // refused after that
        QTRY_COMPARE(first.items<protocol::ValidationError>().size(), 1);
        first.cut();

        StreamClient second(server.url());
        second.adopt(first);
        QTRY_VERIFY(second.isGreeted());
        second.resume();
        QTRY_COMPARE(second.heardSpeech().size(), samples - 9600);
        QCOMPARE(second.speech().first().position, quint64(9600));
        QCOMPARE(second.items<protocol::TtsBegin>().size(), 1);
        QTRY_COMPARE(second.items<protocol::TtsEnd>().size(), 1);
    }

    void whatTheOldEpochHadTakenIsNotTakenTwice()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.type(u"one"_s);
        QTRY_COMPARE(turns(client).size(), 1);
        client.cut();
        client.type(u"two"_s);
        StreamClient intruder(server.url()); // makes the client's epoch an old one
        intruder.adopt(client);
        QTRY_VERIFY(intruder.isGreeted());
        intruder.resume();
        QTRY_VERIFY(intruder.isWelcome());

        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Rejoined);
        QCOMPARE(client.last<protocol::Welcome>()->received, quint64(1));
        QTRY_COMPARE(turns(client), (QStringList{u"one"_s, u"two"_s}));
        QTRY_COMPARE(intruder.closeCode(), 4409);
    }

    // ---- one socket at a time

    void aNewerConnectionMakesTheOlderOneStop()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        QTRY_COMPARE(static_cast<int>(client.olderSocket().closeCode()), 4409);
        QCOMPARE(server.registry.counts().active, 1);
    }

    void aConnectionThatAsksLateDoesNotTakeOver()
    {
        TestServer server;
        StreamClient owner(server.url());
        QVERIFY(open(owner));
        StreamClient late(server.url());
        late.adopt(owner);
        QTRY_VERIFY(late.isGreeted());
        StreamClient newest(server.url());
        newest.adopt(owner);
        QTRY_VERIFY(newest.isGreeted());
        newest.resume();
        QTRY_VERIFY(newest.isWelcome());
        late.resume();
        QTRY_COMPARE(late.closeCode(), 4409);
        newest.type(u"still here"_s);
        QTRY_COMPARE(turns(newest), QStringList{u"still here"_s});
    }

    void theOldSocketIsNotHeard()
    {
        TestServer server;
        CuttingProxy line;
        QVERIFY(line.listen());
        line.setTarget(server.server.port());
        StreamClient client(line.url());
        QVERIFY(open(client));
        line.blackhole();
        client.sendRaw({false,
                        "{\"hl\":{\"s\":1,\"a\":0},\"type\":\"text\",\"text\":\"from the "
                        "grave\"}"});
        client.setUrl(server.url());
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        line.pass();
        QTRY_COMPARE(line.openConnections(), 0);
        client.type(u"alive"_s);
        QTRY_COMPARE(answers(client), QStringList{u"You said: alive."_s});
        QCOMPARE(turns(client), QStringList{u"alive"_s});
    }

    // ---- who may not

    void refusedProofs_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("made up") << u"random"_s;
        QTest::newRow("replayed from another connection") << u"replayed"_s;
        QTest::newRow("of another session's secret") << u"foreign"_s;
        QTest::newRow("of a session that never was") << u"unknown"_s;
    }
    void refusedProofs()
    {
        QFETCH(QString, kind);
        TestServer server;
        StreamClient owner(server.url());
        StreamClient other(server.url());
        QVERIFY(open(owner) && open(other));
        owner.type(u"mine"_s);
        QTRY_COMPARE(answers(owner).size(), 1);
        const QByteArray usedProof = owner.proof();

        StreamClient thief(server.url());
        thief.adopt(kind == u"foreign" ? other : owner);
        QTRY_VERIFY(thief.isGreeted());
        protocol::Resume request{u"thief"_s,        {{16000}, {48000}, {u"pcm"_s}},
                                 protocol::kWindow, *owner.id(),
                                 thief.proof(),     std::nullopt};
        if (kind == u"random")
            request.proof = protocol::randomBytes(32);
        else if (kind == u"replayed")
            request.proof = usedProof;
        else if (kind == u"unknown")
            request.id = SessionId::generate();
        thief.send(protocol::ControlMessage(request));
        QTRY_VERIFY(thief.heard<protocol::Reset>());
        QCOMPARE(thief.last<protocol::Reset>()->reason, protocol::Reset::Reason::Unknown);
        // A second guess is not heard, and the owner did not notice.
        thief.send(protocol::ControlMessage(request));
        QTRY_COMPARE(thief.closeCode(), 4400);
        owner.type(u"still mine"_s);
        QTRY_VERIFY(answers(owner).contains(u"You said: still mine."_s));
    }

    void whoLeavesBeforeItsSessionIsFoundIsNotWelcomed()
    {
        auto owned = std::make_unique<HesitantStore>();
        HesitantStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        StreamClient other(server.url());
        QVERIFY(open(other));
        StreamClient client(server.url());
        client.adopt(other);
        QTRY_VERIFY(client.isGreeted());
        const SessionId id = SessionId::generate();
        const QByteArray secret = protocol::randomBytes(protocol::kSecretBytes);
        const protocol::Resume request{
            u"gone"_s,
            {{16000}, {48000}, {u"pcm"_s}},
            protocol::kWindow,
            id,
            protocol::resumeProof(secret, id, client.last<protocol::Hello>()->nonce),
            std::nullopt};
        client.send(protocol::ControlMessage(request));
        QTRY_VERIFY(store.isAsked());
        client.cut();
        // The answer comes in the very moment in which the handshake is over and not yet deleted.
        while (server.server.callCount() > 1)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        server::StoredSession stored{id, {}, {}, 0, {}, 0, {}, {}};
        stored.stream.emplace();
        stored.stream->secret = secret;
        store.answer(stored);
        other.type(u"alive"_s);
        QTRY_COMPARE(answers(other), QStringList{u"You said: alive."_s});
    }

    void violations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a gap") << QByteArray(
            "{\"hl\":{\"s\":7,\"a\":0},\"type\":\"text\",\"text\":\"x\"}");
        QTest::newRow("an ack from the future") << QByteArray("{\"type\":\"hl_ack\",\"a\":99}");
        QTest::newRow("an ack from the future on an item")
            << QByteArray("{\"hl\":{\"s\":1,\"a\":99},\"type\":\"text\",\"text\":\"x\"}");
        QTest::newRow("a number that is none")
            << QByteArray("{\"hl\":{\"s\":0,\"a\":0},\"type\":\"text\",\"text\":\"x\"}");
        QTest::newRow("a verb that is none") << QByteArray("{\"type\":\"hl_dance\"}");
        QTest::newRow("another hello") << QByteArray("{\"type\":\"hl_hello\"}");
    }
    void violations()
    {
        QFETCH(QByteArray, text);
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.sendRaw({false, text});
        QTRY_COMPARE(client.closeCode(), 4400);
        // The session is as it was.
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Resumed);
        client.type(u"unharmed"_s);
        QTRY_COMPARE(turns(client), QStringList{u"unharmed"_s});
    }

    void whoSaysTooMuchBeforeTheHandshakeIsSentAway()
    {
        TestServer server;
        StreamClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.sendRaw({false, QByteArray(5000, ' ') + "{\"type\":\"hl_open\"}"});
        QTRY_COMPARE(client.closeCode(), 1009);
    }

    // ---- the end of a session

    void byeEndsTheSession()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.send(protocol::ControlMessage(protocol::Bye{}));
        QTRY_VERIFY(client.heard<protocol::ByeOk>());
        QTRY_COMPARE(server.registry.counts().total, 0);
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.heard<protocol::Reset>());
        QCOMPARE(client.last<protocol::Reset>()->reason, protocol::Reset::Reason::Expired);
        client.open();
        QTRY_VERIFY(client.isWelcome());
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::New);
    }

    void aSessionOutOfMemoryIsStillThere()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.type(u"remember me"_s);
        QTRY_COMPARE(answers(client).size(), 1);
        client.send(protocol::ClientMessage(protocol::CallRequest{true}));
        QTRY_COMPARE(client.items<protocol::CallStatusChanged>().size(), 1);
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(6min);
        server.registry.sweep();
        QCOMPARE(server.registry.counts().total, 0);

        QVERIFY(resumeAfterCut(client));
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Resumed);
        QTRY_COMPARE(client.items<protocol::CallStatusChanged>().size(), 2);
        QCOMPARE(client.items<protocol::CallStatusChanged>().last().reason, u"timeout"_s);
        client.type(u"and on"_s);
        QTRY_VERIFY(answers(client).contains(u"You said: and on."_s));
    }

    void aSessionIsOverAfterADay()
    {
        TestServer server;
        StreamClient client(server.url());
        QVERIFY(open(client));
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(25h);
        server.registry.sweep(); // leaves memory
        server.registry.sweep(); // leaves the store
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.heard<protocol::Reset>());
        QCOMPARE(client.last<protocol::Reset>()->reason, protocol::Reset::Reason::Expired);
    }

private:
    static bool open(StreamClient &client)
    {
        return QTest::qWaitFor([&] { return client.isGreeted(); })
            && (client.open(), QTest::qWaitFor([&] { return client.isWelcome(); }));
    }
    static bool resumeAfterCut(StreamClient &client)
    {
        client.cut();
        client.dial();
        return QTest::qWaitFor([&] { return client.isGreeted(); })
            && (client.resume(), QTest::qWaitFor([&] { return client.isWelcome(); }));
    }
    static QStringList turns(const StreamClient &client)
    {
        QStringList texts;
        for (const auto &turn : client.items<protocol::FinalUserRequest>())
            texts += turn.content;
        return texts;
    }
    static QStringList answers(const StreamClient &client)
    {
        QStringList texts;
        for (const auto &answer : client.items<protocol::FinalAssistantAnswer>())
            texts += answer.content;
        return texts;
    }
};

QTEST_GUILESS_MAIN(TestLiveSessions)
#include "tst_livesessions.moc"
