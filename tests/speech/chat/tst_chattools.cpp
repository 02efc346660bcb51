// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/assistantresponder.h"
#include "speech/chat/toolloop.h"
#include "support/chatdesk.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_chattools {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A model beside the built-in skills.
struct Assistant
{
    Clock clock{};
    ScriptedService service{};
    AssistantResponder responder{clock, {.patience = 100ms}};
    std::unique_ptr<Answer> answer{};
    QString text{}; ///< of the newest answer
    QString reason{}; ///< why it has failed
    MemoryChange change{}; ///< of all answers
    bool isOver = false;

    bool open()
    {
        if (!service.listen())
            return false;
        responder.setModel({.base = service.base(), .model = u"tiny"_s});
        return true;
    }

    void ask(const QString &question)
    {
        text.clear();
        isOver = false;
        answer = responder.respond({.text = question});
        QObject::connect(answer.get(), &Answer::textAdded, answer.get(),
                         [this](const QString &added) { text += added; });
        const auto note = [this](const MemoryChange &made) { change.add(made); };
        QObject::connect(answer.get(), &Answer::toolsCalled, answer.get(), note);
        QObject::connect(answer.get(), &Answer::finished, answer.get(), note);
        QObject::connect(answer.get(), &Answer::finished, answer.get(), [this] { isOver = true; });
        QObject::connect(answer.get(), &Answer::failed, answer.get(),
                         [this](const QString &why) { reason = why; });
    }
};

} // namespace

/// Tests a language model that calls our skills as tools, or should do so.
class TestChatTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- tools

    void callsATool_data()
    {
        QTest::addColumn<QByteArray>("reply");
        const QByteArray arguments = R"({"seconds":600,"sentence":"Der Tee ist fertig: 3 €."})";
        QTest::newRow("at once") << ScriptedService::calling("set_reminder", arguments);
        QTest::newRow("character by character") << ScriptedService::calling(
            "set_reminder", QByteArray(arguments).replace("€", "EUR"), 1);
        QTest::newRow("not streamed") << ScriptedService::withStatus(
            200,
            R"({"choices":[{"message":{"tool_calls":[{"id":"call_abc","function":{)"
            "\"name\":\"set_reminder\",\"arguments\":\"{\\\"seconds\\\":600}\"}}]},\"finish_"
            "reason\":\"stop\"}]}");
    }

    void callsATool()
    {
        QFETCH(QByteArray, reply);
        for (const qsizetype step : {qsizetype(1), qsizetype(7), reply.size()}) {
            ChatDesk desk;
            QVERIFY(desk.open());
            desk.service.add({.bytes = reply, .bytesAtOnce = step});
            desk.service.add({.bytes = ScriptedService::streamed({"In ten minutes."})});
            desk.ask();
            QTRY_VERIFY(desk.isOver);
            QVERIFY2(!desk.isFailed, qPrintable(desk.reason));
            QCOMPARE(desk.text, u"In ten minutes."_s);
            QCOMPARE(desk.change.remind.size(), 1);
            QCOMPARE(desk.service.requests().size(), 2);
            const QByteArray second = desk.service.requests().last().body;
            QVERIFY(second.contains(R"("tool_call_id":"call_abc")"));
            QVERIFY(second.contains("It is set and due in 10 minutes."));
        }
    }

    void speaksBesideItsCalls()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        QByteArray first = ScriptedService::streamed({"Let me see."}, false);
        first += ScriptedService::calling("tell_time", "{}").split('\r').last().trimmed();
        desk.service.add({.bytes = first});
        desk.service.add({.bytes = ScriptedService::streamed({"It is ", "noon."})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"Let me see. It is noon."_s);
    }

    void tellsTheModelThatACallWasWrong()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::calling("set_reminder", R"({"seconds":)")});
        desk.service.add({.bytes = ScriptedService::calling("taxi", "{}")});
        desk.service.add({.bytes = ScriptedService::streamed({"I cannot."})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"I cannot."_s);
        QCOMPARE(desk.change, MemoryChange());
        const QByteArray last = desk.service.requests().last().body;
        QVERIFY(last.contains("the arguments are not a JSON object"));
        QVERIFY(last.contains("there is no such tool"));
    }

    void endsCallsThatNeverEnd()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        for (int i = 0; i < 20; ++i)
            desk.service.add({.bytes = ScriptedService::calling("tell_time", "{}")});
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QCOMPARE(desk.service.requests().size(), ToolLoop::kMostRounds + 1);
        QVERIFY(!desk.service.requests().last().body.contains(R"("tools":)"));
    }

    void callsNothingTwiceWhenItIsCutOff()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        const QByteArray call = ScriptedService::calling("set_reminder", R"({"seconds":60})");
        desk.service.add({.bytes = call.left(call.indexOf("finish_reason"))}); // no call yet
        desk.service.add({.bytes = call});
        desk.service.add({.bytes = ScriptedService::streamed({"It "}, false)});
        desk.service.add({.bytes = ScriptedService::streamed({"is set."})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"It is set."_s);
        QCOMPARE(desk.change.remind.size(), 1);
    }

    void tellsWhatWasDoneEvenIfTheModelDoesNot()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::calling("set_reminder", R"({"seconds":60})")});
        desk.service.add({.bytes = ScriptedService::streamed({})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QVERIFY(!desk.isFailed);
        QCOMPARE(desk.text, u"It is set and due in 1 minute."_s);
    }

    void asksAgainWithoutToolsThatAreRefused_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("as Ollama")
            << 400 << QByteArray(R"({"error":{"message":"does not support tools"}})");
        QTest::newRow("as llama.cpp")
            << 500 << QByteArray(R"({"error":{"message":"tools param requires --jinja flag"}})");
        QTest::newRow("without a reason") << 422 << QByteArray("{}");
    }

    void asksAgainWithoutToolsThatAreRefused()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::withStatus(status, body)});
        desk.service.add({.bytes = ScriptedService::streamed({"A vehicle."})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"A vehicle."_s);
        const auto requests = desk.service.requests();
        QCOMPARE(requests.size(), 2);
        QVERIFY(requests.first().body.contains(R"("tools":)"));
        QVERIFY(!requests.last().body.contains(R"("tools":)"));
        QVERIFY(!desk.model->offersTools());
    }

    void blamesTheToolsForNothingElse()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        for (int i = 0; i < 2; ++i)
            desk.service.add({.bytes = ScriptedService::withStatus(400, R"({"error":"no"})")});
        expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QCOMPARE(desk.service.requests().size(), 2);
        QVERIFY(desk.model->offersTools());
    }

    void tellsWhatWasDoneBeforeTheModelFailed()
    {
        Assistant desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::calling("set_reminder", R"({"seconds":60})")});
        desk.service.add({.bytes = ScriptedService::withStatus(401, {})});
        expectFailure();
        desk.ask(u"tell me when I should call Anna"_s);
        QTRY_VERIFY(!desk.reason.isEmpty());
        QCOMPARE(desk.text, u"It is set and due in 1 minute."_s);
        QCOMPARE(desk.reason, u"The language service does not accept our key."_s);
        QCOMPARE(desk.change.remind.size(), 1);
    }

    // ---- beside the built-in skills

    void skillsAnswerCommandsThatTheModelDoesNotCallToolsFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isCommand");
        QTest::newRow("a timer") << u"set a timer for ten seconds"_s << true;
        QTest::newRow("a fact") << u"remember that my seat is 42"_s << true;
        QTest::newRow("the time") << u"what time is it"_s << true;
        QTest::newRow("a calculation") << u"what is twelve times seven"_s << true;
        QTest::newRow("small talk") << u"hello"_s << false;
        QTest::newRow("a question") << u"what is a train"_s << false;
        QTest::newRow("a question about time") << u"how much time do dogs sleep"_s << false;
    }

    void skillsAnswerCommandsThatTheModelDoesNotCallToolsFor()
    {
        QFETCH(QString, text);
        QFETCH(bool, isCommand);
        Assistant desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::streamed({"from ", "the model"})});
        desk.ask(text);
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text != u"from the model"_s, isCommand);
        QVERIFY(!desk.text.isEmpty());
        QCOMPARE(desk.service.requests().size(), 1);
    }

    void skillsAnswerCommandsForAModelWithoutTools()
    {
        Assistant desk;
        QVERIFY(desk.open());
        desk.service.add(
            {.bytes = ScriptedService::withStatus(400, R"({"error":"does not support tools"})")});
        desk.service.add({.bytes = ScriptedService::streamed({"Hi."})});
        desk.ask(u"hello"_s);
        QTRY_COMPARE(desk.text, u"Hi."_s);
        desk.ask(u"set a timer for ten seconds"_s);
        QTRY_COMPARE(desk.change.remind.size(), 1);
        QCOMPARE(desk.service.requests().size(), 2); // the model was not asked
    }

    void aModelThatCallsNoToolForACommandIsNotAskedAgain()
    {
        Assistant desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::streamed({"Okay, it is set!"})});
        desk.ask(u"set a timer for ten seconds"_s);
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"The timer is set for 10 seconds."_s);
        QCOMPARE(desk.change.remind.size(), 1);
        desk.ask(u"set a timer for one minute"_s);
        QTRY_COMPARE(desk.change.remind.size(), 2);
        QCOMPARE(desk.service.requests().size(), 1);
    }

    void theModelAnswersACommandWithATool()
    {
        Assistant desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::calling("set_reminder", R"({"seconds":10})")});
        desk.service.add({.bytes = ScriptedService::streamed({"Gern, in zehn Sekunden."})});
        desk.ask(u"set a timer for ten seconds"_s);
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"Gern, in zehn Sekunden."_s);
        QCOMPARE(desk.change.remind.size(), 1);
        // From now on, its words alone are trusted where nothing is to be done.
        desk.service.add({.bytes = ScriptedService::streamed({"Vier."})});
        desk.ask(u"what is two plus two"_s);
        QTRY_COMPARE(desk.text, u"Vier."_s);
    }

    void skillsAnswerCommandsWhenTheModelFails_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("broken") << ScriptedService::withStatus(503, {});
        QTest::newRow("silent") << QByteArray();
    }

    void skillsAnswerCommandsWhenTheModelFails()
    {
        QFETCH(QByteArray, reply);
        Assistant desk;
        QVERIFY(desk.open());
        if (reply.isEmpty())
            desk.service.add({.bytes = {}, .staysOpen = true});
        for (int i = 0; i < 2; ++i)
            desk.service.add({.bytes = reply});
        if (!reply.isEmpty())
            expectFailure();
        desk.ask(u"set a timer for ten seconds"_s);
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.text, u"The timer is set for 10 seconds."_s);
        QCOMPARE(desk.change.remind.size(), 1);
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }
};

HOLDLINE_TEST(TestChatTools)

} // namespace holdline::tst_chattools

#include "tst_chattools.moc"
