// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/memorystore.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

namespace holdline::tst_server {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString sessionQuery(const SessionId &id)
{
    return u"session_id="_s + id.toString();
}

/// Answers lookups when the test tells it to.
class HesitantStore : public server::SessionStore
{
public:
    using SessionStore::commit;
    void commit(std::shared_ptr<const server::Batch> batch, Committed done) override
    {
        m_store->commit(std::move(batch), std::move(done));
    }
    void load(const SessionId &id, int messageLimit, Loaded done) override
    {
        m_lookups.push_back([=, this] { m_store->load(id, messageLimit, done); });
    }
    void loadSecret(const SessionId &id, SecretLoaded done) override
    {
        m_lookups.push_back([=, this] { m_store->loadSecret(id, done); });
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
    std::optional<server::StoreError> trouble() const override { return m_store->trouble(); }

    bool isAsked() const { return !m_lookups.empty(); }
    void answer()
    {
        for (const auto &lookup : std::exchange(m_lookups, {}))
            lookup();
    }

private:
    std::unique_ptr<server::SessionStore> m_store = server::memoryStore();
    std::vector<std::function<void()>> m_lookups;
};

} // namespace

class TestServerCase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewClientGetsASession()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_COMPARE(client.story(), (QStringList{u"session_id"_s, u"configured"_s}));
        QCOMPARE(server.registry.counts().active, 1);
    }

    void aGoodIdRestoresTheSession()
    {
        TestServer server;
        std::optional<SessionId> id;
        {
            WireClient client(server.url());
            QTRY_VERIFY(client.hasSession());
            id = client.sessionId();
            client.type(u"hello"_s);
            QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        }
        QTRY_COMPARE(server.registry.counts().active, 0);
        QCOMPARE(server.registry.counts().disconnected, 1);

        WireClient client(server.url(sessionQuery(*id)));
        const QStringList story{u"session_restored"_s, u"session_id"_s, u"configured"_s};
        QTRY_COMPARE(client.story(), story);
        QCOMPARE(client.sessionId(), *id);
        QCOMPARE(client.all<protocol::SessionRestored>().first().messageCount, 2);
        client.type(u"and now"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        const auto &context = server.responder.prompts().last().context;
        QCOMPARE(context.size(), 2);
        QCOMPARE(context[0].text, u"hello"_s);
        QCOMPARE(context[1].text, u"You said: hello."_s);
    }

    void anIdThatIsNotKnownGetsANewSession_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("unknown") << sessionQuery(SessionId::generate());
        QTest::newRow("no UUID") << u"session_id=../../etc"_s;
        QTest::newRow("empty") << u"session_id="_s;
        QTest::newRow("something else") << u"page=1"_s;
    }

    void anIdThatIsNotKnownGetsANewSession()
    {
        QFETCH(QString, query);
        TestServer server;
        WireClient client(server.url(query));
        QTRY_COMPARE(client.story(), (QStringList{u"session_id"_s, u"configured"_s}));
        QVERIFY(!query.contains(client.sessionId().toString()));
    }

    void anExpiredSessionIsReplacedByANewOne()
    {
        TestServer server;
        std::optional<SessionId> id;
        {
            WireClient client(server.url());
            QTRY_VERIFY(client.hasSession());
            id = client.sessionId();
        }
        QTRY_COMPARE(server.registry.counts().active, 0);
        server.clock.advance(server.registry.timeout() + 1s);
        WireClient client(server.url(sessionQuery(*id)));
        QTRY_COMPARE(client.story(), (QStringList{u"session_id"_s, u"configured"_s}));
        QVERIFY(client.sessionId() != *id);
    }

    void whatArrivesBeforeTheSessionIsFoundIsNotLost()
    {
        auto owned = std::make_unique<HesitantStore>();
        HesitantStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        WireClient client(server.url(sessionQuery(SessionId::generate())));
        QTRY_VERIFY(client.isOpen() && store.isAsked());
        client.type(u"early"_s);
        client.send(protocol::SetSpeed{200}); // refused after "early" was handled
        QTRY_VERIFY(client.heardOf(u"validation_error"_s));
        client.startNewStory();
        store.answer();
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        QCOMPARE(client.story().first(), u"session_id"_s);
        QCOMPARE(client.lastContent<protocol::FinalUserRequest>(), u"early"_s);
    }

    void whoLeavesBeforeTheSessionIsFoundLeavesItDetached()
    {
        auto owned = std::make_unique<HesitantStore>();
        HesitantStore &store = *owned;
        const SessionId id = SessionId::generate();
        const WallTime now = ManualClock().wallTime();
        store.commit({server::SessionCreated{id, now},
                      server::MessageAppended{id, {speech::Role::User, u"hello"_s, now}}},
                     {});
        TestServer server({.store = std::move(owned)});
        {
            WireClient client(server.url(sessionQuery(id)));
            QTRY_VERIFY(client.isOpen() && store.isAsked());
        }
        QTRY_COMPARE(server.server.callCount(), 0);
        store.answer();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        QCOMPARE(server.registry.counts().active, 0);
    }

    void aNewerConnectionTakesTheSessionOver()
    {
        TestServer server({.script = {}});
        WireClient older(server.url());
        QTRY_VERIFY(older.hasSession());
        older.type(u"tell me more"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 1);

        WireClient newer(server.url(sessionQuery(older.sessionId())));
        QTRY_VERIFY(newer.hasSession());
        QCOMPARE(newer.sessionId(), older.sessionId());
        QTRY_COMPARE(older.closeCode(), 4409);
        QVERIFY(!server.responder.lastAnswer());
        QTRY_COMPARE(server.server.callCount(), 1);
        QCOMPARE(server.registry.counts().active, 1);
        newer.type(u"still there"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
    }

    void whatTheOlderConnectionStillSendsIsIgnored()
    {
        TestServer server({.script = {}});
        WireClient older(server.url());
        QTRY_VERIFY(older.hasSession());
        WireClient newer(server.url(sessionQuery(older.sessionId())));
        connect(&newer.socket(), &QWebSocket::textMessageReceived, &older,
                [&] { older.type(u"I was here first"_s); });
        QTRY_VERIFY(newer.hasSession());
        QTRY_VERIFY(older.isClosed());
        QCOMPARE(server.responder.prompts().size(), 0);
    }

    void usersGetTheirOwnAnswers()
    {
        TestServer server;
        WireClient ada(server.url());
        WireClient ben(server.url());
        QTRY_VERIFY(ada.hasSession() && ben.hasSession());
        ada.type(u"apples"_s);
        ben.type(u"bananas"_s);
        QTRY_VERIFY(ada.heardOf(u"final_assistant_answer"_s));
        QTRY_VERIFY(ben.heardOf(u"final_assistant_answer"_s));
        QCOMPARE(ada.lastContent<protocol::FinalAssistantAnswer>(), u"You said: apples."_s);
        QCOMPARE(ben.lastContent<protocol::FinalAssistantAnswer>(), u"You said: bananas."_s);
        QVERIFY(ada.sessionId() != ben.sessionId());
    }

    void oneClientsNonsenseLeavesTheOthersAlone()
    {
        TestServer server;
        WireClient good(server.url());
        WireClient tooLarge(server.url());
        WireClient garbage(server.url());
        QTRY_VERIFY(good.hasSession() && tooLarge.hasSession() && garbage.hasSession());
        tooLarge.socket().sendBinaryMessage(QByteArray(2 * 1024 * 1024, 'x'));
        garbage.socket().sendTextMessage(u"\u0000{\"type\":"_s);
        garbage.socket().sendBinaryMessage(QByteArray(7, 'x'));
        QTRY_COMPARE(tooLarge.closeCode(), 1009);
        QTRY_VERIFY(garbage.heardOf(u"validation_error"_s));
        good.type(u"calm"_s);
        garbage.type(u"also calm"_s);
        QTRY_VERIFY(good.heardOf(u"final_assistant_answer"_s));
        QTRY_VERIFY(garbage.heardOf(u"final_assistant_answer"_s));
    }

    void aFullServerTurnsClientsAway()
    {
        TestServer::Options options;
        options.settings.maxSessions = 2;
        TestServer server(std::move(options));
        WireClient first(server.url());
        auto second = std::make_unique<WireClient>(server.url());
        QTRY_VERIFY(first.hasSession() && second->hasSession());
        WireClient third(server.url());
        QTRY_COMPARE(third.closeCode(), 4413);
        QVERIFY(third.socket().closeReason().contains(u"after_ms"));
        // A session that was used counts even if its client is away. A client may come back to its
        // session.
        const SessionId id = second->sessionId();
        second->type(u"hello"_s);
        QTRY_VERIFY(second->heardOf(u"final_assistant_answer"_s));
        second.reset();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        WireClient fourth(server.url());
        QTRY_COMPARE(fourth.closeCode(), 4413);
        WireClient back(server.url(sessionQuery(id)));
        QTRY_VERIFY(back.hasSession());
    }

    void pagesOfOtherSitesAreRefused()
    {
        TestServer server;
        WireClient foreign(server.url(), "https://evil.example");
        QTRY_VERIFY(foreign.isClosed());
        QCOMPARE(server.server.callCount(), 0);
    }

    void rapidConnectionsLeaveNothingBehind()
    {
        TestServer server;
        for (int i = 0; i < 200; ++i) {
            WireClient client(server.url());
            if (i % 4 != 0) {
                QTRY_VERIFY(client.isOpen());
            }
            if (i % 4 == 2)
                client.socket().close();
            if (i % 4 == 3)
                client.type(u"hello"_s);
        }
        QTRY_COMPARE(server.server.callCount(), 0);
        QTRY_COMPARE(server.registry.counts().active, 0);
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
    }

    void theEndIsToldToEverybodyAndTakesLessThanTwoSeconds()
    {
        TestServer server({.script = {}});
        WireClient first(server.url());
        WireClient second(server.url());
        QTRY_VERIFY(first.hasSession() && second.hasSession());
        first.type(u"question"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(u"Half an answer"_s);

        QSignalSpy ended(&server.server, &server::Server::ended);
        QElapsedTimer timer;
        timer.start();
        server.server.end();
        QVERIFY(ended.wait(2000));
        QVERIFY(timer.elapsed() < 2000);
        QTRY_COMPARE(first.closeCode(), 4412);
        QTRY_COMPARE(second.closeCode(), 4412);
        QCOMPARE(server.registry.counts().active, 0);
    }

    void theEndDoesNotWaitForASilentClient()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.socket().findChild<QTcpSocket *>()->disconnect();
        QSignalSpy ended(&server.server, &server::Server::ended);
        server.server.end();
        QVERIFY(ended.wait(2000));
    }

    void aSlowRecognizerDelaysNobody()
    {
        TestServer server({.recognizers = 1});
        server.ears->feeding.close();
        WireClient talker(server.url());
        WireClient typist(server.url());
        QTRY_VERIFY(talker.hasSession() && typist.hasSession());
        talker.speak(2s);
        QTRY_VERIFY(talker.heardOf(u"listening"_s) || talker.heardOf(u"waiting"_s));
        typist.type(u"quick"_s);
        QTRY_VERIFY(typist.heardOf(u"final_assistant_answer"_s));
        server.ears->feeding.open();
    }
};

HOLDLINE_TEST(TestServerCase)

} // namespace holdline::tst_server

#include "tst_server.moc"
