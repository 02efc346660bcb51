// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicetranscriber.h"

#include "speech/recognizerpool.h"
#include "support/scriptedrecognizer.h"
#include "support/scriptedservice.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_servicetranscriber {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

audio::Pcm soundOf(std::chrono::milliseconds length)
{
    return audio::Pcm(audio::samplesIn(length, audio::kSpeechRate), 1000);
}

QByteArray words(const QByteArray &text)
{
    return ScriptedService::withStatus(200, R"({"text":")" + text + R"("})");
}

/// A scripted service with recognisers on board that hear how many samples came.
struct Desk
{
    Clock clock;
    ScriptedService service;
    std::shared_ptr<RecognizerScript> script = std::make_shared<RecognizerScript>();
    std::unique_ptr<RecognizerPool> pool;
    std::unique_ptr<ServiceTranscriber> transcriber;
    std::unique_ptr<Recognition> recognition;
    QStringList partials{};
    QStringList finals{};

    bool open(const Service::Limits &limits = {.again = {.initial = 1h, .maximum = 1h}},
              bool partial = false)
    {
        if (!service.listen())
            return false;
        script->words = [](int, audio::PcmView heard) {
            return u"%1 on board"_s.arg(heard.size());
        };
        pool = std::make_unique<RecognizerPool>(scriptedRecognizer(script), 1, clock);
        transcriber = std::make_unique<ServiceTranscriber>(*pool, clock, limits);
        transcriber->setSettings(
            {.service = {.base = service.base(), .model = u"tiny"_s, .key = "sk-secret"},
             .partials = partial});
        return true;
    }

    void listen(const Clues &clues = {})
    {
        recognition = transcriber->begin(this, clues);
        QObject::connect(recognition.get(), &Recognition::partial, recognition.get(),
                         [this](const QString &text) { partials += text; });
        QObject::connect(recognition.get(), &Recognition::finished, recognition.get(),
                         [this](const QString &text) { finals += text; });
    }

    /// Speaks for a second.
    void say()
    {
        listen();
        recognition->feed(soundOf(1s));
        recognition->finish();
    }
};

void expectOutage()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the recognition service failed"_s));
}

} // namespace

/// Tests recognition by a service behind real sockets, and the ways in which it can fail.
class TestServiceTranscriber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understandsWhatWasSaid()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = words("What is a train?")});
        desk.listen({.before = u"Let us talk about railways."_s, .language = u"pt-BR"_s});
        desk.recognition->feed(soundOf(500ms));
        desk.recognition->feed(soundOf(500ms));
        QVERIFY(desk.service.requests().isEmpty());
        desk.recognition->finish();
        QVERIFY(desk.finals.isEmpty());
        QTRY_COMPARE(desk.finals, QStringList{u"What is a train?"_s});
        const ScriptedService::Request request = desk.service.requests().first();
        QVERIFY(request.head.startsWith("POST /v1/audio/transcriptions HTTP/1.1\r\n"));
        QVERIFY(request.head.contains("Bearer sk-secret"));
        QVERIFY(request.body.contains("Let us talk about railways."));
        QVERIFY(request.body.contains("name=\"language\"\r\n\r\npt\r\n"));
        QVERIFY(request.body.contains(audio::toBytes(soundOf(1s))));
        QCOMPARE(desk.transcriber->service().figures().answers.count(), 1);
        QCOMPARE(desk.script->started, 0);
    }

    // ---- words before the turn is over

    void tellsWordsWhileTheTurnGrows()
    {
        Desk desk;
        QVERIFY(desk.open({}, true));
        desk.service.add({.bytes = words("What")});
        desk.service.add({.bytes = words("What is a train")});
        desk.listen();
        desk.recognition->feed(soundOf(1s));
        QTRY_COMPARE(desk.partials, QStringList{u"What"_s});
        desk.recognition->feed(soundOf(5s));
        QTRY_COMPARE(desk.partials.size(), 2);
        QCOMPARE(desk.partials.last(), u"What is a train"_s);
        QVERIFY(desk.finals.isEmpty());
    }

    void asksForOnePartialAtATime()
    {
        Desk desk;
        QVERIFY(desk.open({}, true));
        desk.listen();
        for (int i = 0; i < 20; ++i)
            desk.recognition->feed(soundOf(1s));
        QTRY_COMPARE(desk.service.requests().size(), 1);
        desk.recognition->feed(soundOf(1s));
        QCOMPARE(desk.service.openConnections(), 1);
    }

    void neverLetsTheEndWaitForAPartial()
    {
        Desk desk;
        QVERIFY(desk.open({}, true));
        desk.listen();
        desk.recognition->feed(soundOf(1s)); // its partial is never answered
        QTRY_COMPARE(desk.service.requests().size(), 1);
        desk.service.add({.bytes = words("What is a train?")});
        desk.recognition->finish();
        QTRY_COMPARE(desk.finals, QStringList{u"What is a train?"_s});
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void leavesRoomForTurnsThatAreOver()
    {
        Desk desk;
        QVERIFY(desk.open({.calls = 1}, true));
        desk.listen();
        desk.recognition->feed(soundOf(3s)); // the one connection is for the end of a turn
        desk.service.add({.bytes = words("All of it")});
        desk.recognition->finish();
        QTRY_COMPARE(desk.finals, QStringList{u"All of it"_s});
        QCOMPARE(desk.service.requests().size(), 1);
    }

    void tellsTheWordsThatAreStreamed_data()
    {
        QTest::addColumn<QByteArray>("pieces");
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("as OpenAI")
            << QByteArray("data: {\"type\":\"transcript.text.delta\",\"delta\":\"What is\"}\n\n"
                          "data: {\"type\":\"transcript.text.delta\",\"delta\":\" a \"}\n\n")
            << QByteArray("data: {\"type\":\"transcript.text.done\",\"text\":\"What is a "
                          "train?\"}\n\ndata: [DONE]\n\n");
        QTest::newRow("as faster-whisper") << QByteArray("data: {\"text\":\"What is a\"}\n\n")
                                           << QByteArray("data: {\"text\":\" train?\"}\n\n");
    }

    void tellsTheWordsThatAreStreamed()
    {
        QFETCH(QByteArray, pieces);
        QFETCH(QByteArray, end);
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        for (const qsizetype step : {qsizetype(1), qsizetype(1 << 20)}) {
            Desk desk;
            QVERIFY(desk.open({}, true));
            const auto listen = [&] {
                desk.listen();
                desk.recognition->feed(soundOf(500ms));
                desk.recognition->finish();
            };
            desk.service.add({.bytes = head + pieces, .staysOpen = true, .bytesAtOnce = step});
            listen();
            QTRY_COMPARE(desk.partials.value(desk.partials.size() - 1), u"What is a"_s);
            QVERIFY(desk.finals.isEmpty());
            QVERIFY(desk.service.requests().first().body.contains("name=\"stream\"\r\n\r\ntrue"));
            desk.service.add({.bytes = head + pieces + end, .bytesAtOnce = step});
            listen();
            QTRY_COMPARE(desk.finals, QStringList{u"What is a train?"_s});
            QCOMPARE(desk.transcriber->service().stage(), Service::Stage::Working);
        }
    }

    void asksAServiceThatRefusesToStreamOnlyOnce()
    {
        Desk desk;
        QVERIFY(desk.open({}, true));
        desk.service.add({.bytes = ScriptedService::withStatus(422, {})});
        for (int i = 0; i < 2; ++i)
            desk.service.add({.bytes = words("What is a train?")});
        for (int i = 0; i < 2; ++i) {
            desk.listen();
            desk.recognition->feed(soundOf(500ms));
            desk.recognition->finish();
            QTRY_COMPARE(desk.finals.size(), i + 1);
        }
        QCOMPARE(desk.finals.last(), u"What is a train?"_s);
        const auto requests = desk.service.requests();
        QCOMPARE(requests.size(), 3);
        QVERIFY(requests[0].body.contains("name=\"stream\""));
        QVERIFY(!requests[1].body.contains("name=\"stream\""));
        QVERIFY(!requests[2].body.contains("name=\"stream\""));
    }

    // ---- failures

    void hearsAgainOnBoardWhatTheServiceFailsToUnderstand_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("kind");
        using Kind = ServiceTrouble::Kind;
        const auto row = [](const char *name, const QByteArray &reply, int requests, Kind kind) {
            QTest::newRow(name) << reply << requests << static_cast<int>(kind);
        };
        const auto status = [](int code, const QByteArray &fields = {}) {
            return ScriptedService::withStatus(code, R"({"error":{"message":"so"}})", fields);
        };
        row("wrong key", status(401), 1, Kind::Denied);
        row("forbidden", status(403), 1, Kind::Denied);
        row("unknown model", status(404), 1, Kind::UnknownModel);
        row("too busy", status(429, "Retry-After: 30\r\n"), 1, Kind::Busy);
        row("not understood", status(422), 1, Kind::Refused);
        row("broken", status(500), 2, Kind::Broken);
        row("broken for a while", status(503, "Retry-After: 30\r\n"), 1, Kind::Broken);
        row("redirect", status(307, "Location: http://127.0.0.1:9/\r\n"), 1, Kind::Nonsense);
        row("closed at once", {}, 2, Kind::Unreachable);
        row("cut off",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{\"te",
            2, Kind::CutOff);
        row("cut off in the stream",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 90\r\n\r\n"
            "data: {\"text\":\"What\"}\n\n",
            2, Kind::CutOff);
        row("an error in the stream",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
            "data: {\"error\":{\"message\":\"no\"}}\n\n",
            1, Kind::Nonsense);
        row("no JSON", ScriptedService::withStatus(200, "<html>"), 1, Kind::Nonsense);
        row("endless", "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1 << 20, 'x'), 1, Kind::Nonsense);
    }

    void hearsAgainOnBoardWhatTheServiceFailsToUnderstand()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, requests);
        QFETCH(int, kind);
        Desk desk;
        QVERIFY(desk.open());
        for (int i = 0; i < 3; ++i)
            desk.service.add({.bytes = reply});
        expectOutage();
        desk.say();
        QTRY_COMPARE(desk.finals, QStringList{u"16000 on board"_s});
        QCOMPARE(desk.service.requests().size(), requests);
        const Service &service = desk.transcriber->service();
        QCOMPARE(service.stage(), Service::Stage::Down);
        QCOMPARE(static_cast<int>(service.trouble()->kind), kind);
        // Qt does not tell of the request that it sends again.
        const bool isQts = service.trouble()->kind == ServiceTrouble::Kind::Unreachable;
        QCOMPARE(service.figures().troubles[static_cast<std::size_t>(kind)],
                 quint64(isQts ? 1 : requests));
        QVERIFY(!service.trouble()->detail.contains(u"sk-secret"_s));
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void givesUpOnASilentService_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("before the answer") << QByteArray();
        QTest::newRow("within the answer")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{");
    }

    void givesUpOnASilentService()
    {
        QFETCH(QByteArray, reply);
        Desk desk;
        QVERIFY(desk.open(
            {.firstByte = 100ms, .silence = 100ms, .again = {.initial = 1h, .maximum = 1h}}));
        desk.service.add({.bytes = reply, .staysOpen = true});
        expectOutage();
        desk.say();
        QTRY_COMPARE(desk.finals, QStringList{u"16000 on board"_s});
        QCOMPARE(desk.transcriber->service().trouble()->kind, ServiceTrouble::Kind::TooSlow);
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void triesAgainOnce()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::withStatus(500, {})});
        desk.service.add({.bytes = words("What is a train?")});
        desk.say();
        QTRY_COMPARE(desk.finals, QStringList{u"What is a train?"_s});
        QCOMPARE(desk.transcriber->service().figures().outages, 0);
    }

    void goesOnOnBoardInTheMiddleOfATurn()
    {
        Desk desk;
        QVERIFY(desk.open({.again = {.initial = 1h, .maximum = 1h}}, true));
        desk.service.add({.bytes = ScriptedService::withStatus(401, {})});
        expectOutage();
        desk.listen();
        desk.recognition->feed(soundOf(1s));
        QTRY_COMPARE(desk.script->started, 1);
        desk.recognition->feed(soundOf(1s));
        desk.recognition->finish();
        QTRY_COMPARE(desk.finals, QStringList{u"32000 on board"_s});
    }

    void asksNothingWhileTheServiceIsDown()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::withStatus(401, {})});
        expectOutage();
        desk.say();
        QTRY_COMPARE(desk.finals.size(), 1);
        desk.say();
        QTRY_COMPARE(desk.finals.size(), 2);
        QCOMPARE(desk.service.requests().size(), 1);
    }

    void comesBackByItself()
    {
        Desk desk;
        QVERIFY(desk.open({.again = {.initial = 10ms, .maximum = 10ms}}));
        desk.service.add({.bytes = ScriptedService::withStatus(401, {})});
        desk.service.add({.bytes = ScriptedService::withStatus(401, {})}); // the list of models
        desk.service.add({.bytes = ScriptedService::withStatus(200, R"({"data":[]})")});
        desk.service.add({.bytes = words("What is a train?")});
        expectOutage();
        desk.say();
        QTRY_COMPARE(desk.transcriber->service().stage(), Service::Stage::OnTrial);
        QVERIFY(desk.service.requests().last().head.startsWith("GET /v1/models HTTP/1.1"));
        QTRY_COMPARE(desk.finals.size(), 1);
        desk.say();
        QTRY_COMPARE(desk.finals.last(), u"What is a train?"_s);
        QCOMPARE(desk.transcriber->service().stage(), Service::Stage::Working);
        QVERIFY(!desk.transcriber->service().trouble());
    }

    void waitsForTheModelThatWasMissing()
    {
        Desk desk;
        QVERIFY(desk.open({.again = {.initial = 10ms, .maximum = 10ms}}));
        desk.service.add({.bytes = ScriptedService::withStatus(404, {})});
        desk.service.add(
            {.bytes = ScriptedService::withStatus(200, R"({"data":[{"id":"other"}]})")});
        desk.service.add(
            {.bytes = ScriptedService::withStatus(200, R"({"data":[{"id":"tiny:latest"}]})")});
        expectOutage();
        desk.say();
        QTRY_COMPARE(desk.transcriber->service().stage(), Service::Stage::OnTrial);
        QCOMPARE(desk.service.requests().size(), 3);
    }

    // ---- many users

    void bindsTheConnectionsAndTakesTurns()
    {
        Desk desk;
        QVERIFY(desk.open({.calls = 1}));
        std::vector<std::unique_ptr<Recognition>> recognitions;
        QStringList order;
        const auto speak = [&](const char *who, Speaker speaker) {
            recognitions.push_back(desk.transcriber->begin(speaker));
            recognitions.back()->feed(soundOf(100ms));
            connect(recognitions.back().get(), &Recognition::finished, this,
                    [&order, who] { order += QString::fromLatin1(who); });
            recognitions.back()->finish();
        };
        const int greedy = 0;
        const int modest = 0;
        for (int i = 0; i < 3; ++i)
            speak("greedy", &greedy);
        speak("modest", &modest);
        QVERIFY(recognitions[1]->isWaiting() && !recognitions[0]->isWaiting());
        QTRY_COMPARE(desk.service.requests().size(), 1);
        QCOMPARE(desk.service.openConnections(), 1);
        for (int i = 0; i < 4; ++i)
            desk.service.add({.bytes = words("x")});
        recognitions[0].reset(); // was not answered
        QTRY_COMPARE(order.size(), 3);
        QCOMPARE(order, (QStringList{u"modest"_s, u"greedy"_s, u"greedy"_s}));
    }

    void closesTheConnectionOfAnUtteranceThatIsGivenUp()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.say();
        QTRY_COMPARE(desk.service.openConnections(), 1);
        desk.recognition.reset();
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void takesTheTurnToTheServiceThatIsChosenMeanwhile()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.say();
        QTRY_COMPARE(desk.service.requests().size(), 1);
        ScriptedService other;
        QVERIFY(other.listen());
        other.add({.bytes = words("Understood elsewhere")});
        desk.transcriber->setSettings({.service = {.base = other.base(), .model = u"m"_s}});
        QTRY_COMPARE(desk.finals, QStringList{u"Understood elsewhere"_s});
        desk.transcriber->setSettings({});
        desk.say();
        QTRY_COMPARE(desk.finals.size(), 2);
        QCOMPARE(desk.finals.last(), u"16000 on board"_s);
    }
};

HOLDLINE_TEST(TestServiceTranscriber)

} // namespace holdline::tst_servicetranscriber

#include "tst_servicetranscriber.moc"
