// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/enginetrial.h"

#include "support/scriptedservice.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_enginetrial {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

/// A model is asked for something short before it is used.
class TestEngineTrial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<ScriptedService>();
        QVERIFY(m_service->listen());
    }

    void measuresTheFirstWord_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("streamed") << ScriptedService::streamed({"Hel", "lo"}, false);
        QTest::newRow("after its thoughts") << ScriptedService::withStatus(
            200,
            "data: {\"choices\":[{\"delta\":{\"reasoning\":\"Hm\"}}]}\n\n"
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n");
        QTest::newRow("at once, in several lines") << ScriptedService::withStatus(
            200, "{\n \"choices\": [\n {\"message\": {\"content\": \"Hi\"}}\n ]\n}");
    }

    void measuresTheFirstWord()
    {
        QFETCH(QByteArray, reply);
        m_service->add({.bytes = reply, .staysOpen = reply.contains("Hel"), .bytesAtOnce = 1});
        EngineTrial trial;
        const QSignalSpy succeeded(&trial, &EngineTrial::succeeded);
        const QSignalSpy failed(&trial, &EngineTrial::failed);
        trial.start(Engine::Language, choice());
        QTRY_COMPARE(succeeded.size(), 1);
        QVERIFY(failed.isEmpty());
        QVERIFY(succeeded[0][0].value<Duration>() >= Duration(0));
        const ScriptedService::Request &request = m_service->requests().constFirst();
        QVERIFY(request.head.startsWith("POST /v1/chat/completions "));
        QVERIFY(request.head.contains("Bearer sk-1"));
        QVERIFY(request.body.contains("\"tiny\""));
        // The model stops writing.
        QTRY_COMPARE(m_service->openConnections(), 0);
    }

    void asksForWhatTheEngineDoes_data()
    {
        QTest::addColumn<Engine>("engine");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("recognition")
            << Engine::Recognition << ScriptedService::withStatus(200, R"({"text":""})")
            << QByteArray("POST /v1/audio/transcriptions ");
        QTest::newRow("voice") << Engine::Voice << ScriptedService::withStatus(200, "RIFF....WAVE")
                               << QByteArray("POST /v1/audio/speech ");
    }

    void asksForWhatTheEngineDoes()
    {
        QFETCH(Engine, engine);
        QFETCH(QByteArray, reply);
        QFETCH(QByteArray, path);
        m_service->add({.bytes = reply});
        EngineTrial trial;
        const QSignalSpy succeeded(&trial, &EngineTrial::succeeded);
        trial.start(engine, choice());
        QTRY_COMPARE(succeeded.size(), 1);
        const ScriptedService::Request &request = m_service->requests().constFirst();
        QVERIFY(request.head.startsWith(path));
        QVERIFY(request.head.contains("Bearer sk-1"));
        QVERIFY(request.body.contains("tiny"));
        QCOMPARE(request.body.contains("RIFF"), engine == Engine::Recognition);

        m_service->add({.bytes = ScriptedService::withStatus(200, "<html>")});
        const QSignalSpy failed(&trial, &EngineTrial::failed);
        trial.start(engine, choice());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<ServiceTrouble>(), ServiceTrouble::NotUnderstood);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<ServiceTrouble>("trouble");
        const auto row = [](const char *name, int status, ServiceTrouble trouble) {
            QTest::newRow(name) << ScriptedService::withStatus(status, {}) << trouble;
        };
        row("wrong key", 401, ServiceTrouble::KeyRefused);
        row("no such model", 404, ServiceTrouble::NotFound);
        row("no credit", 429, ServiceTrouble::Busy);
        row("a fault there", 503, ServiceTrouble::Failed);
        row("not accepted", 400, ServiceTrouble::NotUnderstood);
        row("sent elsewhere", 302, ServiceTrouble::NotUnderstood);
        QTest::newRow("nonsense") << ScriptedService::withStatus(200, "<html>")
                                  << ServiceTrouble::NotUnderstood;
        QTest::newRow("without end") << ScriptedService::withStatus(200, QByteArray(300'000, 'x'))
                                     << ServiceTrouble::NotUnderstood;
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, reply);
        QFETCH(ServiceTrouble, trouble);
        m_service->add({.bytes = reply});
        EngineTrial trial;
        const QSignalSpy failed(&trial, &EngineTrial::failed);
        trial.start(Engine::Language, choice());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<ServiceTrouble>(), trouble);
    }

    void saysThatNobodyIsThere()
    {
        EngineTrial trial;
        const QSignalSpy failed(&trial, &EngineTrial::failed);
        trial.start(Engine::Language, {.url = u"http://127.0.0.1:1/v1"_s, .model = u"tiny"_s});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<ServiceTrouble>(), ServiceTrouble::Unreachable);
    }

    void anotherTrialEndsTheOneBefore()
    {
        EngineTrial trial;
        const QSignalSpy succeeded(&trial, &EngineTrial::succeeded);
        const QSignalSpy failed(&trial, &EngineTrial::failed);
        trial.start(Engine::Language, choice()); // is not answered
        QTRY_COMPARE(m_service->requests().size(), 1);
        m_service->add({.bytes = ScriptedService::streamed({"Hi"})});
        trial.start(Engine::Language, choice());
        QTRY_COMPARE(succeeded.size(), 1);
        QVERIFY(failed.isEmpty());
    }

private:
    EngineChoice choice() const
    {
        return {.url = m_service->base().toString(), .model = u"tiny"_s, .key = "sk-1"};
    }

    std::unique_ptr<ScriptedService> m_service;
};

HOLDLINE_TEST(TestEngineTrial)

} // namespace holdline::tst_enginetrial

#include "tst_enginetrial.moc"
