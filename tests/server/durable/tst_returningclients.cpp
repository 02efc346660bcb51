// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"
#include "support/durableclient.h"
#include "support/signals.h"
#include "support/testcase.h"
#include "support/testserver.h"

#include <QTest>

namespace holdline::tst_returningclients {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Mode = protocol::Welcome::Mode;

/// Durable clients that come back to a whole server: after cuts, as new processes, or on a second
/// socket.
class TestReturningClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- cuts

    void aCutConversationGoesOn()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"one"_s);
        client.cut();
        client.type(u"two"_s); // waits
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_COMPARE(client.turns(), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Resumed);
        QVERIFY(client.last<protocol::Welcome>()->secret.isEmpty());
        QVERIFY(!client.sawViolation());
    }

    void anAnswerIsMadeWhileNobodyIsThereAndGoesOnAtTheSample()
    {
        TestServer server;
        DurableClient whole(server.url());
        QVERIFY(whole.enter());
        whole.type(u"a long story that goes on for quite a while"_s);
        QTRY_COMPARE(whole.items<protocol::TtsEnd>().size(), 1);
        QTRY_COMPARE(whole.heardSpeech().size(), whole.items<protocol::TtsEnd>().first().samples);

        server.voice->speaking.close();
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"a long story that goes on for quite a while"_s);
        QTRY_COMPARE(client.turns().size(), 1);
        client.cut();
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.voice->speaking.open();
        QVERIFY(client.comeBack());
        QTRY_COMPARE(client.heardSpeech().size(), whole.heardSpeech().size());
        QVERIFY(client.heardSpeech() == whole.heardSpeech());
        QCOMPARE(client.answers(), whole.answers());
    }

    void speechIsNotRepeatedAfterManyCuts()
    {
        TestServer server;
        DurableClient client(server.url());
        client.setWindow(protocol::kMinWindow);
        QVERIFY(client.enter());
        client.type(u"a long story that goes on for quite a while and longer"_s);
        QTRY_VERIFY(!client.speech().isEmpty());
        for (int cut = 0; cut < 5; ++cut)
            QVERIFY(client.comeBack());
        QTRY_COMPARE(client.items<protocol::TtsEnd>().size(), 1);
        QTRY_COMPARE(client.heardSpeech().size(), client.items<protocol::TtsEnd>().first().samples);
        quint64 position = 0;
        for (const protocol::AudioItem &item : client.speech()) {
            QCOMPARE(item.position, position);
            position += static_cast<quint64>(item.pcm.size()) / 2;
        }
    }

    void aSentenceCutInItsMiddleIsOneTurn()
    {
        TestServer server;
        server.ears->words = [](int, audio::PcmView heard) {
            return u"%1 ms"_s.arg(heard.size() * 1000 / audio::kSpeechRate / 100 * 100);
        };
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.speak(1s);
        client.cut();
        QTRY_COMPARE(server.registry.counts().active, 0);
        client.sendAudio(humming(audio::kSpeechRate, 1s), true);
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        client.beSilent(2s);
        QTRY_COMPARE(client.turns().size(), 1);
        const int heard = client.turns().first().section(u' ', 0, 0).toInt();
        QVERIFY2(heard >= 1900, qPrintable(client.turns().first()));
    }

    // ---- rejoining

    void aNewProcessIsToldTheConversation()
    {
        TestServer server;
        DurableClient first(server.url());
        QVERIFY(first.enter());
        for (int i = 0; i < 5; ++i)
            first.type(u"message %1"_s.arg(i));
        QTRY_COMPARE(first.turns().size(), 5);
        QTRY_VERIFY(first.answers().contains(u"You said: message 4."_s));
        first.cut();

        DurableClient second(server.url());
        second.adopt(first);
        QTRY_VERIFY(second.isGreeted());
        second.resume();
        QTRY_VERIFY(second.isWelcome());
        const auto *welcome = second.last<protocol::Welcome>();
        QCOMPARE(welcome->mode, Mode::Rejoined);
        QCOMPARE(welcome->messageCount, static_cast<int>(second.history().size()));
        QStringList said;
        for (const protocol::HistoryMessage &message : second.history())
            said += message.content;
        QCOMPARE(said.first(), u"message 0"_s);
        QCOMPARE(said.last(), u"You said: message 4."_s);
        second.type(u"more"_s);
        QTRY_VERIFY(second.answers().contains(u"You said: more."_s));
    }

    void theUnplayedRestOfAnAnswerIsSpokenToTheNewProcess()
    {
        TestServer server;
        DurableClient first(server.url());
        QVERIFY(first.enter());
        first.type(u"a long story"_s);
        QTRY_COMPARE(first.items<protocol::TtsEnd>().size(), 1);
        const quint64 samples = first.items<protocol::TtsEnd>().first().samples;
        QTRY_COMPARE(first.heardSpeech().size(), samples);
        first.tellPlayed(1, 9600);
        first.send(protocol::ClientMessage(protocol::SetSpeed{500})); // refused after all others
        QTRY_COMPARE(first.items<protocol::ValidationError>().size(), 1);
        first.cut();

        DurableClient second(server.url());
        second.adopt(first);
        QTRY_VERIFY(second.isGreeted());
        second.resume();
        QTRY_COMPARE(second.heardSpeech().size(), samples - 9600);
        QCOMPARE(second.speech().first().position, quint64(9600));
        QCOMPARE(second.items<protocol::TtsBegin>().size(), 1);
        QTRY_COMPARE(second.items<protocol::TtsEnd>().size(), 1);
    }

    void whatTheOldEpochHadTakenIsNotTakenTwice()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.type(u"one"_s);
        QTRY_COMPARE(client.turns().size(), 1);
        client.cut();
        client.type(u"two"_s);
        DurableClient intruder(server.url()); // begins a new epoch in the session
        intruder.adopt(client);
        QTRY_VERIFY(intruder.isGreeted());
        intruder.resume();
        QTRY_VERIFY(intruder.isWelcome());

        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        QCOMPARE(client.last<protocol::Welcome>()->mode, Mode::Rejoined);
        QCOMPARE(client.last<protocol::Welcome>()->received, quint64(1));
        QTRY_COMPARE(client.turns(), (QStringList{u"one"_s, u"two"_s}));
        QTRY_COMPARE(intruder.closeCode(), 4409);
    }

    // ---- one socket at a time

    void aNewerConnectionMakesTheOlderOneStop()
    {
        TestServer server;
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        QTRY_COMPARE(static_cast<int>(client.olderSocket().closeCode()), 4409);
        QCOMPARE(server.registry.counts().active, 1);
    }

    void aConnectionThatAsksLateDoesNotTakeOver()
    {
        TestServer server;
        DurableClient owner(server.url());
        QVERIFY(owner.enter());
        DurableClient late(server.url());
        late.adopt(owner);
        QTRY_VERIFY(late.isGreeted());
        DurableClient newest(server.url());
        newest.adopt(owner);
        QTRY_VERIFY(newest.isGreeted());
        newest.resume();
        QTRY_VERIFY(newest.isWelcome());
        late.resume();
        QTRY_COMPARE(late.closeCode(), 4409);
        newest.type(u"still here"_s);
        QTRY_COMPARE(newest.turns(), QStringList{u"still here"_s});
    }

    void theOldSocketIsNotHeard()
    {
        TestServer server;
        CuttingProxy line;
        QVERIFY(line.listen());
        line.setTarget(server.server.port());
        DurableClient client(line.url());
        QVERIFY(client.enter());
        line.blackhole();
        client.sendRaw({false,
                        "{\"hl\":{\"s\":1,\"a\":0},\"type\":\"text\",\"text\":\"from the "
                        "grave\"}"});
        client.setUrl(server.url());
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.isWelcome());
        line.pass();
        QTRY_COMPARE(line.openConnections(), 0);
        client.type(u"alive"_s);
        QTRY_COMPARE(client.answers(), QStringList{u"You said: alive."_s});
        QCOMPARE(client.turns(), QStringList{u"alive"_s});
    }
};

HOLDLINE_TEST(TestReturningClients)

} // namespace holdline::tst_returningclients

#include "tst_returningclients.moc"
