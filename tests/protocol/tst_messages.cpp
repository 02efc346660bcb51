// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/messages.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_messages {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
const QString kUuid = u"0f8fad5b-d9cb-469f-a165-70867728950e"_s;
const SessionId kId = *SessionId::parse(kUuid);
/// 2026-01-31 12:00:00.250 UTC
const WallTime kNoon(std::chrono::sys_days(std::chrono::year(2026) / 1 / 31)
                     + std::chrono::hours(12) + Duration(250));
} // namespace

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientMessagesSurviveTheWire_data()
    {
        QTest::addColumn<ClientMessage>("message");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("first sample plays")
            << ClientMessage(TtsStart{}) << QByteArray(R"({"type":"tts_start"})");
        QTest::newRow("buffer ran dry")
            << ClientMessage(TtsStop{}) << QByteArray(R"({"type":"tts_stop"})");
        QTest::newRow("forget everything")
            << ClientMessage(ClearHistory{}) << QByteArray(R"({"type":"clear_history"})");
        QTest::newRow("fast turns")
            << ClientMessage(SetSpeed{0}) << QByteArray(R"({"speed":0,"type":"set_speed"})");
        QTest::newRow("patient turns")
            << ClientMessage(SetSpeed{100}) << QByteArray(R"({"speed":100,"type":"set_speed"})");
        QTest::newRow("typed, not only ASCII")
            << ClientMessage(TextMessage{u"Grüße 👋 'quoted'\n"_s})
            << QByteArray("{\"text\":\"Grüße 👋 'quoted'\\n\",\"type\":\"text\"}");
        QTest::newRow("typed, with an id")
            << ClientMessage(TextMessage{u"hello"_s, QString(kMaxIdLength, u'~')})
            << QByteArray(R"({"type":"text","text":"hello","id":"%1"})")
                   .replace("%1", QByteArray(64, '~'));
        QTest::newRow("answer stopped")
            << ClientMessage(Interrupt{4294967295U, kMaxSeq})
            << QByteArray(
                   R"({"type":"interrupt","utterance":4294967295,"position":9007199254740991})");
        QTest::newRow("call begins")
            << ClientMessage(CallRequest{true}) << QByteArray(R"({"type":"call","state":"start"})");
        QTest::newRow("call ends")
            << ClientMessage(CallRequest{false}) << QByteArray(R"({"type":"call","state":"end"})");
        QTest::newRow("new conversation")
            << ClientMessage(NewConversation{})
            << QByteArray(R"({"type":"conversation","action":"new"})");
        QTest::newRow("a conversation is set aside")
            << ClientMessage(SetAside{false})
            << QByteArray(R"({"type":"conversation","action":"set_aside"})");
        QTest::newRow("a conversation is set aside with what was remembered")
            << ClientMessage(SetAside{true})
            << QByteArray(R"({"type":"conversation","action":"set_all_aside"})");
        QTest::newRow("a conversation is taken back")
            << ClientMessage(TakeBack{})
            << QByteArray(R"({"type":"conversation","action":"take_back"})");
        QTest::newRow("a conversation that was set aside is forgotten")
            << ClientMessage(ForgetAside{})
            << QByteArray(R"({"type":"conversation","action":"forget_aside"})");
        QTest::newRow("an unfinished turn is discarded")
            << ClientMessage(DiscardTurn{}) << QByteArray(R"({"type":"discard_turn"})");
        QTest::newRow("typed, as long as allowed")
            << ClientMessage(TextMessage{QString(kMaxTextLength, u'x')}) << QByteArray();
    }

    void clientMessagesSurviveTheWire()
    {
        QFETCH(ClientMessage, message);
        QFETCH(QByteArray, json);
        const QByteArray encoded = encode(message);
        if (!json.isEmpty())
            QCOMPARE(QJsonDocument::fromJson(encoded), QJsonDocument::fromJson(json));
        const auto decoded = decodeClientMessage(encoded);
        QVERIFY(decoded);
        QVERIFY(decoded.value() == message);
    }

    void serverMessagesSurviveTheWire_data()
    {
        QTest::addColumn<ServerMessage>("message");
        QTest::addColumn<QByteArray>("json");
        const auto content = [](const char *type, const char *text) {
            return QJsonDocument(QJsonObject{{u"type"_s, QString::fromLatin1(type)},
                                             {u"content"_s, QString::fromUtf8(text)}})
                .toJson();
        };
        QTest::newRow("hearing") << ServerMessage(PartialUserRequest{u"what is"_s})
                                 << content("partial_user_request", "what is");
        QTest::newRow("heard") << ServerMessage(FinalUserRequest{u"what is this"_s})
                               << content("final_user_request", "what is this");
        QTest::newRow("answering") << ServerMessage(PartialAssistantAnswer{u"It"_s})
                                   << content("partial_assistant_answer", "It");
        QTest::newRow("answered") << ServerMessage(FinalAssistantAnswer{u"It is."_s})
                                  << content("final_assistant_answer", "It is.");
        QTest::newRow("speech") << ServerMessage(TtsChunk{QByteArray::fromHex("ff7f0080")})
                                << content("tts_chunk", "/38AgA==");
        QTest::newRow("stop") << ServerMessage(StopTts{}) << content("stop_tts", "");
        QTest::newRow("interruption")
            << ServerMessage(TtsInterruption{}) << content("tts_interruption", "");
        QTest::newRow("new session") << ServerMessage(SessionAssigned{kId})
                                     << QByteArray(R"({"type":"session_id","session_id":"%1"})")
                                            .replace("%1", kUuid.toLatin1());
        QTest::newRow("old session")
            << ServerMessage(SessionRestored{kId, 12})
            << QByteArray(R"({"type":"session_restored","message_count":12,"session_id":"%1"})")
                   .replace("%1", kUuid.toLatin1());
        QTest::newRow("refusal")
            << ServerMessage(ValidationError{{{u"speed"_s, u"too fast"_s}}})
            << QByteArray(
                   R"({"type":"validation_error","errors":[{"field":"speed","message":"too fast"}]})");
        QTest::newRow("waits for a recogniser")
            << ServerMessage(Activity{Activity::State::Waiting})
            << QByteArray(R"({"type":"activity","state":"waiting"})");
        addOfV1();
    }

    void serverMessagesSurviveTheWire()
    {
        QFETCH(ServerMessage, message);
        QFETCH(QByteArray, json);
        const QByteArray encoded = encode(message);
        QCOMPARE(QJsonDocument::fromJson(encoded), QJsonDocument::fromJson(json));
        const auto decoded = decodeServerMessage(json);
        QVERIFY(decoded);
        QVERIFY(decoded.value() == message);
    }

    void plainMessagesCarryNothingOfV1()
    {
        QCOMPARE(encode(ClientMessage(TextMessage{u"a"_s})), R"({"text":"a","type":"text"})");
        QCOMPARE(encode(ServerMessage(FinalUserRequest{u"a"_s})),
                 R"({"content":"a","type":"final_user_request"})");
        QCOMPARE(encode(ServerMessage(FinalAssistantAnswer{u"a"_s})),
                 R"({"content":"a","type":"final_assistant_answer"})");
    }

    void refusesAndNamesTheField_data()
    {
        QTest::addColumn<bool>("fromClient");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        const auto client = [](const char *row, const QByteArray &json, const char *field) {
            QTest::newRow(row) << true << json << QString::fromLatin1(field);
        };
        const auto server = [](const char *row, const QByteArray &json, const char *field) {
            QTest::newRow(row) << false << json << QString::fromLatin1(field);
        };
        client("nothing", "", "message");
        client("garbage", "\x01\x02{{{", "message");
        client("invalid UTF-8", "{\"type\":\"text\",\"text\":\"\xff\xfe\"}", "message");
        client("cut short", "{\"type\":\"te", "message");
        client("a list", R"([{"type":"tts_start"}])", "message");
        client("nested without end", QByteArray(100000, '['), "message");
        client("nested inside a field",
               QByteArray(R"({"type":"text","text":%1})")
                   .replace("%1", QByteArray(40, '[') + QByteArray(40, ']')),
               "message");
        client("no type", R"({"speed":3})", "type");
        client("type of the wrong type", R"({"type":7})", "type");
        client("unknown type of a client", R"({"type":"shutdown"})", "type");
        client("no speed", R"({"type":"set_speed"})", "speed");
        client("speed as text", R"({"type":"set_speed","speed":"9"})", "speed");
        client("speed below", R"({"type":"set_speed","speed":-1})", "speed");
        client("speed above", R"({"type":"set_speed","speed":101})", "speed");
        client("speed beyond any int", R"({"type":"set_speed","speed":1e300})", "speed");
        client("no text", R"({"type":"text"})", "text");
        client("blank text", R"({"type":"text","text":"   "})", "text");
        client("text as a list", R"({"type":"text","text":["a"]})", "text");
        client("5 001 characters",
               QByteArray(R"({"type":"text","text":"%1"})")
                   .replace("%1", QByteArray(kMaxTextLength + 1, 'x')),
               "text");
        client("id as a number", R"({"type":"text","text":"a","id":7})", "id");
        client("id of 65 characters",
               QByteArray(R"({"type":"text","text":"a","id":"%1"})")
                   .replace("%1", QByteArray(kMaxIdLength + 1, 'x')),
               "id");
        client("utterance 0", R"({"type":"interrupt","utterance":0,"position":0})", "utterance");
        client("no position", R"({"type":"interrupt","utterance":1})", "position");
        client("negative position", R"({"type":"interrupt","utterance":1,"position":-1})",
               "position");
        client("call of no state", R"({"type":"call"})", "state");
        client("call of an unknown state", R"({"type":"call","state":"hold"})", "state");
        client("unknown action", R"({"type":"conversation","action":"open"})", "action");
        server("content missing", R"({"type":"final_user_request"})", "content");
        server("speech that is no base64", R"({"type":"tts_chunk","content":"%%%%"})", "content");
        server("half a sample", R"({"type":"tts_chunk","content":"AAAA"})", "content");
        server("empty speech", R"({"type":"tts_chunk","content":""})", "content");
        server("session without id", R"({"type":"session_id"})", "session_id");
        server("session id of nonsense", R"({"type":"session_id","session_id":"x"})", "session_id");
        server("restored without count",
               QByteArray(R"({"type":"session_restored","session_id":"%1"})")
                   .replace("%1", kUuid.toLatin1()),
               "message_count");
        server("negative count",
               QByteArray(R"({"type":"session_restored","message_count":-1,"session_id":"%1"})")
                   .replace("%1", kUuid.toLatin1()),
               "message_count");
        server("errors missing", R"({"type":"validation_error"})", "errors");
        server("unknown activity", R"({"type":"activity","state":"dancing"})", "state");
        server("final id with a space", R"({"type":"final_user_request","content":"","id":"a b"})",
               "id");
        server("final at local time",
               R"({"type":"final_assistant_answer","content":"","at":"2026-01-31T12:00:00"})",
               "at");
        server("final with a number as its rest",
               R"({"type":"final_assistant_answer","content":"","unheard":1})", "unheard");
        server("speech of no message", R"({"type":"tts_begin","utterance":1})", "message");
        server("speech of no utterance", R"({"type":"tts_begin","message":"m"})", "utterance");
        server("half a sample in all",
               R"({"type":"tts_end","utterance":1,"samples":1.5,"marks":[]})", "samples");
        server("no marks", R"({"type":"tts_end","utterance":1,"samples":1})", "marks");
        server("mark before the first character",
               R"({"type":"tts_end","utterance":1,"samples":1,"marks":[{"char":-1,"position":0}]})",
               "marks.char");
        server("unknown status", R"({"type":"call.status_changed","status":"held","reason":""})",
               "status");
        server("reason as a sentence",
               R"({"type":"call.status_changed","status":"ended","reason":"too late"})", "reason");
        server("error without a code", R"({"type":"error","message":"","recoverable":true})",
               "code");
        server("recoverable as a number",
               R"({"type":"error","code":"x","message":"","recoverable":1})", "recoverable");
        server("unknown type of a server", R"({"type":"shutdown"})", "type");
    }

    void refusesAndNamesTheField()
    {
        QFETCH(bool, fromClient);
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto client = decodeClientMessage(json);
        const auto server = decodeServerMessage(json);
        QVERIFY(fromClient ? !client : !server);
        const ValidationError &error = fromClient ? client.error() : server.error();
        QCOMPARE(error.errors.size(), 1);
        QCOMPARE(error.errors.first().field, field);
        QVERIFY(!error.errors.first().message.isEmpty());
    }

    void bracketsInsideTextAreNoNesting()
    {
        const QString text = QString(200, u'[') + u"\\\""_s + QString(200, u'{');
        const auto decoded = decodeClientMessage(encode(ClientMessage(TextMessage{text})));
        QVERIFY(decoded);
        QCOMPARE(std::get<TextMessage>(decoded.value()).text, text);
    }

    void ignoresMembersItDoesNotKnow()
    {
        QVERIFY(decodeClientMessage(R"({"type":"tts_start","hl":{"s":1},"extra":null})"));
    }

private:
    static void addOfV1();
};

void TestMessages::addOfV1()
{
    QTest::newRow("heard, with id and time")
        << ServerMessage(FinalUserRequest{u"what"_s, u"t1"_s, kNoon})
        << QByteArray(
               R"({"type":"final_user_request","content":"what","id":"t1","at":"2026-01-31T12:00:00.250Z"})");
    QTest::newRow("answered, with id and time")
        << ServerMessage(FinalAssistantAnswer{u"It."_s, u"m2"_s, kNoon})
        << QByteArray(
               R"({"type":"final_assistant_answer","content":"It.","id":"m2","at":"2026-01-31T12:00:00.250Z"})");
    QTest::newRow("interrupted, with the rest")
        << ServerMessage(FinalAssistantAnswer{u"It"_s, u"m2"_s, kNoon, u" is nine."_s})
        << QByteArray(
               R"({"type":"final_assistant_answer","content":"It","id":"m2","at":"2026-01-31T12:00:00.250Z","unheard":" is nine."})");
    QTest::newRow("speech begins")
        << ServerMessage(TtsBegin{1, u"m2"_s})
        << QByteArray(R"({"type":"tts_begin","utterance":1,"message":"m2"})");
    QTest::newRow("speech ends")
        << ServerMessage(TtsEnd{4294967295U, kMaxSeq, {{0, 0}, {17, 48000}}})
        << QByteArray(
               R"({"type":"tts_end","utterance":4294967295,"samples":9007199254740991,"marks":[{"char":0,"position":0},{"char":17,"position":48000}]})");
    QTest::newRow("speech came to nothing")
        << ServerMessage(TtsEnd{1, 0, {}})
        << QByteArray(R"({"type":"tts_end","utterance":1,"samples":0,"marks":[]})");
    QTest::newRow("call idle") << ServerMessage(CallStatusChanged{
        CallStatusChanged::Status::Idle,
        {}}) << QByteArray(R"({"type":"call.status_changed","status":"idle","reason":""})");
    QTest::newRow("call active")
        << ServerMessage(CallStatusChanged{CallStatusChanged::Status::Active, u"user"_s})
        << QByteArray(R"({"type":"call.status_changed","status":"active","reason":"user"})");
    QTest::newRow("call ended")
        << ServerMessage(CallStatusChanged{CallStatusChanged::Status::Ended, u"timeout"_s})
        << QByteArray(R"({"type":"call.status_changed","status":"ended","reason":"timeout"})");
    QTest::newRow("error") << ServerMessage(ServerError{u"work_given_up"_s, u"Grüße"_s, true})
                           << QByteArray("{\"type\":\"error\",\"code\":\"work_given_up\","
                                         "\"message\":\"Grüße\",\"recoverable\":true}");
}

HOLDLINE_TEST(TestMessages)

} // namespace holdline::tst_messages

#include "tst_messages.moc"
