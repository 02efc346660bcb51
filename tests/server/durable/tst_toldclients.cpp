// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/memorystore.h"
#include "support/durableclient.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/unreliablestore.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <utility>

namespace holdline::tst_toldclients {

using namespace testing;
using namespace Qt::StringLiterals;
using CallStatus = protocol::CallStatusChanged::Status;
using Mode = protocol::Welcome::Mode;

namespace {

/// Reads no history until it is told to.
class PatientStore : public UnreliableStore
{
public:
    using UnreliableStore::UnreliableStore;

    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override
    {
        m_waiting = [this, id, from, bytes, done = std::move(done)] {
            UnreliableStore::loadHistory(id, from, bytes, done);
        };
    }
    bool isAsked() const { return static_cast<bool>(m_waiting); }
    void proceed() { std::exchange(m_waiting, {})(); }

private:
    std::function<void()> m_waiting;
};

/// Leaves the answers that begin with "wait" to the test.
std::optional<ScriptedReply> repeatOrWait(const speech::Prompt &prompt)
{
    if (prompt.text.startsWith(u"wait"_s))
        return std::nullopt;
    return ScriptedReply{{u"You said: "_s + prompt.text + u'.'}};
}

/// Becomes a new process of the client of `owner`.
bool rejoin(DurableClient &client, const DurableClient &owner)
{
    client.adopt(owner);
    if (!QTest::qWaitFor([&] { return client.isGreeted(); }))
        return false;
    client.resume(true);
    return QTest::qWaitFor([&] { return client.heard<protocol::Welcome>(); });
}

} // namespace

/// What a Durable server tells its clients, and in which order.
class TestToldClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- the welcome

    void theRatesAreThoseOfTheServerWhateverWasOffered()
    {
        TestServer server;
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.send(protocol::Open{u"odd"_s, {{8000}, {22050}, {u"flac"_s}}, protocol::kWindow});
        QTRY_VERIFY(client.heard<protocol::Welcome>());
        QCOMPARE(client.last<protocol::Welcome>()->micRate, protocol::kMicRate);
        QCOMPARE(client.last<protocol::Welcome>()->ttsRate, protocol::kSampleRate);
        QCOMPARE(client.last<protocol::Welcome>()->codec, u"pcm"_s);
    }

    void aNewProcessHearsOfTheCallAlsoIfThereIsNone()
    {
        TestServer server;
        DurableClient first(server.url());
        QVERIFY(first.enter());
        first.type(u"hello"_s);
        QTRY_COMPARE(first.answers().size(), 1);
        QVERIFY(first.items<protocol::CallStatusChanged>().isEmpty());
        DurableClient second(server.url());
        QVERIFY(rejoin(second, first));
        QTRY_COMPARE(second.items<protocol::CallStatusChanged>().size(), 1);
        QCOMPARE(second.items<protocol::CallStatusChanged>().first().status, CallStatus::Idle);
    }

    void afterEachWelcomeTheTurnIsToldAlsoIfItIsEmpty()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        const auto told = [](const DurableClient &each) {
            const auto turns = each.transients<protocol::PartialUserRequest>();
            return turns.size() == 1 && turns.first().content.isEmpty()
                && each.transients<protocol::Activity>().size() == 1;
        };
        QTRY_VERIFY(told(client));
        DurableClient second(server.url());
        QVERIFY(rejoin(second, client));
        QTRY_VERIFY(told(second));
        QVERIFY(second.comeBack());
        QCOMPARE(second.last<protocol::Welcome>()->mode, Mode::Resumed);
        QTRY_COMPARE(second.transients<protocol::PartialUserRequest>().size(), 2);
        QTRY_COMPARE(second.transients<protocol::Activity>().size(), 2);
    }

    // ---- the history

    void aLongHistoryComesInSeveralMessagesAndAnEmptyOneInNone()
    {
        constexpr int kTexts = 30;
        TestServer server(
            {.script = [](const speech::Prompt &) { return ScriptedReply{{u"Yes."_s}}; }});
        DurableClient first(server.url());
        QVERIFY(first.enter());
        DurableClient second(server.url());
        QVERIFY(rejoin(second, first));
        QTRY_VERIFY(second.isWelcome());
        QVERIFY(!second.heard<protocol::History>());

        for (int i = 1; i <= kTexts; ++i)
            second.type(QString::number(i).leftJustified(4900, u'x'));
        QTRY_COMPARE(second.turns().size(), kTexts);
        int parts = 0;
        DurableClient third(server.url());
        connect(&third.socket(), &QWebSocket::textMessageReceived, this,
                [&](const QString &text) { parts += text.contains(u"\"hl_history\""_s) ? 1 : 0; });
        QVERIFY(rejoin(third, second));
        QTRY_VERIFY(third.isWelcome());
        QStringList told;
        for (const protocol::HistoryMessage &message : third.history()) {
            if (message.role == protocol::HistoryMessage::Role::User)
                told += message.content;
        }
        QCOMPARE(told, second.turns());
        QVERIFY2(parts >= 2, qPrintable(QString::number(parts)));
    }

    void whatIsPlayedBeforeTheEndOfTheHistoryIsNotSpokenAgain()
    {
        const auto memory = server::memoryStore();
        auto owned = std::make_unique<PatientStore>(*memory);
        PatientStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        DurableClient first(server.url());
        QVERIFY(first.enter());
        first.type(u"a long story"_s);
        QTRY_COMPARE(first.items<protocol::TtsEnd>().size(), 1);
        const quint64 samples = first.items<protocol::TtsEnd>().first().samples;
        QTRY_COMPARE(first.heardSpeech().size(), samples);

        DurableClient second(server.url());
        QVERIFY(rejoin(second, first));
        QTRY_VERIFY(store.isAsked());
        second.send(protocol::Ack{0, protocol::Played{1, 9600}});
        QTRY_COMPARE(store.count<server::AnswerPlayed>(), 1);
        store.proceed();
        QTRY_COMPARE(second.heardSpeech().size(), samples - 9600);
        QCOMPARE(second.speech().first().position, 9600U);
    }

    void whoSendsAnItemBeforeTheEndOfTheHistoryIsSentAway()
    {
        const auto memory = server::memoryStore();
        auto owned = std::make_unique<PatientStore>(*memory);
        PatientStore &store = *owned;
        TestServer server({.store = std::move(owned)});
        DurableClient first(server.url());
        QVERIFY(first.enter());
        DurableClient second(server.url());
        QVERIFY(rejoin(second, first));
        QTRY_VERIFY(store.isAsked());
        second.sendRaw(
            {false, R"({"hl":{"s":1,"a":0},"type":"text","text":"too early","id":"t"})"});
        QTRY_COMPARE(second.closeCode(), 4400);
    }

    // ---- answers

    void jsonDoesNotWaitForTheSpeechBeforeIt()
    {
        TestServer server;
        DurableClient client(server.url());
        client.setWindow(protocol::kMinWindow);
        client.setAcknowledging(false);
        QVERIFY(client.enter());
        client.type(u"a story that has many more words than a small window has room for"_s);
        QTRY_COMPARE(client.items<protocol::TtsEnd>().size(), 1);
        QCOMPARE(client.answers().size(), 1);
        const quint64 samples = client.items<protocol::TtsEnd>().first().samples;
        QVERIFY(client.heardSpeech().size() < samples);
        client.setAcknowledging(true);
        client.send(protocol::Ack{client.stream().takeAck(), std::nullopt});
        QTRY_COMPARE(client.heardSpeech().size(), samples);
    }

    void speechCarriesNoTime()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"hello"_s);
        QTRY_COMPARE(client.items<protocol::TtsEnd>().size(), 1);
        QTRY_VERIFY(!client.speech().isEmpty());
        QVERIFY(std::ranges::all_of(client.speech(), [](const protocol::AudioItem &item) {
            return item.timestampMs == 0;
        }));
    }

    void anAnswerThatIsInterruptedInTheMakingHasNoEndOfSpeech()
    {
        TestServer server({.script = repeatOrWait});
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"wait for the rest"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(u"This is the first of many sentences. And"_s);
        QTRY_VERIFY(!client.speech().isEmpty());
        client.type(u"hello"_s);
        QTRY_COMPARE(client.items<protocol::TtsEnd>().size(), 1);
        QCOMPARE(client.items<protocol::TtsEnd>().first().utterance, 2U);
        QCOMPARE(client.items<protocol::TtsBegin>().size(), 2);
        QCOMPARE(client.items<protocol::StopTts>().size(), 1);
    }

    void anAnswerThatNeverBeganLeavesAGapInTheNumbers()
    {
        TestServer server({.script = repeatOrWait});
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"wait"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        client.type(u"hello"_s);
        QTRY_COMPARE(client.items<protocol::TtsBegin>().size(), 1);
        QCOMPARE(client.items<protocol::TtsBegin>().first().utterance, 2U);
        QVERIFY(client.items<protocol::StopTts>().isEmpty());
    }
};

HOLDLINE_TEST(TestToldClients)

} // namespace holdline::tst_toldclients

#include "tst_toldclients.moc"
