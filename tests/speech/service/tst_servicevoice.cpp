// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicevoice.h"

#include "speech/synthesizerpool.h"
#include "support/scriptedservice.h"
#include "support/scriptedsynthesizer.h"
#include "support/soundfiles.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_servicevoice {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRate = audio::kDeviceRate;

/// A ramp, so that missing and repeated samples show. It never falls silent.
audio::Pcm ramp(std::size_t samples)
{
    audio::Pcm pcm(samples);
    for (std::size_t i = 0; i < samples; ++i)
        pcm[i] = static_cast<audio::Sample>(200 + i % 30000);
    return pcm;
}

QByteArray sound(const QByteArray &bytes, const QByteArray &type = "audio/pcm;rate=48000",
                 qsizetype missing = 0)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(bytes.size() + missing) + "\r\n\r\n" + bytes;
}

struct Desk
{
    Clock clock;
    ScriptedService service;
    std::shared_ptr<SynthesizerScript> script = std::make_shared<SynthesizerScript>();
    std::unique_ptr<SynthesizerPool> pool;
    VoiceCatalog catalog{{{.id = u"slt"_s, .name = u"slt"_s}}};
    std::unique_ptr<ServiceVoice> voice;
    std::unique_ptr<Speech> speech;
    audio::Pcm heard{};
    bool isOver = false;
    bool isFailed = false;

    bool open(const Service::Limits &limits = {.again = {.initial = 1h, .maximum = 1h}})
    {
        if (!service.listen())
            return false;
        pool = std::make_unique<SynthesizerPool>(scriptedSynthesizer(script), 1, kRate);
        voice = std::make_unique<ServiceVoice>(*pool, catalog, kRate, clock, limits);
        voice->setSettings({.service = {.base = service.base(), .model = u"tts"_s, .key = "sk-1"},
                            .voice = u"joe"_s});
        // The question for the voices has a connection of its own.
        return QTest::qWaitFor(
            [this] { return service.connections() > 0 && service.openConnections() == 0; });
    }

    void speak(const Manner &manner = {})
    {
        isOver = isFailed = false;
        speech = voice->speak(u"A train."_s, manner);
        QObject::connect(
            speech.get(), &Speech::audioAdded, speech.get(),
            [this](const audio::Pcm &pcm) { heard.insert(heard.end(), pcm.begin(), pcm.end()); });
        QObject::connect(speech.get(), &Speech::finished, speech.get(), [this] { isOver = true; });
        QObject::connect(speech.get(), &Speech::failed, speech.get(),
                         [this] { isOver = isFailed = true; });
    }
};

void expectOutage()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the voice service failed"_s));
}

} // namespace

/// Tests a voice service behind real sockets, and the ways in which it can fail.
class TestServiceVoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksWhileTheSoundArrives()
    {
        Desk desk;
        QVERIFY(desk.open());
        const audio::Pcm pcm = ramp(48000);
        const QByteArray bytes = sound(audio::toBytes(pcm));
        desk.service.add({.bytes = bytes.left(50'001), .staysOpen = true});
        desk.speak();
        QVERIFY(desk.heard.empty());
        QTRY_VERIFY(desk.heard.size() > 20'000);
        QVERIFY(!desk.isOver);
        QVERIFY(std::equal(desk.heard.begin(), desk.heard.end(), pcm.begin()));
        const ScriptedService::Request request = desk.service.requests().first();
        QVERIFY(request.head.startsWith("POST /v1/audio/speech HTTP/1.1\r\n"));
        for (const char *part : {R"("input":"A train.")", R"("model":"tts")",
                                 R"("response_format":"pcm")", R"("voice":"joe")"})
            QVERIFY2(request.body.contains(part), part);
    }

    void speaksTheWholeSentence_data()
    {
        QTest::addColumn<QByteArray>("reply");
        const audio::Pcm pcm = ramp(12'000);
        QTest::newRow("PCM at the usual rate") << sound(audio::toBytes(pcm), "audio/pcm");
        QTest::newRow("WAV") << sound(wavFile(pcm, 24000), "audio/wav");
        QTest::newRow("WAV whose type is not told")
            << sound(wavFile(pcm, 24000), "application/octet-stream");
        QTest::newRow("chunked") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\n"
                                               "Transfer-Encoding: chunked\r\n\r\n5dc0\r\n")
                + audio::toBytes(pcm) + "\r\n0\r\n\r\n";
    }

    void speaksTheWholeSentence()
    {
        QFETCH(QByteArray, reply);
        for (const qsizetype step : {qsizetype(997), reply.size()}) {
            Desk desk;
            QVERIFY(desk.open());
            desk.service.add({.bytes = reply, .bytesAtOnce = step});
            desk.speak();
            QTRY_VERIFY(desk.isOver);
            QVERIFY(!desk.isFailed);
            const auto length = audio::durationOf(desk.heard.size(), kRate);
            QVERIFY2(length > 495ms && length < 510ms, qPrintable(QString::number(length.count())));
            QCOMPARE(desk.voice->service().stage(), Service::Stage::Working);
        }
    }

    void asksForWavWhereNoPcmIsKnown()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::withStatus(400, {})});
        for (int i = 0; i < 2; ++i)
            desk.service.add({.bytes = sound(wavFile(ramp(4800), kRate), "audio/wav")});
        for (int i = 0; i < 2; ++i) {
            desk.speak();
            QTRY_VERIFY(desk.isOver);
        }
        QCOMPARE(desk.heard.size(), 2 * 4800);
        QCOMPARE(desk.service.requests().size(), 3);
        QVERIFY(desk.service.requests()[1].body.contains(R"("response_format":"wav")"));
        QVERIFY(desk.service.requests()[2].body.contains(R"("response_format":"wav")"));
    }

    void goesOnAfterACut()
    {
        Desk desk;
        QVERIFY(desk.open());
        const audio::Pcm pcm = ramp(24'000);
        const QByteArray bytes = audio::toBytes(pcm);
        desk.service.add({.bytes = sound(bytes.left(20'000), "audio/pcm;rate=48000", 28'000)});
        desk.service.add({.bytes = sound(bytes)});
        desk.speak();
        QTRY_VERIFY(desk.isOver);
        QVERIFY(!desk.isFailed);
        QCOMPARE(desk.heard, pcm);
    }

    void letsTheVoiceOnBoardSpeak_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("requests");
        QTest::newRow("wrong key") << ScriptedService::withStatus(401, {}) << 1;
        QTest::newRow("unknown model") << ScriptedService::withStatus(404, {}) << 1;
        QTest::newRow("too busy") << ScriptedService::withStatus(
            429, {}, "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n")
                                  << 1;
        QTest::newRow("neither PCM nor WAV") << ScriptedService::withStatus(422, {}) << 2;
        QTest::newRow("broken") << ScriptedService::withStatus(502, {}) << 2;
        QTest::newRow("closed at once") << QByteArray() << 2;
        QTest::newRow("cut off twice") << sound(audio::toBytes(ramp(10)), "audio/pcm", 90'000) << 2;
        QTest::newRow("no sound") << sound({}) << 1;
        QTest::newRow("a web page") << sound("<html>", "text/html") << 1;
        QTest::newRow("MP3") << sound("ID3 and much more", "audio/mpeg") << 1;
        QTest::newRow("without end")
            << sound(QByteArray(26'000'000, 'x'), "audio/pcm;rate=48000", 1'000'000'000) << 1;
    }

    void letsTheVoiceOnBoardSpeak()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, requests);
        Desk desk;
        QVERIFY(desk.open());
        for (int i = 0; i < 3; ++i)
            desk.service.add({.bytes = reply});
        expectOutage();
        desk.speak();
        QTRY_VERIFY(desk.isOver);
        QVERIFY(!desk.isFailed);
        QCOMPARE(desk.script->spoken(), QStringList{u"A train."_s});
        QCOMPARE(desk.service.requests().size(), requests);
        QCOMPARE(desk.voice->service().stage(), Service::Stage::Down);
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    // ---- voices

    void listsTheVoicesOfTheService()
    {
        Desk desk;
        desk.service.setVoices(
            ScriptedService::withStatus(200, R"({"voices":["bella",{"id":"slt","name":"its"}]})"));
        QVERIFY(desk.open());
        QTRY_COMPARE(desk.catalog.voices().size(), 2); // one has the id of a voice on board
        QCOMPARE(desk.catalog.voices()[0].id, u"bella"_s);
        QCOMPARE(desk.catalog.voices()[0].engine, u"tts"_s);
        QCOMPARE(desk.catalog.voices()[1].name, u"its"_s);
        desk.voice->setSettings({});
        QCOMPARE(desk.catalog.voices().size(), 1);
        QCOMPARE(desk.catalog.voices()[0].name, u"slt"_s);
    }

    void asksForTheVoicesOfAServiceThatComesBack()
    {
        Desk desk;
        QVERIFY(desk.open({.again = {.initial = 10ms, .maximum = 10ms}}));
        desk.service.setVoices(ScriptedService::withStatus(503, {}));
        desk.voice->setSettings(
            {.service = {.base = desk.service.base(), .model = u"other"_s, .key = "sk-1"}});
        QTRY_COMPARE(desk.service.questionsForVoices(), 2);
        desk.service.setVoices(ScriptedService::withStatus(200, R"({"voices":["bella"]})"));
        desk.service.add({.bytes = ScriptedService::withStatus(401, {})});
        desk.service.add({.bytes = ScriptedService::withStatus(200, R"({"data":[]})")});
        expectOutage();
        desk.speak();
        QTRY_COMPARE(desk.catalog.voices().size(), 2);
    }

    void speaksWithTheVoiceOfThePersona_data()
    {
        QTest::addColumn<QByteArray>("voices");
        QTest::addColumn<QString>("voice");
        QTest::addColumn<QByteArray>("sent");
        const QByteArray list = ScriptedService::withStatus(200, R"({"voices":["bella"]})");
        const QByteArray none = ScriptedService::withStatus(404, {});
        QTest::newRow("one of the list") << list << u"bella"_s << QByteArray("bella");
        QTest::newRow("none is chosen") << list << QString() << QByteArray("joe");
        QTest::newRow("one on board") << list << u"slt"_s << QByteArray("joe");
        QTest::newRow("any, where there is no list") << none << u"nova"_s << QByteArray("nova");
    }

    void speaksWithTheVoiceOfThePersona()
    {
        QFETCH(QByteArray, voices);
        QFETCH(QString, voice);
        QFETCH(QByteArray, sent);
        Desk desk;
        desk.service.setVoices(voices);
        QVERIFY(desk.open());
        if (voices.contains("bella"))
            QTRY_COMPARE(desk.catalog.voices().size(), 2);
        desk.service.add({.bytes = sound(audio::toBytes(ramp(480)))});
        desk.speak({.voice = voice});
        QTRY_VERIFY(desk.isOver);
        QVERIFY(desk.service.requests().first().body.contains("\"voice\":\"" + sent + '"'));
    }

    void speaksWithTheUsualVoiceIfThatOfThePersonaIsRefused()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::withStatus(400, {})});
        desk.service.add({.bytes = sound(audio::toBytes(ramp(480)))});
        desk.speak({.voice = u"hoarse"_s});
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.heard, ramp(480));
        QCOMPARE(desk.service.requests().size(), 2);
        QVERIFY(desk.service.requests()[1].body.contains(R"("voice":"joe")"));
        QVERIFY(desk.service.requests()[1].body.contains(R"("response_format":"pcm")"));
        QCOMPARE(desk.voice->service().figures().outages, 0);
    }

    void stopsTheServiceWhenTheUserInterrupts()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = sound(audio::toBytes(ramp(4800)), "audio/pcm;rate=48000", 1000),
                          .staysOpen = true});
        desk.speak();
        QTRY_VERIFY(!desk.heard.empty());
        QCOMPARE(desk.service.openConnections(), 1);
        desk.speech.reset();
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }
};

HOLDLINE_TEST(TestServiceVoice)

} // namespace holdline::tst_servicevoice

#include "tst_servicevoice.moc"
