// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"
#include "client/persona/personacontroller.h"
#include "client/setup/clientsettings.h"
#include "support/cuttingproxy.h"
#include "support/fakesoundcard.h"
#include "support/lineclient.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_personas {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTries = 10'000; // longer than any restart of the server takes

/// The client's own code over a line that can be cut, to a server process whose language model is
/// scripted.
struct Talk
{
    ScriptedService model;
    std::unique_ptr<ServerProcess> server;
    CuttingProxy proxy;
    LineHome home;
    std::unique_ptr<LineClient> line;
    FakeSoundCard card;
    std::unique_ptr<client::ClientSettings> settings;
    std::unique_ptr<client::PersonaController> personas;
    std::unique_ptr<client::ConversationController> conversation;

    bool begin()
    {
        if (!model.listen())
            return false;
        server = std::make_unique<ServerProcess>(QStringList{
            u"--language-url"_s, model.base().toString(), u"--language-model"_s, u"tiny"_s});
        if (!server->start() || !proxy.listen())
            return false;
        proxy.setTarget(server->port());
        line = std::make_unique<LineClient>(home, proxy.url(), quickPolicy(kTries));
        line->releasesByItself = false;
        settings = std::make_unique<client::ClientSettings>(home.settings);
        personas = std::make_unique<client::PersonaController>(
            line->line, *settings, client::PersonaStore(home.folder.filePath(u"personas.json"_s)));
        conversation =
            std::make_unique<client::ConversationController>(line->line, card, line->clock);
        line->line.start();
        return QTest::qWaitFor([this] { return personas->isConfirmed(); }, 20'000);
    }

    /// Asks, and lets the model answer. Returns the instructions that the model was given.
    QString instructionsFor(const QString &question)
    {
        const auto asked = model.requests().size();
        model.add({.bytes = ScriptedService::streamed({"It is ", "so."})});
        conversation->sendText(question);
        if (!QTest::qWaitFor([&] { return model.requests().size() > asked; }, 20'000))
            return u"the model was not asked"_s;
        return QString::fromUtf8(model.requests().last().body);
    }

    /// How often the server has said that this persona answers.
    qsizetype confirmations(const client::Persona &persona) const
    {
        return std::ranges::count(
            line->messages, protocol::ServerMessage(protocol::Configured{persona.configuration}));
    }
    QStringList shown() const
    {
        return conversation->transcript().toPlainText(u"it"_s).split(u'\n', Qt::SkipEmptyParts);
    }
};

} // namespace

/// Who answers, with the real server and a language model, through cuts and crashes.
class TestPersonas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_talk = std::make_unique<Talk>();
        QVERIFY(m_talk->begin());
    }
    void cleanup() { m_talk.reset(); }

    void theNextAnswerObeysTheNewPersona()
    {
        const client::Persona nova = m_talk->personas->chosen();
        const QString first = m_talk->instructionsFor(u"what is a train"_s);
        QVERIFY2(first.contains(u"You are Nova, "_s), qPrintable(first));
        QVERIFY2(first.contains(nova.configuration.instructions), qPrintable(first));

        m_talk->personas->choose(u"storyteller"_s);
        const client::Persona storyteller = m_talk->personas->chosen();
        const QString second = m_talk->instructionsFor(u"and where does it run"_s);
        QVERIFY2(second.contains(u"You are Storyteller, "_s), qPrintable(second));
        QCOMPARE(second.count(storyteller.configuration.instructions), 1);
        QVERIFY(!second.contains(nova.configuration.instructions));
        QVERIFY(second.contains(u"what is a train"_s)); // the conversation goes on
    }

    void aSwitchOutlivesACutAndTheServer_data()
    {
        QTest::addColumn<bool>("isConfirmed");
        QTest::newRow("the server has confirmed it when it is killed") << true;
        QTest::newRow("the server is killed before the line is back") << false;
    }

    void aSwitchOutlivesACutAndTheServer()
    {
        QFETCH(bool, isConfirmed);
        m_talk->instructionsFor(u"what is a train"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_talk->shown().contains(u"it: It is so."_s), 20'000);
        m_talk->proxy.refuse();
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->line->losses, 1, 20'000);
        m_talk->personas->choose(u"storyteller"_s);
        const client::Persona storyteller = m_talk->personas->chosen();
        if (isConfirmed) {
            QVERIFY(m_talk->proxy.listen(m_talk->proxy.port()));
            QTRY_VERIFY_WITH_TIMEOUT(m_talk->personas->isConfirmed(), 20'000);
        }
        m_talk->server->kill();
        QVERIFY(m_talk->server->start());
        if (!isConfirmed)
            QVERIFY(m_talk->proxy.listen(m_talk->proxy.port()));

        const QString told = m_talk->instructionsFor(u"and where does it run"_s);
        QVERIFY2(told.contains(u"You are Storyteller, "_s), qPrintable(told));
        QCOMPARE(told.count(storyteller.configuration.instructions), 1);
        QVERIFY(told.contains(u"what is a train"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->shown().filter(u"it: "_s).size(), 2, 20'000);
        QCOMPARE(m_talk->confirmations(storyteller), 1);
        QCOMPARE(m_talk->model.requests().size(), 2);
    }

    void aNewConversationIsGreetedByThePersona()
    {
        m_talk->personas->choose(u"interview-coach"_s);
        const QString greeting = m_talk->personas->chosen().configuration.greeting;
        QTRY_VERIFY_WITH_TIMEOUT(m_talk->personas->isConfirmed(), 20'000);
        QVERIFY(m_talk->shown().isEmpty());
        m_talk->conversation->startConversation();
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->shown(), QStringList{u"it: "_s + greeting}, 20'000);
        m_talk->conversation->startNewConversation();
        QVERIFY(m_talk->shown().isEmpty());
        m_talk->conversation->startConversation();
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->shown(), QStringList{u"it: "_s + greeting}, 20'000);
        QVERIFY(m_talk->model.requests().isEmpty());
    }

    void theServerTellsItsVoicesAndLetsThemBeHeard()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_talk->personas->hasVoices(), 20'000);
        QStringList ids;
        for (const protocol::Voice &voice : m_talk->personas->voices())
            ids += voice.id;
        QCOMPARE(ids.first(3), (QStringList{u"slt"_s, u"rms"_s, u"awb"_s}));
        QVERIFY2(ids.contains(u"espeak-de"_s), qPrintable(ids.join(u' ')));
        QSignalSpy heard(m_talk->personas.get(), &client::PersonaController::sampleSpoken);
        m_talk->personas->sample({.voice = u"awb"_s, .text = u"Hello."_s});
        QVERIFY(heard.wait(20'000));
        const auto sample = heard.first().first().value<protocol::VoiceSample>();
        QCOMPARE(sample.voice, u"awb"_s);
        QVERIFY(sample.pcm.size() > protocol::kMicRate / 2); // a quarter of a second
    }

private:
    std::unique_ptr<Talk> m_talk;
};

HOLDLINE_TEST(TestPersonas)

} // namespace holdline::tst_personas

#include "tst_personas.moc"
