// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storeaccess.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_pipelinememory {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

speech::MemoryChange remindAt(WallTime due)
{
    speech::MemoryChange change;
    change.remind = {{u"Tea is ready."_s, due}};
    return change;
}

} // namespace

/// What a pipeline remembers of a conversation, and what it says without a question.
class TestPipelineMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- history

    void clearingTheHistoryForgetsAndStops()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"secret"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.send(protocol::TtsStart{});
        client.send(protocol::ClearHistory{});
        QTRY_VERIFY(client.heardOf(u"tts_interruption"_s));
        QTRY_COMPARE(client.story().last(), u"idle"_s);
        client.type(u"again"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QVERIFY(server.responder.prompts().last().context.isEmpty());
    }

    void anAnswerIsStoredAsSoonAsItIsComplete()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"hello"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        const auto kept = stored(*server.store, client.sessionId()); // as if the server crashed now
        QVERIFY(kept);
        QCOMPARE(kept->messages.last().text, u"You said: hello."_s);
    }

    void whatIsStoredIsCutWhereItWasHeard()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"hello"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.send(protocol::TtsStart{});
        client.send(protocol::ClearHistory{});
        client.type(u"again"_s);
        QTRY_COMPARE(client.all<protocol::FinalAssistantAnswer>().size(), 3);
        client.send(protocol::TtsStart{});
        client.type(u"never mind"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 3);
        const auto context = server.responder.prompts().last().context;
        QCOMPARE(context.size(), 1); // the user had heard nothing of the answer
        QCOMPARE(context.first().text, u"again"_s);
        QTRY_VERIFY(stored(*server.store, client.sessionId())->messages.contains(context.first()));
    }

    void whatWasAnsweredBeforeTheLineBrokeIsKept()
    {
        TestServer server({.script = {}});
        std::optional<SessionId> id;
        {
            WireClient client(server.url());
            QTRY_VERIFY(client.hasSession());
            id = client.sessionId();
            client.type(u"question"_s);
            QTRY_VERIFY(server.responder.lastAnswer());
            server.responder.lastAnswer()->add(u"Half of it. "_s);
            QTRY_VERIFY(client.heardOf(u"tts_chunk"_s));
        }
        QTRY_COMPARE(server.registry.counts().active, 0);
        QVERIFY(!server.responder.lastAnswer());
        WireClient client(server.url(u"session_id="_s + id->toString()));
        QTRY_VERIFY(client.hasSession());
        client.type(u"go on"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QCOMPARE(server.responder.prompts().last().context.last().text, u"Half of it."_s);
    }

    // ---- memory and reminders

    void whatAnAnswerRemembersIsKnownToTheNext()
    {
        TestServer server({.script = [](const speech::Prompt &) {
            ScriptedReply reply{.pieces = {u"Done."_s}};
            reply.change.remember = {{u"locker"_s, u"42"_s}};
            return reply;
        }});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"my locker is 42"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.type(u"what is my locker"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QCOMPARE(server.responder.prompts().last().memory.facts.value(u"locker"_s), u"42"_s);
    }

    void whatIsClearedIsNotRememberedEither()
    {
        TestServer server({.script = [](const speech::Prompt &) {
            ScriptedReply reply{.pieces = {u"Done."_s}};
            reply.change.remember = {{u"pin"_s, u"4711"_s}};
            return reply;
        }});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"my pin is 4711"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.send(protocol::ClearHistory{});
        client.type(u"what is my pin"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QVERIFY(server.responder.prompts().last().memory.facts.isEmpty());
    }

    void aReminderIsSpokenWhenItIsDue()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"remind me"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(u"I will."_s);
        server.responder.lastAnswer()->finish(remindAt(server.clock.wallTime() + 300ms));
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.send(protocol::TtsStart{});
        server.clock.advance(400ms);
        client.send(protocol::TtsStop{});
        client.startNewStory();
        QTRY_COMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), u"Tea is ready."_s);
        QVERIFY(!client.heardOf(u"final_user_request"_s));
        QVERIFY(client.heardOf(u"tts_chunk"_s));
        client.send(protocol::TtsStart{});
        client.send(protocol::TtsStop{});
        client.type(u"thanks"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QCOMPARE(server.responder.prompts().last().context.last().text, u"Tea is ready."_s);
        QVERIFY(server.responder.prompts().last().memory.reminders.isEmpty());
    }

    void whatAToolHasSetSurvivesAnInterruptedAnswer()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"remind me"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        const auto change = remindAt(server.clock.wallTime() + 60s);
        server.responder.lastAnswer()->callTools(change);
        client.type(u"wait"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QCOMPARE(server.responder.prompts().last().memory.reminders, change.remind);
        QCOMPARE(server.responder.prompts().first().askedAt, server.clock.wallTime());
    }

    void aReminderWaitsUntilNobodySpeaks()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"remind me"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(u"I will. "_s);
        QTRY_VERIFY(client.heardOf(u"tts_chunk"_s));
        client.send(protocol::TtsStart{});
        server.responder.lastAnswer()->finish(remindAt(server.clock.wallTime() - 1s));
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.socket().ping();
        QSignalSpy pong(&client.socket(), &QWebSocket::pong);
        QVERIFY(pong.wait());
        QCOMPARE(server.voice->spoken(), QStringList{u"I will."_s});
        client.send(protocol::TtsStop{});
        QTRY_COMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), u"Tea is ready."_s);
    }

    void aReminderThatCameDueMeanwhileIsSpokenOnReturn()
    {
        TestServer server({.script = {}});
        std::optional<SessionId> id;
        {
            WireClient client(server.url());
            QTRY_VERIFY(client.hasSession());
            id = client.sessionId();
            client.type(u"remind me"_s);
            QTRY_VERIFY(server.responder.lastAnswer());
            server.responder.lastAnswer()->add(u"I will."_s);
            server.responder.lastAnswer()->finish(remindAt(server.clock.wallTime() + 60s));
            QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        }
        QTRY_COMPARE(server.registry.counts().active, 0);
        server.clock.advance(90s);
        WireClient client(server.url(u"session_id="_s + id->toString()));
        QTRY_COMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), u"Tea is ready."_s);
        QCOMPARE(client.story().mid(0, 2), (QStringList{u"session_restored"_s, u"session_id"_s}));
    }
};

HOLDLINE_TEST(TestPipelineMemory)

} // namespace holdline::tst_pipelinememory

#include "tst_pipelinememory.moc"
