// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durableclient.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QTemporaryFile>
#include <QTest>

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

    /// Waits until the newest answer was played to its end.
    bool hear(qsizetype count)
    {
        const auto ends = [this] { return m_client->items<protocol::TtsEnd>(); };
        if (!QTest::qWaitFor([&] { return ends().size() == count; }, 10'000))
            return false;
        m_client->tellPlayed(ends().last().utterance, ends().last().samples);
        return true;
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

    void saysSoWhenTheModelFailsAndGoesOn()
    {
        m_service.add({.bytes = ScriptedService::withStatus(503, {})});
        m_client->type(u"what is a train"_s);
        QTRY_COMPARE(answers(),
                     QStringList{u"The language service has a problem. Please ask again."_s});
        QVERIFY(hear(1));
        m_service.add({.bytes = ScriptedService::withStatus(503, {})});
        m_client->type(u"what is two plus two"_s); // no model needed
        QTRY_COMPARE(answers().size(), 2);
        QVERIFY(answers().last().contains(u"4"_s) || answers().last().contains(u"four"_s));
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
