// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitestore.h"
#include "support/phoenix.h"
#include "support/testcase.h"

#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_configuredsessions {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using protocol::Configuration;

namespace {

Configuration coach()
{
    return {.persona = u"Coach"_s,
            .instructions = u"Ask one question at a time."_s,
            .language = u"de"_s,
            .voice = u"rms"_s,
            .speakingRate = 1.5,
            .turnPause = 100};
}

Configuration greeter()
{
    return {.persona = u"Host"_s, .greeting = u"Welcome."_s};
}

void configure(DurableClient &client, const Configuration &configuration)
{
    client.send(protocol::ClientMessage(protocol::Configure{configuration}));
}

void call(DurableClient &client, bool start = true)
{
    client.send(protocol::ClientMessage(protocol::CallRequest{start}));
}

void begin(DurableClient &client)
{
    client.send(protocol::ClientMessage(protocol::NewConversation{}));
}

} // namespace

/// The assistant of a Durable session, as its client configures it.
class TestConfiguredSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto opened = server::openSqliteStore(m_folder.filePath(u"%1.sqlite"_s.arg(++m_stores)));
        QVERIFY(opened);
        m_store = std::move(opened).value();
        m_phoenix = std::make_unique<Phoenix>(*m_store);
        m_client = std::make_unique<DurableClient>(server().url());
        QVERIFY(m_client->enter());
    }

    void cleanup()
    {
        m_client.reset();
        m_phoenix.reset();
        m_store.reset();
    }

    // ---- the next answer obeys

    void confirmsTheConfiguration()
    {
        configure(*m_client, coach());
        QTRY_COMPARE(configured().size(), 1);
        QVERIFY(configured().last().configuration == coach());
    }

    void answersInThePersona()
    {
        configure(*m_client, coach());
        m_client->type(u"hello"_s);
        QTRY_COMPARE(m_client->answers().size(), 1);
        const speech::Prompt prompt = server().responder.prompts().last();
        QCOMPARE(prompt.persona, u"Coach"_s);
        QCOMPARE(prompt.instructions, u"Ask one question at a time."_s);
        QCOMPARE(prompt.language, u"de"_s);
        const speech::Manner manner{.voice = u"rms"_s, .language = u"de"_s, .rate = 1.5};
        QVERIFY(server().voice->manners().back() == manner);
    }

    void aNewConfigurationReplacesAllOfTheOld()
    {
        configure(*m_client, coach());
        configure(*m_client, {.persona = u"Nova"_s});
        m_client->type(u"hello"_s);
        QTRY_COMPARE(m_client->answers().size(), 1);
        QCOMPARE(server().responder.prompts().last().persona, u"Nova"_s);
        QVERIFY(server().responder.prompts().last().instructions.isEmpty());
        QVERIFY(server().voice->manners().back() == speech::Manner{});
    }

    void answersSoonerForAQuickPersona()
    {
        configure(*m_client, {.turnPause = 0});
        m_client->speak(1s);
        m_client->beSilent(400ms); // between 0.3 s and the usual 0.5 s
        QTRY_COMPARE(m_client->turns().size(), 1);
    }

    void waitsForAPatientPersona()
    {
        configure(*m_client, {.turnPause = 100});
        m_client->speak(1s);
        m_client->beSilent(800ms); // between the usual 0.5 s and 1.3 s
        m_client->speak(1s);
        m_client->beSilent(1500ms);
        QTRY_COMPARE(m_client->turns().size(), 1);
        QVERIFY2(m_client->turns().first().section(u' ', 0, 0).toInt() > 25,
                 qPrintable(m_client->turns().first())); // all of it was one turn
    }

    void aRefusedConfigurationChangesNothing()
    {
        configure(*m_client, coach());
        configure(*m_client, {.persona = QString(protocol::kMaxPersonaName + 1, u'x')});
        m_client->type(u"hello"_s);
        QTRY_COMPARE(m_client->answers().size(), 1);
        QCOMPARE(m_client->items<protocol::ValidationError>().size(), 1);
        QCOMPARE(server().responder.prompts().last().persona, u"Coach"_s);
    }

    // ---- it lasts

    void survivesNewConversationsAndRestarts()
    {
        configure(*m_client, coach());
        QTRY_COMPARE(configured().size(), 1);
        begin(*m_client);
        m_phoenix->rise();
        QVERIFY(m_phoenix->resume(*m_client));
        m_client->type(u"hello"_s);
        QTRY_COMPARE(m_client->answers().size(), 1);
        QCOMPARE(server().responder.prompts().last().persona, u"Coach"_s);
        QCOMPARE(server().voice->manners().back().voice, u"rms"_s);
    }

    void countsOnceThoughTheServerDiesAtEveryWrite()
    {
        for (int life = 1;; ++life) {
            m_phoenix->rise(life);
            QVERIFY(m_phoenix->resume(*m_client));
            const Configuration next{.persona = u"Number %1"_s.arg(life)};
            configure(*m_client, next);
            QTRY_VERIFY(m_phoenix->isDead() || configured().size() == life);
            const bool wasKilled = m_phoenix->isDead();
            m_phoenix->rise();
            QVERIFY(m_phoenix->resume(*m_client));
            QTRY_COMPARE(configured().size(), life);
            QVERIFY(configured().last().configuration == next);
            if (!wasKilled)
                return;
        }
    }

    // ---- the greeting

    void greetsAtTheBeginningOfACall()
    {
        configure(*m_client, greeter());
        QTRY_COMPARE(configured().size(), 1);
        QVERIFY(m_client->answers().isEmpty());
        call(*m_client);
        QTRY_COMPARE(m_client->answers(), QStringList{u"Welcome."_s});
        QTRY_VERIFY(!m_client->items<protocol::TtsEnd>().isEmpty());
        QVERIFY(server().responder.prompts().isEmpty());
    }

    void greetsOncePerConversation()
    {
        configure(*m_client, greeter());
        call(*m_client);
        QTRY_COMPARE(said(), QStringList{u"Welcome."_s});
        call(*m_client, false);
        call(*m_client);
        m_phoenix->rise();
        QVERIFY(m_phoenix->resume(*m_client));
        QVERIFY(m_phoenix->resume(*m_client, true)); // as a new process
        m_client->type(u"hello"_s); // comes after whatever the server says by itself
        QTRY_COMPARE(said(), (QStringList{u"Welcome."_s, u"You said: hello."_s}));

        begin(*m_client);
        call(*m_client);
        QTRY_COMPARE(said().size(), 3);
        QCOMPARE(said().last(), u"Welcome."_s);
    }

    void doesNotGreetWhoBeginsByTyping()
    {
        configure(*m_client, greeter());
        m_client->type(u"hello"_s);
        call(*m_client);
        QTRY_COMPARE(m_client->answers(), QStringList{u"You said: hello."_s});
    }

    void greetsThoughTheServerDiesAtEveryWrite()
    {
        using Status = protocol::CallStatusChanged::Status;
        configure(*m_client, greeter());
        QTRY_COMPARE(configured().size(), 1);
        for (int life = 1;; ++life) {
            begin(*m_client);
            QTRY_COMPARE(m_client->items<protocol::CallStatusChanged>()
                             .value(2 * life - 2, {Status::Active, {}})
                             .status,
                         Status::Idle);
            m_phoenix->rise(life);
            QVERIFY(m_phoenix->resume(*m_client));
            call(*m_client);
            QTRY_VERIFY(m_phoenix->isDead() || said().size() == life);
            const bool wasKilled = m_phoenix->isDead();
            m_phoenix->rise();
            QVERIFY(m_phoenix->resume(*m_client));
            QTRY_VERIFY2(said().size() == life, qPrintable(u"life %1"_s.arg(life)));
            QCOMPARE(said().last(), u"Welcome."_s);
            if (!wasKilled)
                return;
        }
    }

    // ---- voices

    void speaksASampleThatIsNoPartOfTheConversation()
    {
        m_client->send(protocol::ClientMessage(protocol::SampleVoice{
            .voice = u"rms"_s, .speakingRate = 2, .text = u"This is how I sound."_s}));
        const auto samples = [this] { return m_client->transients<protocol::VoiceSample>(); };
        QTRY_COMPARE(samples().size(), 1);
        QCOMPARE(samples().first().voice, u"rms"_s);
        const auto size = static_cast<double>(samples().first().pcm.size());
        QVERIFY(qAbs(size - 0.4 * protocol::kMicRate * 2) < 500); // 20 characters of 20 ms
        const speech::Manner manner{.voice = u"rms"_s, .rate = 2};
        QVERIFY(server().voice->manners().back() == manner);
        m_client->type(u"hello"_s);
        QTRY_COMPARE(m_client->answers().size(), 1);
        QVERIFY(server().responder.prompts().last().context.isEmpty());
    }

    void aSampleHasItsLimit()
    {
        server().voice->perCharacter = 100ms; // 200 characters would take 20 s
        m_client->send(protocol::ClientMessage(
            protocol::SampleVoice{.voice = {}, .text = QString(protocol::kMaxSampleText, u'x')}));
        const auto samples = [this] { return m_client->transients<protocol::VoiceSample>(); };
        QTRY_COMPARE(samples().size(), 1);
        QCOMPARE(samples().first().pcm.size(),
                 protocol::kMaxSample.count() * protocol::kMicRate / 1000 * 2);
    }

private:
    TestServer &server() { return m_phoenix->server(); }
    QList<protocol::Configured> configured() { return m_client->items<protocol::Configured>(); }
    /// The answers, each once: an interrupted one is told a second time.
    QStringList said()
    {
        QStringList ids;
        QStringList texts;
        for (const auto &answer : m_client->items<protocol::FinalAssistantAnswer>()) {
            if (ids.contains(answer.id))
                continue;
            ids += answer.id;
            texts += answer.content + answer.unheard;
        }
        return texts;
    }

    QTemporaryDir m_folder;
    int m_stores = 0;
    std::unique_ptr<server::SessionStore> m_store;
    std::unique_ptr<Phoenix> m_phoenix;
    std::unique_ptr<DurableClient> m_client;
};

HOLDLINE_TEST(TestConfiguredSessions)

} // namespace holdline::tst_configuredsessions

#include "tst_configuredsessions.moc"
