// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/control.h"
#include "protocol/limits.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_control {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

const QString kUuid = u"0f8fad5b-d9cb-469f-a165-70867728950e"_s;
const SessionId kId = *SessionId::parse(kUuid);
const QByteArray kNonce = QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
const QByteArray kSecret =
    QByteArray::fromHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
const QString kNonceText = u"8PHy8_T19vf4-fr7_P3-_w"_s;
const QString kSecretText = u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"_s;
/// 2026-01-31 12:00:00.250 UTC
const WallTime kNoon(std::chrono::sys_days(std::chrono::year(2026) / 1 / 31)
                     + std::chrono::hours(12) + Duration(250));
const QString kNoonText = u"2026-01-31T12:00:00.250Z"_s;

const AudioOffer kOffer{.micRates = {16000, 48000}, .ttsRates = {48000}, .codecs = {u"pcm"_s}};

QJsonObject offer()
{
    return {{u"mic_rates"_s, QJsonArray{16000, 48000}},
            {u"tts_rates"_s, QJsonArray{48000}},
            {u"codecs"_s, QJsonArray{u"pcm"_s}}};
}

const Resume kResume{.instance = u"i1"_s,
                     .audio = kOffer,
                     .window = kMinWindow,
                     .id = kId,
                     .proof = kSecret,
                     .point = ResumePoint{u"e1"_s, kMaxSeq}};

const Welcome kWelcome{.mode = Welcome::Mode::New,
                       .id = kId,
                       .epoch = u"e1"_s,
                       .secret = kSecret,
                       .received = 0,
                       .window = kWindow,
                       .micRate = kMicRate,
                       .ttsRate = kSampleRate,
                       .codec = u"pcm"_s,
                       .reconnected = 2,
                       .age = std::chrono::seconds(86400),
                       .createdAt = kNoon,
                       .messageCount = 12};

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString letters(qsizetype count)
{
    return QString(count, u'x');
}

} // namespace

class TestControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesTheWire_data()
    {
        QTest::addColumn<ControlMessage>("message");
        QTest::addColumn<QJsonObject>("json");
        addHandshake();
        QTest::newRow("history") << ControlMessage(
            History{{{u"m1"_s, HistoryMessage::Role::User, u"Grüße"_s, kNoon},
                     {u"m2"_s, HistoryMessage::Role::Assistant, {}, kNoon},
                     {u"m3"_s, HistoryMessage::Role::Assistant, u"One"_s, kNoon, u" two"_s}}})
                                 << QJsonObject{{u"type"_s, u"hl_history"_s},
                                                {u"is_replay"_s, true},
                                                {u"messages"_s,
                                                 QJsonArray{QJsonObject{{u"id"_s, u"m1"_s},
                                                                        {u"role"_s, u"user"_s},
                                                                        {u"content"_s, u"Grüße"_s},
                                                                        {u"at"_s, kNoonText}},
                                                            QJsonObject{{u"id"_s, u"m2"_s},
                                                                        {u"role"_s, u"assistant"_s},
                                                                        {u"content"_s, QString()},
                                                                        {u"at"_s, kNoonText}},
                                                            QJsonObject{{u"id"_s, u"m3"_s},
                                                                        {u"role"_s, u"assistant"_s},
                                                                        {u"content"_s, u"One"_s},
                                                                        {u"unheard"_s, u" two"_s},
                                                                        {u"at"_s, kNoonText}}}}};
        QTest::newRow("end of history")
            << ControlMessage(HistoryEnd{}) << QJsonObject{{u"type"_s, u"hl_history_end"_s}};
        QTest::newRow("no such session")
            << ControlMessage(Reset{Reset::Reason::Unknown, {}})
            << QJsonObject{{u"type"_s, u"hl_reset"_s}, {u"reason"_s, u"unknown"_s}};
        QTest::newRow("session expired")
            << ControlMessage(Reset{Reset::Reason::Expired, {}})
            << QJsonObject{{u"type"_s, u"hl_reset"_s}, {u"reason"_s, u"expired"_s}};
        QTest::newRow("overload") << ControlMessage(Reset{Reset::Reason::Overload, kMaxWait})
                                  << QJsonObject{{u"type"_s, u"hl_reset"_s},
                                                 {u"reason"_s, u"overload"_s},
                                                 {u"after_ms"_s, 3600000}};
        QTest::newRow("acknowledgement")
            << ControlMessage(Ack{kMaxSeq, {}})
            << QJsonObject{{u"type"_s, u"hl_ack"_s}, {u"a"_s, qint64(9007199254740991)}};
        QTest::newRow("acknowledgement with what was heard")
            << ControlMessage(Ack{0, Played{4294967295U, 48000}})
            << QJsonObject{
                   {u"type"_s, u"hl_ack"_s},
                   {u"a"_s, 0},
                   {u"played"_s,
                    QJsonObject{{u"utterance"_s, qint64(4294967295)}, {u"position"_s, 48000}}}};
        QTest::newRow("acknowledgement with what was read")
            << ControlMessage(Ack{0, Played{1, 480, true}})
            << QJsonObject{
                   {u"type"_s, u"hl_ack"_s},
                   {u"a"_s, 0},
                   {u"played"_s,
                    QJsonObject{{u"utterance"_s, 1}, {u"position"_s, 480}, {u"read"_s, true}}}};
        QTest::newRow("going away")
            << ControlMessage(Goaway{Goaway::Reason::Drain, Duration(500), Duration(2000)})
            << QJsonObject{{u"type"_s, u"hl_goaway"_s},
                           {u"reason"_s, u"drain"_s},
                           {u"after_ms"_s, 500},
                           {u"spread_ms"_s, 2000}};
        QTest::newRow("end and forget")
            << ControlMessage(Bye{}) << QJsonObject{{u"type"_s, u"hl_bye"_s}};
        QTest::newRow("forgotten")
            << ControlMessage(ByeOk{}) << QJsonObject{{u"type"_s, u"hl_bye_ok"_s}};
    }

    void survivesTheWire()
    {
        QFETCH(ControlMessage, message);
        QFETCH(QJsonObject, json);
        const QByteArray encoded = encode(message);
        QCOMPARE(parsed(encoded), json);
        QVERIFY(isControl(encoded));
        const auto decoded = decodeControlMessage(bytes(json));
        QVERIFY(decoded);
        QVERIFY(decoded.value() == message);
    }

    void ageCrossesInWholeSeconds()
    {
        Welcome welcome = kWelcome;
        welcome.age = Duration(1999);
        const auto decoded = decodeControlMessage(encode(ControlMessage(welcome)));
        QCOMPARE(std::get<Welcome>(decoded.value()).age, Duration(1000));
    }

    void onlyANewSessionIsToldItsSecret()
    {
        Welcome welcome = kWelcome;
        welcome.mode = Welcome::Mode::Resumed;
        const QByteArray encoded = encode(ControlMessage(welcome));
        QVERIFY(!encoded.contains("secret"));
        QVERIFY(decodeControlMessage(encoded));
    }

    void ignoresMembersItDoesNotKnow()
    {
        QVERIFY(decodeControlMessage("{\"type\":\"hl_ack\",\"a\":1,\"b\":null,\"hl\":[]}"));
    }

    void refusesAndNamesTheField_data()
    {
        QTest::addColumn<ControlMessage>("message");
        QTest::addColumn<QString>("member"); // replaced, or removed if the value is undefined
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const ControlMessage &message, const char *member,
                            const QJsonValue &value, const char *field = nullptr) {
            QTest::newRow(name) << message << QString::fromLatin1(member) << value
                                << QString::fromLatin1(field ? field : member);
        };
        const QJsonValue missing(QJsonValue::Undefined);
        addWrongHandshakes(row, missing);
        addWrongWelcomes(row, missing);

        const ControlMessage history = History{};
        row("no messages", history, "messages", missing);
        row("messages as an object", history, "messages", QJsonObject{});
        row("message without a time", history, "messages",
            QJsonArray{
                QJsonObject{{u"id"_s, u"m"_s}, {u"role"_s, u"user"_s}, {u"content"_s, u"x"_s}}},
            "messages.at");
        const ControlMessage reset = Reset{Reset::Reason::Unknown, {}};
        row("reset without a reason", reset, "reason", missing);
        row("reset for an unknown reason", reset, "reason", u"mood"_s);
        row("reset with a negative wait", reset, "after_ms", -1);
        row("reset with a wait beyond an hour", reset, "after_ms", kMaxWait.count() + 1.0);
        const ControlMessage ack = Ack{1, {}};
        row("nothing acknowledged", ack, "a", missing);
        row("less than nothing acknowledged", ack, "a", -1);
        row("half an item acknowledged", ack, "a", 1.5);
        row("acknowledged as a string", ack, "a", u"1"_s);
        row("acknowledged beyond 2 to the 53rd", ack, "a", 9007199254740992.0);
        row("played as a number", ack, "played", 3, nullptr);
        row("utterance 0 played", ack, "played",
            QJsonObject{{u"utterance"_s, 0}, {u"position"_s, 0}}, "played.utterance");
        row("utterance beyond 32 bits", ack, "played",
            QJsonObject{{u"utterance"_s, 4294967296.0}, {u"position"_s, 0}}, "played.utterance");
        row("played and read as a number", ack, "played",
            QJsonObject{{u"utterance"_s, 1}, {u"position"_s, 1}, {u"read"_s, 1}}, "played.read");
        row("played to no position", ack, "played", QJsonObject{{u"utterance"_s, 1}},
            "played.position");
        const ControlMessage goaway = Goaway{Goaway::Reason::Restart, Duration(1), Duration(1)};
        row("going away for an unknown reason", goaway, "reason", 1);
        row("going away without a wait", goaway, "after_ms", missing);
        row("going away spread over days", goaway, "spread_ms", 1e9);
        row("unknown control message", Bye{}, "type", u"hl_hullo"_s);
        row("no control message", Bye{}, "type", u"tts_start"_s);
        row("type missing", Bye{}, "type", missing);
    }

    void refusesAndNamesTheField()
    {
        QFETCH(ControlMessage, message);
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(QString, field);
        QJsonObject json = parsed(encode(message));
        QVERIFY(decodeControlMessage(bytes(json)));
        if (value.isUndefined())
            json.remove(member);
        else
            json[member] = value;
        const auto decoded = decodeControlMessage(bytes(json));
        QVERIFY(!decoded);
        const auto &errors = decoded.error().errors;
        QVERIFY(std::ranges::any_of(
            errors, [&](const FieldError &e) { return e.field.startsWith(field); }));
        QVERIFY(
            std::ranges::none_of(errors, [](const FieldError &e) { return e.message.isEmpty(); }));
    }

    void namesEveryWrongField()
    {
        const auto decoded = decodeControlMessage("{\"type\":\"hl_hello\",\"v\":2,\"nonce\":\"\"}");
        QStringList fields;
        for (const FieldError &error : decoded.error().errors)
            fields.append(error.field);
        QCOMPARE(fields, (QStringList{u"v"_s, u"nonce"_s, u"max_message"_s}));
    }

    void refusesANumberInNoEpoch()
    {
        QJsonObject json = parsed(encode(ControlMessage(kResume)));
        json.remove(u"epoch"_s);
        const auto decoded = decodeControlMessage(bytes(json));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().errors.first().field, u"epoch"_s);
    }

    void isControlWhenItsTypeSaysSo_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("control");
        QTest::newRow("type last") << QByteArray("{\"a\":1,\"type\":\"hl_ack\"}") << true;
        QTest::newRow("with spaces") << QByteArray("{ \"type\" : \"hl_bye\" }") << true;
        QTest::newRow("of a later version") << QByteArray("{\"type\":\"hl_new\"}") << true;
        QTest::newRow("another type") << QByteArray("{\"type\":\"tts_start\"}") << false;
        QTest::newRow("numbered") << QByteArray("{\"hl\":{\"s\":1,\"a\":0},\"type\":\"text\"}")
                                  << false;
        QTest::newRow("text that says so")
            << encode(ClientMessage(TextMessage{u"hl_ack"_s})) << false;
        QTest::newRow("text that quotes it")
            << encode(ClientMessage(TextMessage{u"{\"type\":\"hl_ack\"}"_s})) << false;
        QTest::newRow("inside another member")
            << QByteArray("{\"type\":\"x\",\"y\":{\"type\":\"hl_ack\"}}") << false;
        QTest::newRow("type with the prefix inside")
            << QByteArray("{\"type\":\"x.hl_\",\"y\":\"hl_\"}") << false;
        QTest::newRow("cut short") << QByteArray("{\"type\":\"hl_ack\"") << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("nested too deep")
            << "{\"type\":\"hl_ack\",\"a\":" + QByteArray(100000, '[') << true;
    }

    void isControlWhenItsTypeSaysSo()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, control);
        QCOMPARE(isControl(json), control);
    }

private:
    static void addHandshake();
    template <typename Row>
    static void addWrongHandshakes(const Row &row, const QJsonValue &missing);
    template <typename Row>
    static void addWrongWelcomes(const Row &row, const QJsonValue &missing);
};

void TestControl::addHandshake()
{
    QTest::newRow("hello") << ControlMessage(Hello{kNonce, 1048576})
                           << QJsonObject{{u"type"_s, u"hl_hello"_s},
                                          {u"v"_s, 1},
                                          {u"nonce"_s, kNonceText},
                                          {u"max_message"_s, 1048576}};
    QTest::newRow("open") << ControlMessage(Open{letters(kMaxIdLength), kOffer, kMaxWindow})
                          << QJsonObject{{u"type"_s, u"hl_open"_s},
                                         {u"instance"_s, letters(64)},
                                         {u"audio"_s, offer()},
                                         {u"window"_s, 16777216}};
    QJsonObject resume{{u"type"_s, u"hl_resume"_s}, {u"instance"_s, u"i1"_s},
                       {u"audio"_s, offer()},       {u"window"_s, 16384},
                       {u"session_id"_s, kUuid},    {u"proof"_s, kSecretText},
                       {u"epoch"_s, u"e1"_s},       {u"received"_s, qint64(9007199254740991)}};
    QTest::newRow("resume") << ControlMessage(kResume) << resume;
    Resume heir = kResume;
    heir.point->received.reset();
    resume.remove(u"received"_s);
    QTest::newRow("resume of a new process with an outbox") << ControlMessage(heir) << resume;
    Resume forgetful = kResume;
    forgetful.point.reset();
    resume.remove(u"epoch"_s);
    QTest::newRow("resume of a new process") << ControlMessage(forgetful) << resume;

    QJsonObject welcome{
        {u"type"_s, u"hl_welcome"_s},
        {u"mode"_s, u"new"_s},
        {u"session_id"_s, kUuid},
        {u"epoch"_s, u"e1"_s},
        {u"secret"_s, kSecretText},
        {u"received"_s, 0},
        {u"window"_s, 1048576},
        {u"audio"_s,
         QJsonObject{{u"mic_rate"_s, 16000}, {u"tts_rate"_s, 48000}, {u"codec"_s, u"pcm"_s}}},
        {u"reconnected"_s, 2},
        {u"age_seconds"_s, 86400},
        {u"created_at"_s, kNoonText},
        {u"message_count"_s, 12}};
    QTest::newRow("new session") << ControlMessage(kWelcome) << welcome;
    Welcome back = kWelcome;
    back.secret.clear();
    welcome.remove(u"secret"_s);
    back.mode = Welcome::Mode::Resumed;
    welcome[u"mode"_s] = u"resumed"_s;
    QTest::newRow("resumed session") << ControlMessage(back) << welcome;
    back.mode = Welcome::Mode::Rejoined;
    welcome[u"mode"_s] = u"rejoined"_s;
    QTest::newRow("rejoined session") << ControlMessage(back) << welcome;
}

template <typename Row>
void TestControl::addWrongHandshakes(const Row &row, const QJsonValue &missing)
{
    const ControlMessage hello = Hello{kNonce, 1048576};
    row("hello of another version", hello, "v", 2);
    row("hello of no version", hello, "v", missing);
    row("no nonce", hello, "nonce", missing);
    row("nonce of 15 bytes", hello, "nonce", u"AAAAAAAAAAAAAAAAAAAA"_s);
    row("nonce of 17 bytes", hello, "nonce", u"AAAAAAAAAAAAAAAAAAAAAAA"_s);
    row("nonce in plain base64", hello, "nonce", u"8PHy8/T19vf4+fr7/P3+/w"_s);
    row("nonce beyond Latin 1", hello, "nonce", u"8PHy8_T19vf4-fr7_P3-_\u20ac"_s);
    row("messages too short for an open", hello, "max_message",
        static_cast<double>(kMaxHandshakeBytes - 1));

    const ControlMessage open = Open{u"i1"_s, kOffer, kWindow};
    const auto offering = [](const QString &member, const QJsonValue &value) {
        QJsonObject audio = offer();
        audio[member] = value;
        return audio;
    };
    QJsonArray many;
    for (int i = 0; i <= kMaxOffers; ++i)
        many.append(16000);
    row("no instance", open, "instance", missing);
    row("empty instance", open, "instance", u""_s);
    row("instance of 65 characters", open, "instance", letters(kMaxIdLength + 1));
    row("instance that breaks a line of the log", open, "instance", u"a\nb"_s);
    row("instance beyond ASCII", open, "instance", u"é"_s);
    row("no audio", open, "audio", missing);
    row("no rate", open, "audio", offering(u"mic_rates"_s, QJsonArray{}), "audio.mic_rates");
    row("17 rates", open, "audio", offering(u"tts_rates"_s, many), "audio.tts_rates");
    row("rate below", open, "audio", offering(u"mic_rates"_s, QJsonArray{kMinRate - 1}),
        "audio.mic_rates");
    row("rate above", open, "audio", offering(u"tts_rates"_s, QJsonArray{kMaxRate + 1}),
        "audio.tts_rates");
    row("rate as a string", open, "audio", offering(u"mic_rates"_s, QJsonArray{u"16000"_s}),
        "audio.mic_rates");
    row("codec as a number", open, "audio", offering(u"codecs"_s, QJsonArray{1}), "audio.codecs");
    row("window too small", open, "window", static_cast<double>(kMinWindow - 1));
    row("window too large", open, "window", static_cast<double>(kMaxWindow + 1));
    row("window as a string", open, "window", u"1048576"_s);

    row("resume of no session", kResume, "session_id", missing);
    row("resume of nonsense", kResume, "session_id", u"x"_s);
    row("no proof", kResume, "proof", missing);
    row("proof of 16 bytes", kResume, "proof", kNonceText);
    row("epoch too long", kResume, "epoch", letters(kMaxIdLength + 1));
    row("received less than nothing", kResume, "received", -1);
    row("received beyond 2 to the 53rd", kResume, "received", 9007199254740992.0);
}

template <typename Row>
void TestControl::addWrongWelcomes(const Row &row, const QJsonValue &missing)
{
    row("unknown mode", kWelcome, "mode", u"reborn"_s);
    row("welcome to no session", kWelcome, "session_id", missing);
    row("no epoch", kWelcome, "epoch", missing);
    row("new without a secret", kWelcome, "secret", missing);
    row("secret of 16 bytes", kWelcome, "secret", kNonceText);
    row("nothing received", kWelcome, "received", missing);
    row("window of the server too small", kWelcome, "window", 1);
    row("no audio chosen", kWelcome, "audio", missing);
    row("audio without a codec", kWelcome, "audio",
        QJsonObject{{u"mic_rate"_s, 16000}, {u"tts_rate"_s, 48000}}, "audio.codec");
    row("chosen rate of 0", kWelcome, "audio",
        QJsonObject{{u"mic_rate"_s, 0}, {u"tts_rate"_s, 48000}, {u"codec"_s, u"pcm"_s}},
        "audio.mic_rate");
    row("reconnected less than never", kWelcome, "reconnected", -1);
    row("reconnected beyond any int", kWelcome, "reconnected", 2147483648.0);
    row("fraction of a second", kWelcome, "age_seconds", 0.5);
    row("made at no time", kWelcome, "created_at", missing);
    row("made at local time", kWelcome, "created_at", u"2026-01-31T12:00:00.250"_s);
    row("made at an impossible time", kWelcome, "created_at", u"2026-02-31T12:00:00.250Z"_s);
    row("made at a number", kWelcome, "created_at", 1769860800);
    row("negative messages", kWelcome, "message_count", -1);
}

HOLDLINE_TEST(TestControl)

} // namespace holdline::tst_control

#include "tst_control.moc"
