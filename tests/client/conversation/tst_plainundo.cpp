// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationundo.h"
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_plainundo {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

/// The same with a Plain server, which takes nothing back: what was shown comes back.
class TestPlainUndo : public RoomTest<PlainRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        enter();
        m_undo = std::make_unique<ConversationUndo>(conversation());
        room().answer();
        room().novaFinishes(u"It is nine."_s);
    }
    void cleanup() { m_undo.reset(); }

    void whatWasShownComesBackAndTheServerIsSaidToHaveForgotten()
    {
        m_undo->startNewConversation();
        QCOMPARE(line().newSessions(), 0);
        conversation().sendText(u"Hello"_s);
        QCOMPARE(line().newSessions(), 1);
        line().startSession();
        room().userSays(u"Hello"_s);
        room().novaFinishes(u"Hi."_s);
        QCOMPARE(room().transcript(), QStringList({u"you: Hello"_s, u"nova: Hi."_s}));
        m_undo->undo();
        QCOMPARE(room().transcript().size(), 5);
        QCOMPARE(room().transcript().first(), u"you: What time is it?"_s);
        QCOMPARE(room().transcript().mid(2),
                 QStringList({u"-- The server no longer remembers what was said before"_s,
                              u"you: Hello"_s, u"nova: Hi."_s}));
        QCOMPARE(line().newSessions(), 1);
        QCOMPARE(texts(), QStringList{u"Hello"_s}); // it is not asked again
    }

    void clearedItComesBack()
    {
        m_undo->clearConversation();
        conversation().sendText(u"Hello"_s);
        QVERIFY(line().messages().contains(protocol::ClientMessage(protocol::ClearHistory{})));
        QCOMPARE(texts(), QStringList{u"Hello"_s});
        m_undo->undo();
        QCOMPARE(room().transcript().size(), 4);
        QCOMPARE(line().newSessions(), 0);
    }

    void whatWaitedGoesOutFirst()
    {
        line().goDown();
        conversation().sendText(u"First"_s);
        m_undo->startNewConversation();
        conversation().sendText(u"Second"_s);
        m_undo->undo();
        line().startSession();
        QCOMPARE(texts(), QStringList({u"First"_s, u"Second"_s}));
    }

    void whatWaitedGoesWithItsConversation()
    {
        line().goDown();
        conversation().sendText(u"First"_s);
        m_undo->startNewConversation();
        conversation().sendText(u"Second"_s);
        m_undo->commit();
        line().startSession();
        QCOMPARE(texts(), QStringList{u"Second"_s});
    }

    void aClearThatWasNotSentIsNotSent()
    {
        line().goDown();
        m_undo->clearConversation();
        conversation().sendText(u"Second"_s);
        m_undo->undo();
        line().startSession(2);
        QVERIFY(!line().messages().contains(protocol::ClientMessage(protocol::ClearHistory{})));
        QVERIFY(room().transcript().filter(u"no longer remembers"_s).isEmpty());
        QCOMPARE(texts(), QStringList{u"Second"_s});
    }

private:
    QStringList texts()
    {
        QStringList texts;
        for (const protocol::ClientMessage &message : line().messages()) {
            if (const auto *text = std::get_if<protocol::TextMessage>(&message))
                texts += text->text;
        }
        return texts;
    }

    std::unique_ptr<ConversationUndo> m_undo;
};

HOLDLINE_TEST(TestPlainUndo)

} // namespace holdline::tst_plainundo

#include "tst_plainundo.moc"
