// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_exchange {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A conversation whose line turns out to be a Durable one.
class TestExchange : public RoomTest<ConversationRoom>
{
    Q_OBJECT

private:
    void findADurableServer()
    {
        line().hold(room().clock);
        line().startSession(FakeLine::Origin::New);
    }
    template <typename T>
    QList<T> sent()
    {
        QList<T> found;
        for (const protocol::ClientMessage &message : line().messages()) {
            if (const auto *one = std::get_if<T>(&message))
                found += *one;
        }
        return found;
    }
    void hear(int blocks)
    {
        for (int i = 0; i < blocks; ++i)
            card().hear(audio::Pcm(960, 100));
    }

private Q_SLOTS:
    void init() { enter(); }

    void textsTypedBeforeGoOutOnceAndAreConfirmed()
    {
        conversation().sendText(u"one"_s);
        conversation().sendText(u"two"_s);
        QCOMPARE(room().transcript(), QStringList({u"you: one?"_s, u"you: two?"_s}));
        line().setAcknowledging(false);
        findADurableServer();
        const auto texts = sent<protocol::TextMessage>();
        QCOMPARE(texts.size(), 2);
        QCOMPARE(texts[0].text, u"one"_s);
        QVERIFY(!texts[0].id.isEmpty());
        QCOMPARE(room().transcript(), QStringList({u"you: one?"_s, u"you: two?"_s}));
        line().say(protocol::FinalUserRequest{.content = u"one"_s, .id = texts[0].id});
        QCOMPARE(room().transcript(), QStringList({u"you: one"_s, u"you: two?"_s}));
        line().catchUp();
        QCOMPARE(room().transcript(), QStringList({u"you: one"_s, u"you: two"_s}));
    }

    void anOpenMicrophoneGoesOnWithItems()
    {
        line().startSession();
        conversation().setMicrophoneOpen(true);
        hear(10);
        QCOMPARE(line().takeFrames().size(), 4);
        line().goDown();
        findADurableServer();
        hear(10);
        QVERIFY(line().frames().isEmpty());
        QVERIFY(!line().items().isEmpty());
        QCOMPARE(line().items().first().position, quint64(0));
    }

    void theServerIsAskedForTheCallThatTheUserWants()
    {
        conversation().startConversation();
        QVERIFY(sent<protocol::CallRequest>().isEmpty());
        findADurableServer();
        QCOMPARE(sent<protocol::CallRequest>().size(), 1);
    }

    void theTurnPauseIsToldToTheServerThatDoesNotKnowIt()
    {
        conversation().setTurnPause(40);
        line().startSession();
        line().goDown();
        line().startSession(3); // a Plain server keeps the messages only
        QCOMPARE(sent<protocol::SetSpeed>().size(), 2);
        line().goDown();
        findADurableServer();
        QCOMPARE(sent<protocol::SetSpeed>().size(), 3);
        line().goDown();
        line().startSession(FakeLine::Origin::Resumed);
        QCOMPARE(sent<protocol::SetSpeed>().size(), 3);
    }
};

HOLDLINE_TEST(TestExchange)

} // namespace holdline::tst_exchange

#include "tst_exchange.moc"
