// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/proof.h"
#include "server/store/memorystore.h"
#include "support/durableclient.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/unreliablestore.h"
#include "support/wireclient.h"

#include <QTest>

namespace holdline::tst_durablesessions {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Mode = protocol::Welcome::Mode;

namespace {

/// Answers lookups only when told to, and commits only while told to.
class HesitantStore : public server::SessionStore
{
public:
    using SessionStore::commit;
    void commit(std::shared_ptr<const server::Batch> batch, Committed done) override
    {
        m_batches.emplace_back(std::move(batch), std::move(done));
        commitAll();
    }
    void load(const SessionId &, int, Loaded done) override { m_asked = std::move(done); }
    void loadSecret(const SessionId &, SecretLoaded done) override
    {
        m_secretAsked = std::move(done);
    }
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
    bool isAskedForSecret() const { return static_cast<bool>(m_secretAsked); }
    void answerSecret(const server::SecretLookup &lookup) { m_secretAsked(lookup); }
    void setCommitting(bool isCommitting)
    {
        m_isCommitting = isCommitting;
        commitAll();
    }

private:
    void commitAll()
    {
        while (m_isCommitting && !m_batches.empty()) {
            auto [batch, done] = std::move(m_batches.front());
            m_batches.erase(m_batches.begin());
            m_store->commit(std::move(batch), std::move(done));
        }
    }

    std::unique_ptr<server::SessionStore> m_store = server::memoryStore();
    Loaded m_asked;
    SecretLoaded m_secretAsked;
    bool m_isCommitting = true;
    std::vector<std::pair<std::shared_ptr<const server::Batch>, Committed>> m_batches;
};

} // namespace

/// Durable clients at a whole server, over real sockets.
class TestDurableSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- opening

    void aNewSessionComesWithItsSecret()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
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
        QTRY_COMPARE(client.story(), (QStringList{u"session_id"_s, u"configured"_s}));
    }

    void aPlainIdIsNoKeyToAStreamedSession()
    {
        TestServer server;
        DurableClient owner(server.url());
        QVERIFY(owner.enter());
        WireClient thief(server.url(u"session_id="_s + owner.id()->toString()));
        QTRY_VERIFY(thief.hasSession());
        QVERIFY(thief.sessionId() != *owner.id());
        owner.type(u"still mine"_s);
        QTRY_COMPARE(owner.answers(), QStringList{u"You said: still mine."_s});
    }

    // ---- messages

    void aTypedMessageIsAnswered()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"hello"_s, u"t1"_s);
        QTRY_COMPARE(client.answers(), QStringList{u"You said: hello."_s});
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
        DurableClient client(server.url());
        QVERIFY(client.enter());
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
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.speak(1s);
        client.beSilent(2s);
        QTRY_COMPARE(client.answers(), QStringList{u"You said: what time is it."_s});
        QCOMPARE(client.items<protocol::FinalUserRequest>().size(), 1);
    }

    void whatCannotBeUnderstoodIsRefusedOnceAndForAll()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.send(protocol::ClientMessage(protocol::SetSpeed{500}));
        QTRY_COMPARE(client.items<protocol::ValidationError>().size(), 1);
        client.type(u"go on"_s);
        QTRY_COMPARE(client.answers().size(), 1);
        QVERIFY(client.comeBack());
        client.type(u"and on"_s);
        QTRY_VERIFY(client.answers().contains(u"You said: and on."_s));
        QCOMPARE(client.items<protocol::ValidationError>().size(), 1);
    }

    void aNewConversationBeginsOnTheSameLine()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"forget this"_s);
        QTRY_COMPARE(client.answers().size(), 1);
        client.send(protocol::ClientMessage(protocol::NewConversation{}));
        QTRY_COMPARE(client.items<protocol::CallStatusChanged>().size(), 1);
        DurableClient other(server.url());
        other.adopt(client);
        QTRY_VERIFY(other.isGreeted());
        other.resume();
        QTRY_VERIFY(other.isWelcome());
        QVERIFY(other.history().isEmpty());
    }

    // ---- refusals

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
        DurableClient owner(server.url());
        DurableClient other(server.url());
        QVERIFY(owner.enter() && other.enter());
        owner.type(u"mine"_s);
        QTRY_COMPARE(owner.answers().size(), 1);
        const QByteArray usedProof = owner.proof();

        DurableClient thief(server.url());
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
        // A second guess is ignored, and the owner of the session has noticed nothing.
        thief.send(protocol::ControlMessage(request));
        QTRY_COMPARE(thief.closeCode(), 4400);
        owner.type(u"still mine"_s);
        QTRY_VERIFY(owner.answers().contains(u"You said: still mine."_s));
    }

    void whoLeavesBeforeItsSessionIsFoundIsNotWelcomed_data()
    {
        QTest::addColumn<bool>("provesFirst");
        QTest::newRow("before its secret is read") << false;
        QTest::newRow("before it is loaded") << true;
    }
    void whoLeavesBeforeItsSessionIsFoundIsNotWelcomed()
    {
        QFETCH(bool, provesFirst);
        auto owned = std::make_unique<HesitantStore>();
        HesitantStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        DurableClient other(server.url());
        QVERIFY(other.enter());
        DurableClient client(server.url());
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
        QTRY_VERIFY(store.isAskedForSecret());
        if (provesFirst) {
            store.answerSecret(secret);
            QVERIFY(store.isAsked());
        }
        client.cut();
        // The answer comes when the handshake is over and not yet deleted.
        while (server.server.callCount() > 1)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        server::StoredSession stored{id, {}, {}, 0, {}, 0, {}, {}, {}};
        stored.stream.emplace();
        stored.stream->secret = secret;
        if (provesFirst)
            store.answer(stored);
        else
            store.answerSecret(secret);
        QCOMPARE(store.isAsked(), provesFirst);
        other.type(u"alive"_s);
        QTRY_COMPARE(other.answers(), QStringList{u"You said: alive."_s});
    }

    void aSessionIsLoadedForItsOwnerOnly()
    {
        const auto memory = server::memoryStore();
        auto owned = std::make_unique<UnreliableStore>(*memory);
        UnreliableStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        DurableClient owner(server.url());
        QVERIFY(owner.enter());
        owner.type(u"mine"_s);
        QTRY_COMPARE(owner.answers().size(), 1);
        owner.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(6min);
        server.registry.sweep(); // it leaves memory
        DurableClient thief(server.url());
        thief.adopt(owner);
        QTRY_VERIFY(thief.isGreeted());
        thief.send(protocol::ControlMessage(protocol::Resume{u"thief"_s,
                                                             {{16000}, {48000}, {u"pcm"_s}},
                                                             protocol::kWindow,
                                                             *owner.id(),
                                                             protocol::randomBytes(32),
                                                             std::nullopt}));
        QTRY_VERIFY(thief.heard<protocol::Reset>());
        QCOMPARE(store.loads(), 0);
        QVERIFY(owner.comeBack());
        QCOMPARE(store.loads(), 1);
    }

    void refusedOpeningsSayWhy_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("reason");
        const QByteArray open = R"({"type":"hl_open","instance":"x","window":1048576,"audio":)"
                                R"({"mic_rates":[16000],"tts_rates":[48000],"codecs":["pcm"]}})";
        QTest::newRow("no codec") << QByteArray(open).replace("\"pcm\"", "")
                                  << u"audio.codecs must be a list of 1 to 16"_s;
        QTest::newRow("a small window")
            << QByteArray(open).replace("1048576", "1024")
            << u"window must be a whole number from 16384 to 16777216"_s;
        QTest::newRow("no JSON") << QByteArray("hello") << u"message is not valid JSON"_s;
        QTest::newRow("something else")
            << QByteArray(R"({"type":"hl_bye"})") << u"message must be hl_open, or one hl_resume"_s;
    }
    void refusedOpeningsSayWhy()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, reason);
        TestServer server;
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.sendRaw({false, text});
        QTRY_COMPARE(client.closeCode(), 4400);
        QCOMPARE(client.socket().closeReason(), reason);
    }

    void whatIsNumberedAndCannotBeUnderstoodUsesItsNumber_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("nested too deeply")
            << "\"x\":" + QByteArray(3000, '[') + QByteArray(3000, ']');
        QTest::newRow("a little too deeply")
            << "\"x\":" + QByteArray(16, '[') + QByteArray(16, ']');
        QTest::newRow("no type") << QByteArray("\"text\":\"x\"");
        QTest::newRow("a type that is a number") << QByteArray("\"type\":7");
        QTest::newRow("half a step of patience")
            << QByteArray("\"type\":\"set_speed\",\"speed\":20.5");
        QTest::newRow("playback of the plain dialect") << QByteArray("\"type\":\"tts_start\"");
        QTest::newRow("its end") << QByteArray("\"type\":\"tts_stop\"");
    }
    void whatIsNumberedAndCannotBeUnderstoodUsesItsNumber()
    {
        QFETCH(QByteArray, members);
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.stream().logged(client.stream().append({false, '{' + members + '}'}));
        client.type(u"and on"_s);
        QTRY_COMPARE(client.turns(), QStringList{u"and on"_s});
        QCOMPARE(client.items<protocol::ValidationError>().size(), 1);
    }

    void longSoundIsRefused()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.send(protocol::AudioItem{.stream = 1, .pcm = QByteArray(3200, '\0')});
        client.send(
            protocol::AudioItem{.position = 1600, .stream = 1, .pcm = QByteArray(3202, '\0')});
        QTRY_COMPARE(client.items<protocol::ValidationError>().size(), 1);
        client.type(u"and on"_s);
        QTRY_COMPARE(client.turns(), QStringList{u"and on"_s});
        QCOMPARE(client.items<protocol::ValidationError>().size(), 1);
    }

    void questionsThatBecomeDurableTogetherGetOneAnswer()
    {
        auto owned = std::make_unique<HesitantStore>();
        HesitantStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        DurableClient client(server.url());
        QVERIFY(client.enter());
        store.setCommitting(false);
        for (int i = 0; i < 60; ++i)
            client.type(u"question %1"_s.arg(i));
        DurableClient neighbour(server.url());
        QTRY_VERIFY(neighbour.isGreeted()); // everything that the client sent before was read
        store.setCommitting(true);
        QTRY_VERIFY(client.answers().contains(u"You said: question 59."_s));
        QCOMPARE(client.turns().size(), 60);
        QVERIFY2(server.responder.prompts().size() <= 3,
                 qPrintable(QString::number(server.responder.prompts().size())));
    }

    void itemsOfAMessageHaveTheTimeOfTheHistory()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"when"_s);
        QTRY_COMPARE(client.answers().size(), 1);
        DurableClient other(server.url());
        other.adopt(client);
        QTRY_VERIFY(other.isGreeted());
        other.resume();
        QTRY_COMPARE(other.history().size(), 2);
        QCOMPARE(other.history()[0].at, client.items<protocol::FinalUserRequest>()[0].at);
        QCOMPARE(other.history()[1].at, client.items<protocol::FinalAssistantAnswer>()[0].at);
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
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("no object") << QByteArray("[1]");
        QTest::newRow("half an object") << QByteArray("{\"type\":\"set_speed\",");
        QTest::newRow("no number") << QByteArray("{\"type\":\"text\",\"text\":\"x\"}");
        QTest::newRow("another hello") << QByteArray("{\"type\":\"hl_hello\"}");
    }
    void violations()
    {
        QFETCH(QByteArray, text);
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.sendRaw({false, text});
        QTRY_COMPARE(client.closeCode(), 4400);
        // The session is as it was.
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Resumed);
        client.type(u"unharmed"_s);
        QTRY_COMPARE(client.turns(), QStringList{u"unharmed"_s});
    }

    void whoSaysTooMuchBeforeTheHandshakeIsSentAway()
    {
        TestServer server;
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.sendRaw({false, QByteArray(5000, ' ') + "{\"type\":\"hl_open\"}"});
        QTRY_COMPARE(client.closeCode(), 1009);
    }

    // ---- the end of a session

    void byeEndsTheSession()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
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
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"remember me"_s);
        QTRY_COMPARE(client.answers().size(), 1);
        client.send(protocol::ClientMessage(protocol::CallRequest{true}));
        QTRY_COMPARE(client.items<protocol::CallStatusChanged>().size(), 1);
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(6min);
        server.registry.sweep();
        QCOMPARE(server.registry.counts().total, 0);

        QVERIFY(client.comeBack());
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Resumed);
        QTRY_COMPARE(client.items<protocol::CallStatusChanged>().size(), 2);
        QCOMPARE(client.items<protocol::CallStatusChanged>().last().reason, u"timeout"_s);
        client.type(u"and on"_s);
        QTRY_VERIFY(client.answers().contains(u"You said: and on."_s));
    }

    void aSessionIsOverAfterADay()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"remember me"_s);
        QTRY_COMPARE(client.answers().size(), 1);
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(6min);
        server.registry.sweep(); // leaves memory
        server.clock.advance(24h + 1s);
        server.registry.sweep(); // leaves the store
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.heard<protocol::Reset>());
        QCOMPARE(client.last<protocol::Reset>()->reason, protocol::Reset::Reason::Expired);
    }
};

HOLDLINE_TEST(TestDurableSessions)

} // namespace holdline::tst_durablesessions

#include "tst_durablesessions.moc"
