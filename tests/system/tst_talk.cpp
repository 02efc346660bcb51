// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/plainclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QTest>

namespace holdline::tst_talk {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Speech in, speech out, with the real server and its real engines.
class TestTalk : public QObject
{
    Q_OBJECT

    ServerProcess m_server{{u"--store"_s, u"memory"_s}};

    bool join(PlainClient &client)
    {
        client.open(m_server.url());
        return waitUntil([&] { return client.session().has_value(); }, 5000ms);
    }

    static QString lastAnswer(const PlainClient &client)
    {
        return client.all<protocol::FinalAssistantAnswer>().last().content;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText())); }

    void understandsAndAnswersAloud()
    {
        PlainClient client;
        QVERIFY(join(client));
        client.speak(voice(u"remember that my favorite color is green"_s, 1500ms));
        QTRY_COMPARE_WITH_TIMEOUT(client.count<protocol::FinalAssistantAnswer>(), 1, 20000);
        const QString request = client.all<protocol::FinalUserRequest>().first().content;
        QVERIFY2(request.endsWith(u"my favorite color is green"), qPrintable(request));
        QVERIFY(client.count<protocol::PartialUserRequest>() >= 1);
        const QString heard = understood(client.heard()).toLower();
        QVERIFY2(heard.contains(u"green"), qPrintable(heard));
        QVERIFY(*client.firstAt<protocol::FinalUserRequest>()
                <= *client.firstAt<protocol::PartialAssistantAnswer>());
        QVERIFY(*client.firstAt<protocol::TtsChunk>()
                <= *client.firstAt<protocol::FinalAssistantAnswer>());
    }

    void twoAtOnceGetTheirOwnAnswers()
    {
        PlainClient one;
        PlainClient two;
        QVERIFY(join(one));
        QVERIFY(join(two));
        one.speak(voice(u"what time is it"_s, 1500ms));
        two.speak(voice(u"spell the word connection"_s, 1500ms));
        QTRY_COMPARE_WITH_TIMEOUT(one.count<protocol::FinalAssistantAnswer>(), 1, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(two.count<protocol::FinalAssistantAnswer>(), 1, 20000);
        QVERIFY(one.all<protocol::FinalUserRequest>().first().content.contains(u"time"));
        QVERIFY(two.all<protocol::FinalUserRequest>().first().content.contains(u"connection"));
        QVERIFY2(lastAnswer(one).startsWith(u"It is"), qPrintable(lastAnswer(one)));
        QVERIFY2(lastAnswer(two).contains(u"connection", Qt::CaseInsensitive),
                 qPrintable(lastAnswer(two)));
    }

    void moreSpeakersThanRecognisersAreToldToWaitAndThenHeard()
    {
        ServerProcess small({u"--store"_s, u"memory"_s, u"--recognizers"_s, u"1"_s});
        QVERIFY(small.start());
        std::vector<std::unique_ptr<PlainClient>> clients;
        const audio::Pcm question = voice(u"what time is it"_s, 1500ms);
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<PlainClient>());
            clients.back()->open(small.url());
        }
        for (const auto &client : clients)
            QTRY_VERIFY(client->session());
        for (const auto &client : clients)
            client->speak(question);
        int told = 0;
        for (const auto &client : clients) {
            QTRY_COMPARE_WITH_TIMEOUT(client->count<protocol::FinalUserRequest>(), 1, 30000);
            QVERIFY(client->all<protocol::FinalUserRequest>().first().content.contains(u"time"));
            const auto waiting = protocol::Activity{protocol::Activity::State::Waiting};
            told += client->all<protocol::Activity>().contains(waiting) ? 1 : 0;
        }
        QVERIFY(told >= 2);
    }

    void talkingOverTheAnswerStopsIt()
    {
        PlainClient client;
        QVERIFY(join(client));
        client.send(protocol::TextMessage{u"what can you do"_s});
        QTRY_VERIFY(client.count<protocol::TtsChunk>() > 0);
        client.send(protocol::TtsStart{}); // the answer plays
        client.forget();
        const audio::Pcm words = voice(u"what time is it"_s, 1500ms);
        const Duration started = client.now();
        client.speak(words);
        QTRY_VERIFY_WITH_TIMEOUT(client.firstAt<protocol::StopTts>(), 5000);
        // Three times the promised 400 ms, plus the silence before the first word.
        QVERIFY2(
            *client.firstAt<protocol::StopTts>() - started <= 1500ms,
            qPrintable(QString::number((*client.firstAt<protocol::StopTts>() - started).count())));
        client.send(protocol::TtsStop{});
        QTRY_VERIFY(client.count<protocol::TtsInterruption>() == 1);
        QVERIFY(*client.firstAt<protocol::FinalAssistantAnswer>()
                <= *client.firstAt<protocol::StopTts>());
        QTRY_VERIFY2_WITH_TIMEOUT(lastAnswer(client).startsWith(u"It is"),
                                  qPrintable(lastAnswer(client)), 20000);
    }

    void remindsByItself()
    {
        PlainClient client;
        QVERIFY(join(client));
        client.send(protocol::TextMessage{u"set a timer for 1 second"_s});
        QTRY_COMPARE_WITH_TIMEOUT(client.count<protocol::FinalAssistantAnswer>(), 1, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(client.count<protocol::FinalAssistantAnswer>(), 2, 15000);
        QCOMPARE(client.count<protocol::FinalUserRequest>(), 1);
    }
};

HOLDLINE_TEST(TestTalk)

} // namespace holdline::tst_talk

#include "tst_talk.moc"
