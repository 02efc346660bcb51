// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/configuration.h"

#include "protocol/limits.h"
#include "protocol/messages.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_configuration {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

Configuration full()
{
    return {.persona = QString(kMaxPersonaName, u'ü'),
            .instructions = QString(kMaxInstructions, u'x'),
            .greeting = QString(kMaxGreeting, u'x'),
            .language = u"pt-BR"_s,
            .voice = u"slt"_s,
            .speakingRate = 1.25,
            .turnPause = 50};
}

QByteArray configuring(const QByteArray &configuration)
{
    return QByteArray(R"({"type":"configure","configuration":%1})").replace("%1", configuration);
}

QByteArray asking(const QByteArray &members)
{
    return QByteArray(R"({"type":"voice_sample",%1})").replace("%1", members);
}

QByteArray longText(const char *name, qsizetype length)
{
    return "\"" + QByteArray(name) + "\":\"" + QByteArray(length, 'x') + "\"";
}

} // namespace

/// The configuration of the assistant, and the messages about it and about voices.
class TestConfiguration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesTheWire_data()
    {
        QTest::addColumn<Configuration>("configuration");
        QTest::newRow("nothing chosen") << Configuration{};
        QTest::newRow("everything, as long as allowed") << full();
        QTest::newRow("slowest") << Configuration{.speakingRate = kMinSpeakingRate};
        QTest::newRow("fastest") << Configuration{.speakingRate = kMaxSpeakingRate};
        QTest::newRow("least pause") << Configuration{.turnPause = kMinSpeed};
        QTest::newRow("longest pause") << Configuration{.turnPause = kMaxSpeed};
    }

    void survivesTheWire()
    {
        QFETCH(Configuration, configuration);
        const ClientMessage request = Configure{configuration};
        const auto asked = decodeClientMessage(encode(request));
        QVERIFY(asked && asked.value() == request);
        const ServerMessage answer = Configured{configuration};
        const auto answered = decodeServerMessage(encode(answer));
        QVERIFY(answered && answered.value() == answer);
    }

    void hasTheNamesOfTheProtocol()
    {
        const auto json =
            QJsonDocument::fromJson(encode(ClientMessage(Configure{{.persona = u"Nova"_s,
                                                                    .instructions = u"Be kind."_s,
                                                                    .greeting = u"Hello."_s,
                                                                    .language = u"en"_s,
                                                                    .voice = u"slt"_s,
                                                                    .speakingRate = 1.5,
                                                                    .turnPause = 20}})));
        QCOMPARE(json, QJsonDocument::fromJson(R"({"type":"configure","configuration":{
            "persona":"Nova","instructions":"Be kind.","greeting":"Hello.","language":"en",
            "voice":"slt","speaking_rate":1.5,"turn_pause":20}})"));
    }

    void leavesOutWhatWasNotChosen()
    {
        QCOMPARE(encode(Configuration{}), R"({"speaking_rate":1})");
        const auto decoded = decodeClientMessage(configuring("{}"));
        QVERIFY(decoded);
        QVERIFY(std::get<Configure>(decoded.value()).configuration == Configuration{});
    }

    void readsAnObjectWithMoreMembers()
    {
        QJsonObject json = QJsonDocument::fromJson(encode(full())).object();
        json[u"picture"_s] = u"none"_s;
        const auto decoded = decodeConfiguration(json);
        QVERIFY(decoded);
        QVERIFY(decoded.value() == full());
    }

    void refusesAndNamesTheField_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QByteArray &json, const char *field) {
            QTest::newRow(name) << json << QString::fromLatin1(field);
        };
        row("no configuration", R"({"type":"configure"})", "configuration");
        row("a list", R"({"type":"configure","configuration":[]})", "configuration");
        row("a name as a number", configuring(R"({"persona":7})"), "configuration.persona");
        row("a name too long", configuring("{" + longText("persona", kMaxPersonaName + 1) + "}"),
            "configuration.persona");
        row("instructions too long",
            configuring("{" + longText("instructions", kMaxInstructions + 1) + "}"),
            "configuration.instructions");
        row("a greeting too long", configuring("{" + longText("greeting", kMaxGreeting + 1) + "}"),
            "configuration.greeting");
        row("a language too long",
            configuring("{" + longText("language", kMaxLanguageLength + 1) + "}"),
            "configuration.language");
        row("a language in words", configuring(R"({"language":"two words"})"),
            "configuration.language");
        row("a voice with a space", configuring(R"({"voice":"a b"})"), "configuration.voice");
        row("too slow", configuring(R"({"speaking_rate":0.49})"), "configuration.speaking_rate");
        row("too fast", configuring(R"({"speaking_rate":2.01})"), "configuration.speaking_rate");
        row("a rate as text", configuring(R"({"speaking_rate":"1"})"),
            "configuration.speaking_rate");
        row("pause below", configuring(R"({"turn_pause":-1})"), "configuration.turn_pause");
        row("pause above", configuring(R"({"turn_pause":101})"), "configuration.turn_pause");
        row("half a pause", configuring(R"({"turn_pause":0.5})"), "configuration.turn_pause");
        row("a sample of nothing", asking("\"voice\":\"slt\",\"speaking_rate\":1,\"text\":\"  \""),
            "text");
        row("a sample too long",
            asking("\"voice\":\"slt\",\"speaking_rate\":1," + longText("text", kMaxSampleText + 1)),
            "text");
        row("a sample at no pace", asking("\"voice\":\"slt\",\"text\":\"a\""), "speaking_rate");
    }

    void refusesAndNamesTheField()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto decoded = decodeClientMessage(json);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().errors.size(), 1);
        QCOMPARE(decoded.error().errors.first().field, field);
    }

    void voicesSurviveTheWire()
    {
        QVERIFY(decodeClientMessage(encode(ClientMessage(ListVoices{}))).value()
                == ClientMessage(ListVoices{}));
        const ClientMessage request = SampleVoice{
            .voice = u"slt"_s, .speakingRate = 0.75, .text = QString(kMaxSampleText, u'x')};
        QVERIFY(decodeClientMessage(encode(request)).value() == request);
        const ServerMessage list = Voices{{{u"slt"_s, u"slt (woman)"_s, u"en"_s, u"flite"_s},
                                           {u"alloy"_s, u"Alloy"_s, {}, u"a service"_s}}};
        QVERIFY(decodeServerMessage(encode(list)).value() == list);
        const ServerMessage sample =
            VoiceSample{.voice = u"slt"_s, .pcm = QByteArray::fromHex("ff7f0080")};
        QVERIFY(decodeServerMessage(encode(sample)).value() == sample);
    }

    void refusesMoreThanAServerMayTell()
    {
        QVERIFY(!decodeServerMessage(encode(
            ServerMessage(Voices{QList<Voice>(kMaxVoices + 1, Voice{u"a"_s, u"a"_s, {}, {}})}))));
        QVERIFY(!decodeServerMessage(R"({"type":"voices","list":[{"name":"no id"}]})"));
        const qsizetype longest = kMaxSample.count() * kMicRate / 1000 * 2;
        QVERIFY(decodeServerMessage(
            encode(ServerMessage(VoiceSample{.voice = u"a"_s, .pcm = QByteArray(longest, 'x')}))));
        QVERIFY(!decodeServerMessage(encode(
            ServerMessage(VoiceSample{.voice = u"a"_s, .pcm = QByteArray(longest + 2, 'x')}))));
        QVERIFY(!decodeServerMessage(R"({"type":"voice_sample","voice":"a","content":"%"})"));
    }
};

HOLDLINE_TEST(TestConfiguration)

} // namespace holdline::tst_configuration

#include "tst_configuration.moc"
