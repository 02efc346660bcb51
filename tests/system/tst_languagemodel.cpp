// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QTemporaryFile>
#include <QTest>

#include <algorithm>

namespace holdline::tst_languagemodel {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {
const QByteArray kKey = "sk-secret-of-the-service";
}

/// The real server with a language model: a scripted service with OpenAI's interface.
class TestLanguageModel : public QObject
{
    Q_OBJECT

    ScriptedService m_service;
    QTemporaryFile m_key;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<DurableClient> m_client;

    QStringList answers() const
    {
        QStringList texts;
        for (const auto &answer : m_client->items<protocol::FinalAssistantAnswer>())
            texts.append(answer.content);
        return texts;
    }

    QStringList troubles() const
    {
        QStringList codes;
        for (const auto &error : m_client->items<protocol::ServerError>())
            codes += error.code;
        return codes;
    }

    /// Waits until the newest answer was played to its end.
    bool hear(qsizetype count)
    {
        const auto ends = [this] { return m_client->items<protocol::TtsEnd>(); };
        if (!QTest::qWaitFor([&] { return ends().size() == count; }, 10'000))
            return false;
        m_client->tellPlayed(ends().last().utterance, ends().last().samples);
        return true;
    }

    /// Requests for an answer; the server also asks for the models of a service that is down.
    int questions() const
    {
        return static_cast<int>(
            std::ranges::count_if(m_service.requests(), [](const ScriptedService::Request &each) {
                return each.head.startsWith("POST ");
            }));
    }

    QByteArray page(const QByteArray &path) const
    {
        return HttpRequest{.port = m_server->port(), .path = path}.send().body;
    }

    bool isTold(const QString &text) { return m_server->process().errorText().contains(text); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_service.listen());
        QVERIFY(m_key.open());
        m_key.write(kKey + '\n');
        m_key.close();
    }

    void init()
    {
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--language-url"_s, m_service.base().toString(), u"--language-model"_s,
                        u"tiny"_s, u"--language-key-file"_s, m_key.fileName()});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_client = std::make_unique<DurableClient>(m_server->url());
        QVERIFY(m_client->enter());
    }

    void cleanup()
    {
        m_client.reset();
        QVERIFY(!isTold(QString::fromLatin1(kKey)));
        m_server.reset();
    }

    void answersWithTheModelAndKnowsWhatWasSaid()
    {
        m_service.add({.bytes = ScriptedService::streamed({"A vehicle ", "on rails."})});
        m_client->type(u"what is a train"_s);
        QTRY_COMPARE(answers(), QStringList{u"A vehicle on rails."_s});
        QVERIFY(hear(1));

        m_service.add({.bytes = ScriptedService::streamed({"On tracks."})});
        m_client->type(u"and where does it run"_s);
        QTRY_COMPARE(answers().last(), u"On tracks."_s);
        const QByteArray body = m_service.requests().last().body;
        QVERIFY(body.contains("what is a train") && body.contains("A vehicle on rails."));
    }

    void tellsWhatIsWrongAndGoesOn_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("answer");
        const auto status = [](int code, const QByteArray &fields = {}) {
            return ScriptedService::withStatus(code, R"({"error":{"message":"because"}})", fields);
        };
        const QString problem = u"The language service has a problem. Please ask again."_s;
        QTest::newRow("wrong key") << status(401) << 1 << u"denied"_s
                                   << u"The language service does not accept our key."_s;
        QTest::newRow("unknown model") << status(404) << 1 << u"unknown_model"_s
                                       << u"The language service does not know this model."_s;
        QTest::newRow("too busy")
            << status(429, "Retry-After: 60\r\n") << 1 << u"busy"_s
            << u"The language service is too busy. Please ask again in a moment."_s;
        QTest::newRow("broken") << status(503) << 2 << u"broken"_s << problem;
        QTest::newRow("redirect") << status(302, "Location: http://127.0.0.1:9/\r\n") << 1
                                  << u"nonsense"_s << problem;
        QTest::newRow("no JSON") << ScriptedService::withStatus(200, "<html>") << 1 << u"nonsense"_s
                                 << problem;
        QTest::newRow("closed at once")
            << QByteArray() << 2 << u"unreachable"_s << u"I cannot reach the language model."_s;
        QTest::newRow("cut off twice")
            << ScriptedService::streamed({"A vehicle. "}, false) << 2 << u"cut_off"_s
            << u"A vehicle. A vehicle.  The language model was cut off."_s;
    }

    void tellsWhatIsWrongAndGoesOn()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, requests);
        QFETCH(QString, kind);
        const int before = questions();
        for (int i = 0; i < requests; ++i)
            m_service.add({.bytes = reply});
        m_client->type(u"what is a train"_s);
        QTRY_COMPARE(answers().size(), 1);
        QTEST(answers().first(), "answer");
        QVERIFY(hear(1));
        m_client->type(u"what is two plus two"_s); // no model needed
        QTRY_COMPARE(answers().size(), 2);
        QCOMPARE(answers().last(), u"2 plus 2 is 4."_s);
        QCOMPARE(questions() - before, requests);

        QCOMPARE(troubles(), QStringList{u"language_"_s + kind});
        QVERIFY(page("/health").contains("\"responder\":{\"detail\":\"tiny at 127.0.0.1: "));
        QVERIFY(page("/health").contains("degraded"));
        const QByteArray figures = page("/metrics");
        const QByteArray outages = "holdline_service_outages_total{engine=\"language\"} 1";
        QVERIFY(figures.contains(outages));
        const QByteArray errors = "holdline_service_errors_total{engine=\"language\",kind=\"";
        QVERIFY(figures.contains(errors + kind.toLatin1() + '"'));
    }

    void theModelComesBackByItself()
    {
        m_service.add({.bytes = ScriptedService::withStatus(401, {})});
        m_client->type(u"what is a train"_s);
        QTRY_COMPARE(answers().size(), 1);
        QVERIFY(hear(1));
        m_service.add({.bytes = ScriptedService::withStatus(200, R"({"data":[{"id":"tiny"}]})")});
        QTRY_COMPARE_WITH_TIMEOUT(troubles(),
                                  (QStringList{u"language_denied"_s, u"language_back"_s}), 20'000);
        m_service.add({.bytes = ScriptedService::streamed({"A vehicle on rails."})});
        m_client->type(u"what is a train"_s);
        QTRY_COMPARE(answers().value(1), u"A vehicle on rails."_s);
        const QByteArray times = "holdline_service_seconds_count{engine=\"language\"} 1";
        QVERIFY(page("/metrics").contains(times));
    }

    void aReminderOfAToolSurvivesTheServer_data()
    {
        QTest::addColumn<bool>("isCut");
        QTest::newRow("killed after the answer") << false;
        QTest::newRow("killed in the answer, and the tool is called again") << true;
    }

    void aReminderOfAToolSurvivesTheServer()
    {
        QFETCH(bool, isCut);
        const QByteArray call =
            ScriptedService::calling("set_reminder", R"({"seconds":2,"sentence":"Call Anna."})");
        m_service.add({.bytes = call});
        m_service.add({.bytes = ScriptedService::streamed({"I will tell you. "}, !isCut),
                       .staysOpen = isCut});
        m_client->type(u"tell me when I should call Anna"_s);
        QTRY_COMPARE(m_client->items<protocol::TtsBegin>().size(), 1);
        if (!isCut)
            QTRY_COMPARE(answers(), QStringList{u"I will tell you."_s});
        m_server->kill();
        if (isCut) {
            m_service.add({.bytes = call});
            m_service.add({.bytes = ScriptedService::streamed({"Soon."})});
        }
        QVERIFY(m_server->start());
        QVERIFY(m_client->comeBack());
        QVERIFY(hear(1));
        QTRY_COMPARE(answers(),
                     (QStringList{isCut ? u"I will tell you. Soon."_s : u"I will tell you."_s,
                                  u"Call Anna."_s}));
        QVERIFY(hear(2));
        for (int i = 0; i < 2; ++i)
            m_service.add({.bytes = ScriptedService::withStatus(503, {})});
        m_client->type(u"how much time is left"_s);
        QTRY_COMPARE(answers().size(), 3);
        QCOMPARE(answers().last(), u"There is no timer running."_s);
    }

    void stopsTheModelWhenTheUserInterrupts()
    {
        m_service.add({.bytes = ScriptedService::streamed({"A vehicle on rails. It "}, false),
                       .staysOpen = true});
        m_client->type(u"what is a train"_s);
        QTRY_VERIFY(!m_client->items<protocol::TtsBegin>().isEmpty());
        QCOMPARE(m_service.openConnections(), 1);
        m_client->send(protocol::ClientMessage(protocol::ClearHistory{}));
        QTRY_COMPARE(m_service.openConnections(), 0);
    }
};

HOLDLINE_TEST(TestLanguageModel)

} // namespace holdline::tst_languagemodel

#include "tst_languagemodel.moc"
