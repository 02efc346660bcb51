// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/quitcontroller.h"

#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "support/durablerig.h"
#include "support/fakesoundcard.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_quitcontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// A conversation over a line to a Durable server.
struct Desk
{
    LineClient &client;
    FakeSoundCard card;
    ConversationController conversation{client.line, card, client.clock};
    ConversationUndo undo{conversation};
    QuitController quit{client.line, conversation, undo};

    explicit Desk(LineClient &line) : client(line) { }
};

} // namespace

class TestQuitController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<DurableRig>();
        m_desk = std::make_unique<Desk>(m_rig->client);
        QVERIFY(m_rig->enter());
    }

    void cleanup()
    {
        m_desk.reset();
        m_rig.reset();
    }

    // ---- what is unsent

    void whatTheServerHasIsNotUnsent()
    {
        m_desk->conversation.sendText(u"Hello"_s);
        QTRY_COMPARE(m_rig->server.texts(), QStringList{u"Hello"_s});
        QTRY_VERIFY(m_desk->quit.unsent().isNothing());
    }

    void whatWaitsIsUnsentUntilItIsDiscarded()
    {
        QVERIFY(m_rig->loseServer());
        m_desk->conversation.sendText(u"Hello"_s);
        QCOMPARE(m_desk->quit.unsent(), (Unsent{.texts = 1, .isKept = true}));
        m_desk->quit.discardUnsent();
        QVERIFY(!m_desk->quit.unsent().isKept);
    }

    void aTextUnderWayIsUnsentUnlessItIsKept()
    {
        LineClient another(m_rig->home, m_rig->server.url()); // the first one has the outbox
        Desk desk(another);
        another.line.start();
        QTRY_COMPARE(another.sessions.size(), 1);
        m_rig->server.setTaking(false);
        desk.conversation.sendText(u"Hello"_s);
        QCOMPARE(desk.quit.unsent(), Unsent{.texts = 1});
    }

    void theWordsOfAConversationThatIsLeftAreNotMissed()
    {
        QVERIFY(m_rig->loseServer());
        m_desk->conversation.sendText(u"Hello"_s);
        m_desk->undo.startNewConversation();
        QVERIFY(m_desk->quit.unsent().isNothing());
        m_desk->undo.undo();
        QCOMPARE(m_desk->quit.unsent().texts, 1);
    }

    void theWordsOfTheNewConversationAreUnsent()
    {
        QVERIFY(m_rig->loseServer());
        m_desk->undo.startNewConversation();
        m_desk->conversation.sendText(u"Hello"_s);
        QCOMPARE(m_desk->quit.unsent(), (Unsent{.texts = 1, .isKept = true}));
    }

    // ---- leaving

    void leavesOnceAndWithTheMicrophoneClosed()
    {
        QSignalSpy leaving(&m_desk->quit, &QuitController::leaving);
        QSignalSpy left(&m_desk->quit, &QuitController::left);
        m_desk->conversation.setMicrophoneOpen(true);
        m_desk->quit.leave();
        m_desk->quit.leave();
        QVERIFY(!m_desk->conversation.isMicrophoneOpen());
        QTRY_COMPARE(left.size(), 1);
        QCOMPARE(leaving.size(), 1);
        QVERIFY(!m_rig->client.socket.isLive());
    }

    void tellsTheServerWhatCouldBeTakenBack()
    {
        QSignalSpy left(&m_desk->quit, &QuitController::left);
        m_desk->undo.startNewConversation();
        m_desk->quit.leave();
        QTRY_COMPARE(left.size(), 1);
        QVERIFY(std::ranges::any_of(m_rig->server.messages(), [](const auto &message) {
            return std::holds_alternative<protocol::NewConversation>(message);
        }));
    }

    void tellsTheServerToForgetWhatCouldBeTakenBack()
    {
        QSignalSpy left(&m_desk->quit, &QuitController::left);
        m_desk->undo.startNewConversation();
        m_desk->conversation.sendText(u"Hello"_s);
        m_desk->quit.leave();
        QTRY_COMPARE(left.size(), 1);
        QVERIFY(m_rig->server.messages().last()
                == protocol::ClientMessage(protocol::ForgetAside{}));
    }

    void aStoppedLineIsNoEnd()
    {
        QSignalSpy left(&m_desk->quit, &QuitController::left);
        m_rig->line().stop();
        QTRY_COMPARE(m_rig->client.stopped, 1);
        QCOMPARE(left.size(), 0);
    }

private:
    std::unique_ptr<DurableRig> m_rig;
    std::unique_ptr<Desk> m_desk;
};

HOLDLINE_TEST(TestQuitController)

} // namespace holdline::tst_quitcontroller

#include "tst_quitcontroller.moc"
