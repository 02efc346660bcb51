// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationundo.h"
#include "protocol/limits.h"
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_conversationundo {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Origin = FakeLine::Origin;
using Step = ConversationUndo::Step;

/// A conversation that is left or cleared can be taken back for a while.
class TestConversationUndo : public RoomTest<DurableRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        enter();
        m_undo = std::make_unique<ConversationUndo>(conversation());
    }
    void cleanup() { m_undo.reset(); }

    void undoneItWasNeverLeft()
    {
        room().answer();
        const QStringList before = room().transcript();
        m_undo->startNewConversation();
        QVERIFY(m_undo->step() == Step::New);
        QVERIFY(!card().isPlaying());
        m_undo->undo();
        QVERIFY(!m_undo->step());
        QCOMPARE(room().transcript().first(), before.first());
        QVERIFY(room().all<protocol::NewConversation>().isEmpty());
    }

    void speechThatAwaitsADecisionComesBack()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(2s);
        room().hearNothing(1s);
        room().clock.advance(3min);
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        room().comeBack();
        m_undo->startNewConversation();
        m_undo->undo();
        QCOMPARE(withdrawn.size(), 0);
        QVERIFY(line().items().isEmpty());
        conversation().sendLateNote();
        QVERIFY(!line().items().isEmpty());
    }

    void speechThatAwaitsADecisionGoesWithItsConversation()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(2s);
        room().hearNothing(1s);
        room().clock.advance(3min);
        room().comeBack();
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        m_undo->startNewConversation();
        m_undo->commit();
        QCOMPARE(withdrawn.size(), 1);
        QVERIFY(line().items().isEmpty());
    }

    void showsNothingOfAConversationThatIsSetAside()
    {
        room().answer();
        QCOMPARE(&m_undo->transcript(), &conversation().transcript());
        m_undo->startNewConversation();
        QCOMPARE(m_undo->transcript().rowCount(), 0);
        m_undo->undo();
        QVERIFY(m_undo->transcript().rowCount() > 0);
    }

    void anEndForGoodCannotBeTakenBack()
    {
        room().answer();
        m_undo->clearConversation();
        m_undo->endAndForget();
        QVERIFY(!m_undo->step());
        QCOMPARE(room().all<protocol::ClearHistory>().size(), 1);
        QCOMPARE(line().newSessions(), 1);
    }

    void afterItsTimeTheServerIsTold()
    {
        ConversationUndo brief(conversation(), 0ms);
        room().answer();
        brief.startNewConversation();
        QVERIFY(room().all<protocol::NewConversation>().isEmpty());
        QTRY_COMPARE(room().all<protocol::NewConversation>().size(), 1);
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!brief.step());
        brief.undo();
        QVERIFY(room().transcript().isEmpty());
    }

    void whatIsTypedBeginsTheNewOne()
    {
        room().answer();
        m_undo->startNewConversation();
        conversation().sendText(u"Hello"_s);
        QVERIFY(!m_undo->step());
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        QVERIFY(isNewBefore<protocol::TextMessage>());
    }

    void silenceIsNotSentAndTheFirstWordBeginsTheNewOne()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        m_undo->startNewConversation();
        line().takeItems();
        room().hearNothing(2s);
        QVERIFY(line().items().isEmpty());
        QVERIFY(m_undo->step());
        room().hearVoice(1s);
        QVERIFY(!m_undo->step());
        QVERIFY(room().transcript().isEmpty());
        Duration sent{0};
        for (const protocol::AudioItem &item : line().items())
            sent += Duration(item.pcm.size() * 500 / protocol::kMicRate);
        QVERIFY2(sent > 1s, qPrintable(QString::number(sent.count()))); // with what came before
        QVERIFY(isNewBefore<protocol::AudioItem>());
    }

    void takenBackTheMicrophoneGoesOn()
    {
        conversation().setMicrophoneOpen(true);
        m_undo->startNewConversation();
        m_undo->undo();
        room().hearNothing(1s);
        QVERIFY(!line().items().isEmpty());
        QVERIFY(room().all<protocol::NewConversation>().isEmpty());
    }

    void anAnswerOfTheConversationThatIsLeftIsSilent()
    {
        m_undo->startNewConversation();
        room().answer();
        QVERIFY(!card().isPlaying());
    }

    void clearingCanBeTakenBack()
    {
        room().answer();
        m_undo->clearConversation();
        QVERIFY(m_undo->step() == Step::Clear);
        m_undo->undo();
        QVERIFY(!room().transcript().isEmpty());
        QVERIFY(room().all<protocol::ClearHistory>().isEmpty());
        m_undo->clearConversation();
        m_undo->commit();
        QVERIFY(room().transcript().isEmpty());
        QCOMPARE(room().all<protocol::ClearHistory>().size(), 1);
    }

    void aSecondStepDoesNotEndTheFirst()
    {
        room().answer();
        m_undo->clearConversation();
        m_undo->startNewConversation();
        QVERIFY(m_undo->step() == Step::Clear); // which forgets more
        QVERIFY(!room().transcript().isEmpty());
        m_undo->undo();
        QVERIFY(!room().transcript().isEmpty());
    }

    void aCutMeanwhileChangesNothing()
    {
        room().answer();
        m_undo->startNewConversation();
        line().goDown();
        m_undo->undo();
        room().comeBack();
        QVERIFY(!room().transcript().isEmpty());
        m_undo->startNewConversation();
        line().goDown();
        m_undo->commit();
        room().comeBack();
        QCOMPARE(room().all<protocol::NewConversation>().size(), 1);
    }

private:
    /// Of all that was sent since NewConversation, the first is such.
    template <typename T>
    bool isNewBefore()
    {
        bool isNew = false;
        for (const FakeLine::Sent &one : line().sent()) {
            const auto *message = std::get_if<protocol::ClientMessage>(&one);
            isNew =
                isNew || (message && std::holds_alternative<protocol::NewConversation>(*message));
            if constexpr (std::is_same_v<T, protocol::AudioItem>) {
                if (std::holds_alternative<T>(one))
                    return isNew;
            } else if (message && std::holds_alternative<T>(*message)) {
                return isNew;
            }
        }
        return false;
    }

    std::unique_ptr<ConversationUndo> m_undo;
};

HOLDLINE_TEST(TestConversationUndo)

} // namespace holdline::tst_conversationundo

#include "tst_conversationundo.moc"
