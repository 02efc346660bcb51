// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"
#include "support/cuttingproxy.h"
#include "support/fakesoundcard.h"
#include "support/lineclient.h"
#include "support/testcase.h"
#include "support/testserver.h"

#include <QTest>

namespace holdline::tst_bothends {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;

namespace {

struct Rig
{
    TestServer server;
    LineHome home;
    CuttingProxy proxy;

    Rig()
    {
        proxy.setTarget(static_cast<quint16>(server.url().port()));
        if (!proxy.listen())
            qFatal("no port for the proxy");
    }
    /// Another window of the same client, or its next run.
    std::unique_ptr<LineClient> window()
    {
        return std::make_unique<LineClient>(home, proxy.url(), quickPolicy(1000));
    }
};

template <typename Message>
QStringList contents(const LineClient &client)
{
    QStringList found;
    for (const protocol::ServerMessage &message : client.messages) {
        if (const auto *wanted = std::get_if<Message>(&message))
            found += wanted->content;
    }
    return found;
}

QStringList turns(const LineClient &client)
{
    return contents<protocol::FinalUserRequest>(client);
}

QStringList answers(const LineClient &client)
{
    return contents<protocol::FinalAssistantAnswer>(client);
}

bool joins(LineClient &client)
{
    const qsizetype before = client.sessions.size();
    client.line.start();
    return QTest::qWaitFor([&] { return client.sessions.size() > before; });
}

} // namespace

/// Known cases with both ends as they are: the client's line and a whole server.
class TestBothEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // If the older one were closed with "try again later", two windows would replace each other for
    // ever.
    void twoWindowsOfASessionDoNotFight()
    {
        Rig rig;
        const auto one = rig.window();
        QVERIFY(joins(*one));
        const auto two = rig.window();
        QVERIFY(joins(*two));
        QCOMPARE(two->origin(), Origin::Rejoined);
        QTRY_VERIFY(one->failed());
        QCOMPARE(one->failed()->reason, LossReason::Replaced);

        for (int i = 0; i < 10; ++i) {
            one->line.send(protocol::TextMessage{u"one %1"_s.arg(i), u"a%1"_s.arg(i)});
            two->line.send(protocol::TextMessage{u"two %1"_s.arg(i), u"b%1"_s.arg(i)});
        }
        QTRY_COMPARE(turns(*two).size(), 10);
        QCOMPARE(rig.proxy.connectionsSoFar(), 2);
        QCOMPARE(two->losses, 0);

        one->line.reconnectNow(); // the user takes the session back
        QTRY_COMPARE(turns(*one).size(), 10);
        QCOMPARE(turns(*one).first(), u"one 0"_s);
        QTRY_VERIFY(two->failed());
        QCOMPARE(rig.proxy.connectionsSoFar(), 3);
        QCOMPARE(rig.server.registry.counts().total, 1);
    }

    // Socket.IO keeps undelivered messages for two minutes, and not at all for a client to whom
    // nothing was ever sent. SignalR stops after four attempts.
    void anOutageOfAnyLengthLosesNothing_data()
    {
        QTest::addColumn<Duration>("outage");
        QTest::newRow("three minutes") << Duration(3min);
        QTest::newRow("twenty minutes, the server has it on disk only") << Duration(20min);
        QTest::newRow("almost a day") << Duration(23h);
    }

    void anOutageOfAnyLengthLosesNothing()
    {
        QFETCH(Duration, outage);
        Rig rig;
        const auto client = rig.window();
        QVERIFY(joins(*client));
        rig.server.voice->speaking.close(); // so that there is something left to deliver
        client->line.send(protocol::TextMessage{u"before"_s, u"a"_s});
        QTRY_COMPARE(turns(*client), QStringList{u"before"_s});
        rig.proxy.refuse();
        QTRY_COMPARE(rig.server.registry.counts().active, 0);
        rig.server.voice->speaking.open();
        client->line.send(protocol::TextMessage{u"meanwhile"_s, u"b"_s});
        QTRY_VERIFY(rig.server.voice->blocks > 0);
        rig.server.clock.advance(outage);
        rig.server.registry.sweep();
        rig.proxy.pass();
        QTRY_COMPARE(turns(*client), (QStringList{u"before"_s, u"meanwhile"_s}));
        QCOMPARE(client->origin(), Origin::Resumed);
        QTRY_VERIFY(answers(*client).contains(u"You said: meanwhile."_s));
    }

    void anAnswerStoppedWhileOfflineStaysStopped()
    {
        Rig rig;
        const auto client = rig.window();
        FakeSoundCard card;
        Clock clock;
        ConversationController conversation(client->line, card, clock);
        QVERIFY(joins(*client));
        conversation.sendText(u"one two three four five six seven eight nine ten"_s);
        QTRY_VERIFY(card.pending().size() > 24000);
        card.advancePlayback(24000);
        const auto played = card.played().size();
        rig.proxy.refuse();
        QTRY_VERIFY(!client->line.isLive());
        conversation.stopSpeaking();
        QVERIFY(!card.isPlaying());
        rig.proxy.pass();
        QTRY_COMPARE(client->sessions.size(), 2);
        QCOMPARE(client->origin(), Origin::Resumed);

        QTRY_VERIFY((rig.server.clock.advance(100ms), client->caughtUp == 2)); // acks take time

        // The server knows where the answer was stopped, and tells the next client.
        const auto next = rig.window();
        QVERIFY(joins(*next));
        QTRY_VERIFY(next->history.size() == 4 && next->history.last() == u".");
        QCOMPARE(next->history[1], u"one two three four five six seven eight nine ten"_s);
        const QString whole = u"You said: one two three four five six seven eight nine ten."_s;
        QVERIFY2(whole.startsWith(next->history[2]) && next->history[2] != whole,
                 qPrintable(next->history[2]));
        QVERIFY(played == 24000);
    }
};

HOLDLINE_TEST(TestBothEnds)

} // namespace holdline::tst_bothends

#include "tst_bothends.moc"
