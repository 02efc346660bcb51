// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatcodec.h"

#include "speech/service/servicetrouble.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_chatcodec {

using namespace speech;
using namespace Qt::StringLiterals;

class TestChatCodec : public QObject
{
    Q_OBJECT

    static ChatSettings settings(int contextTokens = 4000)
    {
        return {.base = QUrl(u"http://127.0.0.1:11434/v1"_s),
                .model = u"llama3.2"_s,
                .instructions = u"Be brief."_s,
                .contextTokens = contextTokens};
    }

    static Prompt prompt()
    {
        return {.text = u"And now?"_s,
                .context = {{Role::User, u"What is a train?"_s, {}},
                            {Role::Assistant, u"A vehicle on rails."_s, {}}},
                .memory = {.facts = {{u"my seat"_s, u"42"_s}}, .reminders = {}},
                .now = WallTime(std::chrono::seconds(1795248000)),
                .utcOffsetSeconds = 3600};
    }

    static QJsonArray messagesOf(const QByteArray &request)
    {
        return QJsonDocument::fromJson(request).object()["messages"_L1].toArray();
    }

    static QStringList contentsOf(const QByteArray &request)
    {
        QStringList contents;
        for (const QJsonValue &message : messagesOf(request))
            contents.append(message["role"_L1].toString() + u": "_s
                            + message["content"_L1].toString());
        return contents;
    }

private Q_SLOTS:
    void asksWithInstructionsConversationAndQuestion()
    {
        const QByteArray request = encodeChatRequest(settings(), prompt());
        const QJsonObject object = QJsonDocument::fromJson(request).object();
        QCOMPARE(object["model"_L1].toString(), u"llama3.2"_s);
        QCOMPARE(object["stream"_L1].toBool(), true);
        QCOMPARE(
            contentsOf(request),
            (QStringList{u"system: Be brief. It is Saturday, 21 November 2026, 09:00. The user "
                         "asked you to remember: my seat: 42."_s,
                         u"user: What is a train?"_s, u"assistant: A vehicle on rails."_s,
                         u"user: And now?"_s}));
    }

    void speaksAsThePersonaThatTheUserChose_data()
    {
        QTest::addColumn<bool>("ours");
        QTest::addColumn<QString>("beginning");
        QTest::newRow("our instructions")
            << true << u"system: You are Coach, the voice assistant of the app Holdline. "_s;
        QTest::newRow("the operator's instructions")
            << false << u"system: Be brief. Answer in German. Ask one question. It is Sat"_s;
    }

    void speaksAsThePersonaThatTheUserChose()
    {
        QFETCH(bool, ours);
        QFETCH(QString, beginning);
        ChatSettings service = settings();
        if (ours)
            service.instructions.clear();
        Prompt asked = prompt();
        asked.persona = u"Coach"_s;
        asked.instructions = u"Ask one question."_s;
        asked.language = u"de-AT"_s;
        const QString system = contentsOf(encodeChatRequest(service, asked)).first();
        QVERIFY2(system.startsWith(beginning), qPrintable(system));
        QVERIFY2(system.contains(u"German"_s), qPrintable(system));
        QVERIFY2(system.contains(u". Ask one question. It is "_s), qPrintable(system));
        QVERIFY2(!system.contains(u'%'), qPrintable(system));
    }

    void isNovaWhoSpeaksTheLanguageOfTheUser()
    {
        ChatSettings service = settings();
        service.instructions.clear();
        const QString system = contentsOf(encodeChatRequest(service, prompt())).first();
        QVERIFY2(system.startsWith(u"system: You are Nova, "_s), qPrintable(system));
        QVERIFY2(system.contains(u"in the language of the user"_s), qPrintable(system));
    }

    void leavesOutTheOldestThatDoesNotFit()
    {
        Prompt many = prompt();
        many.context.clear();
        for (int i = 0; i < 100; ++i)
            many.context.append(
                {Role::User, u"message %1 %2"_s.arg(i).arg(QString(300, u'x')), {}});
        const QStringList contents = contentsOf(encodeChatRequest(settings(1000), many));
        QVERIFY2(contents.size() > 5 && contents.size() < 12, qPrintable(contents.join(u'\n')));
        QVERIFY(contents.at(contents.size() - 2).startsWith(u"user: message 99"_s));
        QCOMPARE(contents.last(), u"user: And now?"_s);
    }

    void asksToContinueAnAnswerThatWasCutOff()
    {
        Prompt cut = prompt();
        cut.prefix = u"Now the train"_s;
        const QStringList contents = contentsOf(encodeChatRequest(settings(), cut));
        QCOMPARE(contents.at(contents.size() - 2), u"assistant: Now the train"_s);
        QVERIFY(contents.last().contains(u"Continue"_s));
    }

    void offersToolsAndTellsWhatTheyReturned()
    {
        const ToolCall right{.id = u"a"_s, .name = u"tell_time"_s, .arguments = u"{\"x\":1}"_s};
        const ToolCall wrong{.id = u"b"_s, .name = u"tell_time"_s, .arguments = u"{"_s};
        const ToolRound round{
            .text = u"Let me see."_s, .calls = {right, wrong}, .results = {u"Noon"_s, u"Error"_s}};
        const QByteArray request = encodeChatRequest(
            settings(), prompt(), {.offersTools = true, .rounds = {round}, .said = u"It is"_s});
        const QJsonObject object = QJsonDocument::fromJson(request).object();
        QStringList names;
        for (const QJsonValue &tool : object["tools"_L1].toArray()) {
            QCOMPARE(tool["type"_L1].toString(), u"function"_s);
            QCOMPARE(tool["function"_L1]["parameters"_L1]["type"_L1].toString(), u"object"_s);
            names += tool["function"_L1]["name"_L1].toString();
        }
        QVERIFY(names.contains(u"set_reminder"_s) && names.contains(u"calculate"_s));

        const QStringList contents = contentsOf(request);
        QCOMPARE(contents.sliced(3, 5),
                 (QStringList{u"user: And now?"_s, u"assistant: Let me see."_s, u"tool: Noon"_s,
                              u"tool: Error"_s, u"assistant: It is"_s}));
        const QJsonArray messages = messagesOf(request);
        const QJsonValue calls = messages[4]["tool_calls"_L1];
        QCOMPARE(calls[0]["function"_L1]["arguments"_L1].toString(), right.arguments);
        QCOMPARE(calls[1]["function"_L1]["arguments"_L1].toString(), u"{}"_s);
        QCOMPARE(messages[5]["tool_call_id"_L1].toString(), u"a"_s);
        QCOMPARE(messages[6]["tool_call_id"_L1].toString(), u"b"_s);
    }

    void offersNoToolsUnlessAsked()
    {
        QVERIFY(!encodeChatRequest(settings(), prompt()).contains("tools"));
    }

    void readsCallsOfTools_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ToolCallPiece>("call");
        QTest::newRow("streamed")
            << QByteArray(R"({"choices":[{"delta":{"tool_calls":[{"index":1,"id":"a",)"
                          "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}]}}]}")
            << ToolCallPiece{.index = 1, .id = u"a"_s, .name = u"f"_s, .arguments = u"{\"x"_s};
        QTest::newRow("more of the arguments")
            << QByteArray(R"({"choices":[{"delta":{"tool_calls":[{"index":0,)"
                          "\"function\":{\"arguments\":\"\\\":1}\"}}]}}]}")
            << ToolCallPiece{.index = 0, .arguments = u"\":1}"_s};
        QTest::newRow("not streamed, arguments as an object")
            << QByteArray(R"({"choices":[{"message":{"content":null,"tool_calls":[{"id":"a",)"
                          R"("function":{"name":"f","arguments":{"x":1}}}]}}]})")
            << ToolCallPiece{.id = u"a"_s, .name = u"f"_s, .arguments = u"{\"x\":1}"_s};
        QTest::newRow("nonsense") << QByteArray(R"({"choices":[{"delta":{"tool_calls":[7]}}]})")
                                  << ToolCallPiece{};
    }

    void readsCallsOfTools()
    {
        QFETCH(QByteArray, json);
        QFETCH(ToolCallPiece, call);
        const auto piece = decodeChatPiece(json);
        QVERIFY(piece);
        QCOMPARE(piece.value().calls, QList{call});
    }

    void readsPieces_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isLast");

        QTest::newRow("a piece") << QByteArray(R"({"choices":[{"delta":{"content":"Hi"}}]})")
                                 << u"Hi"_s << false;
        QTest::newRow("the role first")
            << QByteArray(R"({"choices":[{"delta":{"role":"assistant","content":null}}]})")
            << QString() << false;
        QTest::newRow("the end") << QByteArray(
            R"({"choices":[{"delta":{},"finish_reason":"stop"}]})")
                                 << QString() << true;
        QTest::newRow("figures of use")
            << QByteArray(R"({"choices":[],"usage":{}})") << QString() << false;
        QTest::newRow("not streamed")
            << QByteArray(R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})")
            << u"Hi"_s << true;
    }

    void readsPieces()
    {
        QFETCH(QByteArray, json);
        const auto piece = decodeChatPiece(json);
        QVERIFY(piece);
        QTEST(piece.value().text, "text");
        QTEST(piece.value().isLast, "isLast");
    }

    void refusesWhatIsNoPiece_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             {"", "{", "[]", "{}", R"({"choices":7})", R"({"error":"x"})", "\xff"})
            QTest::newRow(json) << QByteArray(json);
    }

    void refusesWhatIsNoPiece()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!decodeChatPiece(json));
    }

    void findsTheMessageOfAnError()
    {
        QCOMPARE(serviceErrorIn(R"({"error":{"message":"model\n not found"}})", {}),
                 u"model not found"_s);
        QCOMPARE(serviceErrorIn(R"({"error":"no such model"})", {}), u"no such model"_s);
        QCOMPARE(serviceErrorIn("<html>", {}), QString());
        QCOMPARE(serviceErrorIn("{\"error\":\"" + QByteArray(1000, 'x') + "\"}", {}).size(), 200);
        // Not cut before, because half a key is half a secret.
        const QString filler(190, u'x');
        QCOMPARE(serviceErrorIn("{\"error\":\"" + filler.toUtf8() + " sk-half-and-half\"}",
                                "sk-half-and-half"),
                 filler + u" [key]"_s);
    }
};

HOLDLINE_TEST(TestChatCodec)

} // namespace holdline::tst_chatcodec

#include "tst_chatcodec.moc"
