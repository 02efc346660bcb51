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
        QVERIFY(m_undo->awaitsWords());
        conversation().sendText(u"Hello"_s);
        QVERIFY(!m_undo->awaitsWords());
        QCOMPARE(&m_undo->transcript(), &conversation().transcript());
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        QVERIFY(isAsideBefore<protocol::TextMessage>());
    }

    void silenceIsNotSentAndTheFirstWordBeginsTheNewOne()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        m_undo->startNewConversation();
        line().takeItems();
        room().hearNothing(2s);
        QVERIFY(line().items().isEmpty());
        QVERIFY(m_undo->awaitsWords());
        room().hearVoice(1s);
        QVERIFY(!m_undo->awaitsWords());
        QVERIFY(room().transcript().isEmpty());
        Duration sent{0};
        for (const protocol::AudioItem &item : line().items())
            sent += Duration(item.pcm.size() * 500 / protocol::kMicRate);
        QVERIFY2(sent > 1s, qPrintable(QString::number(sent.count()))); // with what came before
        QVERIFY(isAsideBefore<protocol::AudioItem>());
    }

    // ---- undone after the first words

    void undoneAfterWordsBothAreOneConversation_data()
    {
        QTest::addColumn<Step>("step");
        QTest::newRow("left") << Step::New;
        QTest::newRow("cleared") << Step::Clear;
    }
    void undoneAfterWordsBothAreOneConversation()
    {
        QFETCH(Step, step);
        room().answer();
        room().finishAnswer(9600);
        card().finishPlayback();
        const QStringList old = room().transcript();
        begin(step);
        talk(u"Hello"_s, u"Hi."_s);
        QVERIFY(m_undo->step() == step);
        const QStringList later = room().transcript();
        QCOMPARE(later, QStringList({u"you: Hello"_s, u"nova: Hi."_s}));

        m_undo->undo();
        QVERIFY(!m_undo->step());
        QCOMPARE(room().transcript().first(2), old.first(2));
        QCOMPARE(room().transcript().last(2), later);
        QCOMPARE(room().transcript().size(), 4);
        QCOMPARE(room().all<protocol::SetAside>(), QList{protocol::SetAside{step == Step::Clear}});
        QCOMPARE(room().all<protocol::TakeBack>().size(), 1);
        QCOMPARE(room().all<protocol::TextMessage>().size(), 1); // it is not asked again
        QVERIFY(room().all<protocol::ForgetAside>().isEmpty());
        QVERIFY(room().all<protocol::NewConversation>().isEmpty());
        QVERIFY(room().all<protocol::ClearHistory>().isEmpty());
        m_undo->commit();
        QVERIFY(room().all<protocol::ForgetAside>().isEmpty());
    }

    void undoneInMidSentenceTheSentenceGoesOn()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        m_undo->startNewConversation();
        room().hearVoice(1s);
        confirm();
        line().say(protocol::PartialUserRequest{u"what is"_s});
        const auto sent = line().items().size();
        m_undo->undo();
        QCOMPARE(room().transcript().last(), u"you: what is…"_s);
        room().hearVoice(1s);
        QVERIFY(line().items().size() > sent);
        line().say(protocol::FinalUserRequest{u"what is new"_s, u"m1"_s});
        QCOMPARE(room().transcript().last(), u"you: what is new"_s);
        QCOMPARE(room().all<protocol::TakeBack>().size(), 1);
    }

    void undoneInMidAnswerTheAnswerGoesOn()
    {
        room().answer();
        m_undo->startNewConversation();
        conversation().sendText(u"Hello"_s);
        confirm();
        line().say(protocol::FinalUserRequest{u"Hello"_s, lastText().id});
        line().say(protocol::PartialAssistantAnswer{u"Hi"_s});
        m_undo->undo();
        line().say(protocol::FinalAssistantAnswer{u"Hi, you."_s, u"a1"_s});
        QCOMPARE(room().transcript().last(), u"nova: Hi, you."_s);
    }

    void anAnswerThatWasUnderWayComesBackAsInterrupted()
    {
        room().answer();
        card().advancePlayback(4800);
        m_undo->startNewConversation();
        line().say(protocol::PartialAssistantAnswer{u"0123456789 and more"_s});
        conversation().sendText(u"Hello"_s);
        m_undo->undo();
        QVERIFY2(room().transcript().at(1).contains(u'|'), qPrintable(room().transcript().at(1)));
        QVERIFY(room().transcript().at(1).endsWith(u" and more"_s)); // no more of it comes
    }

    void whatComesLateOfTheOldOneStaysHidden()
    {
        room().answer();
        m_undo->startNewConversation();
        conversation().sendText(u"Hello"_s);
        line().say(protocol::FinalAssistantAnswer{u"It is nine o'clock."_s, u"a1"_s});
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        confirm();
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
    }

    void aTextThatIsConfirmedMeanwhileWaitsNoMore()
    {
        line().setAcknowledging(false);
        conversation().sendText(u"First"_s);
        const protocol::TextMessage first = lastText();
        line().goDown();
        QCOMPARE(room().transcript(), QStringList{u"you: First?"_s});
        m_undo->startNewConversation();
        conversation().sendText(u"Second"_s);
        room().comeBack();
        line().say(protocol::FinalUserRequest{u"First"_s, first.id});
        m_undo->undo();
        QCOMPARE(room().transcript().first(), u"you: First"_s);
    }

    void afterItsTimeTheServerForgetsTheOldOne()
    {
        ConversationUndo brief(conversation(), 0ms);
        room().answer();
        brief.startNewConversation();
        conversation().sendText(u"Hello"_s);
        QTRY_COMPARE(room().all<protocol::ForgetAside>().size(), 1);
        QVERIFY(!brief.step());
        brief.undo();
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        QVERIFY(room().all<protocol::TakeBack>().isEmpty());
        QVERIFY(room().all<protocol::NewConversation>().isEmpty());
    }

    void aNewConversationAfterANewOneIsUndoneWithIt()
    {
        room().answer();
        m_undo->startNewConversation();
        talk(u"Hello"_s, u"Hi."_s);
        m_undo->startNewConversation();
        QCOMPARE(m_undo->transcript().rowCount(), 0);
        m_undo->undo();
        QCOMPARE(room().transcript().size(), 4);
        QCOMPARE(room().all<protocol::TakeBack>().size(), 1);

        m_undo->startNewConversation();
        talk(u"Two"_s, u"2."_s);
        m_undo->clearConversation();
        talk(u"Three"_s, u"3."_s);
        m_undo->undo();
        QCOMPARE(room().transcript().size(), 8);
        m_undo->startNewConversation();
        talk(u"Four"_s, u"4."_s);
        m_undo->startNewConversation();
        m_undo->commit(); // which deletes all of them
        QVERIFY(room().transcript().isEmpty());
        QCOMPARE(room().all<protocol::NewConversation>().size(), 1);
        m_undo->undo();
        QVERIFY(room().transcript().isEmpty());
    }

    void offlineBothAreOneConversationInTheOldOrder()
    {
        line().goDown();
        conversation().sendText(u"First"_s);
        conversation().setMicrophoneOpen(true);
        room().hearVoice(1s);
        m_undo->startNewConversation();
        conversation().sendText(u"Second"_s);
        m_undo->undo();
        room().comeBack();
        QVERIFY(room().all<protocol::SetAside>().isEmpty()); // it was never told
        QVERIFY(room().all<protocol::TakeBack>().isEmpty());
        QStringList texts;
        for (const protocol::TextMessage &text : room().all<protocol::TextMessage>())
            texts += text.text;
        QCOMPARE(texts, QStringList({u"First"_s, u"Second"_s}));
        QVERIFY(!line().items().isEmpty());
        line().say(protocol::FinalUserRequest{u"Second"_s, lastText().id});
        line().say(protocol::FinalAssistantAnswer{u"Here."_s, u"a1"_s}); // no new one is awaited
        QCOMPARE(room().transcript().last(), u"nova: Here."_s);
    }

    void theOfferEndsWhenTheServerTellsTheSessionAnew()
    {
        room().answer();
        m_undo->startNewConversation();
        conversation().sendText(u"Hello"_s);
        line().goDown();
        room().comeBack(Origin::Rejoined);
        QVERIFY(!m_undo->step());
        m_undo->undo();
        QVERIFY(room().all<protocol::TakeBack>().isEmpty());
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
    void begin(Step step)
    {
        if (step == Step::New)
            m_undo->startNewConversation();
        else
            m_undo->clearConversation();
    }

    protocol::TextMessage lastText() { return room().all<protocol::TextMessage>().last(); }

    /// The server has set the conversation aside.
    void confirm()
    {
        using Status = protocol::CallStatusChanged::Status;
        line().say(protocol::CallStatusChanged{.status = Status::Idle, .reason = u"new"_s});
    }

    /// The first words of a new conversation, and the answer.
    void talk(const QString &text, const QString &answer)
    {
        conversation().sendText(text);
        confirm();
        line().say(protocol::FinalUserRequest{text, lastText().id});
        line().say(protocol::FinalAssistantAnswer{answer, u"answer to "_s + text});
    }

    /// Of all that was sent since SetAside, the first is such.
    template <typename T>
    bool isAsideBefore()
    {
        bool isAside = false;
        for (const FakeLine::Sent &one : line().sent()) {
            const auto *message = std::get_if<protocol::ClientMessage>(&one);
            isAside = isAside || (message && std::holds_alternative<protocol::SetAside>(*message));
            if constexpr (std::is_same_v<T, protocol::AudioItem>) {
                if (std::holds_alternative<T>(one))
                    return isAside;
            } else if (message && std::holds_alternative<T>(*message)) {
                return isAside;
            }
        }
        return false;
    }

    std::unique_ptr<ConversationUndo> m_undo;
};

HOLDLINE_TEST(TestConversationUndo)

} // namespace holdline::tst_conversationundo

#include "tst_conversationundo.moc"
