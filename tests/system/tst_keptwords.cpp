// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "support/cuttingproxy.h"
#include "support/fakesoundcard.h"
#include "support/lineclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_keptwords {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Step = client::ConversationUndo::Step;

namespace {

constexpr int kTries = 10'000; // longer than any test takes
constexpr int kPatience = 60'000;

/// A clock that the test can put forward.
class LeapingClock : public Clock
{
public:
    Instant now() const override { return Clock::now() + m_leap; }
    WallTime wallTime() const override { return Clock::wallTime() + m_leap; }
    void leap(Duration by) { m_leap += by; }

private:
    Duration m_leap{0};
};

/// The client's own code over a line that can be cut, to a server process.
struct Talk
{
    ServerProcess server{{u"--store"_s, u"memory"_s}};
    CuttingProxy proxy;
    LineHome home;
    std::unique_ptr<LineClient> line;
    FakeSoundCard card;
    LeapingClock clock;
    std::unique_ptr<client::ConversationController> conversation;
    std::unique_ptr<client::ConversationUndo> undo;

    bool begin()
    {
        if (!server.start() || !proxy.listen())
            return false;
        proxy.setTarget(server.port());
        line = std::make_unique<LineClient>(home, proxy.url(), quickPolicy(kTries));
        line->releasesByItself = false;
        conversation = std::make_unique<client::ConversationController>(line->line, card, clock);
        undo = std::make_unique<client::ConversationUndo>(*conversation, std::chrono::hours(1));
        line->line.start();
        return QTest::qWaitFor([this] { return line->sessions.size() == 1; }, kPatience);
    }

    void hear(const audio::Pcm &pcm)
    {
        constexpr std::size_t kBlock = 960;
        for (std::size_t at = 0; at + kBlock <= pcm.size(); at += kBlock)
            card.hear(audio::Pcm(pcm.begin() + static_cast<std::ptrdiff_t>(at),
                                 pcm.begin() + static_cast<std::ptrdiff_t>(at + kBlock)));
    }
    bool cut()
    {
        const int before = line->losses;
        proxy.refuse();
        return QTest::qWaitFor([&] { return line->losses > before; }, kPatience);
    }
    bool comeBack()
    {
        const auto before = line->sessions.size();
        return proxy.listen(proxy.port())
            && QTest::qWaitFor([&] { return line->sessions.size() > before; }, kPatience);
    }

    QStringList turns() const
    {
        QStringList texts;
        for (const protocol::ServerMessage &message : line->messages) {
            if (const auto *turn = std::get_if<protocol::FinalUserRequest>(&message))
                texts += turn->content;
        }
        return texts;
    }
    /// Each answer once: an interrupted one is told a second time.
    QStringList answers() const
    {
        QStringList ids;
        QStringList texts;
        for (const protocol::ServerMessage &message : line->messages) {
            const auto *answer = std::get_if<protocol::FinalAssistantAnswer>(&message);
            if (!answer || ids.contains(answer->id))
                continue;
            ids += answer->id;
            texts += answer->content + answer->unheard;
        }
        return texts;
    }
    /// Asks, and returns the answer.
    QString ask(const QString &question)
    {
        const auto before = answers().size();
        conversation->sendText(question);
        if (!QTest::qWaitFor([&] { return answers().size() > before; }, kPatience))
            return u"no answer"_s;
        return answers().last();
    }
    QStringList shown() const
    {
        return conversation->transcript().toPlainText(u"it"_s).split(u'\n', Qt::SkipEmptyParts);
    }
};

} // namespace

/// What the user has said is kept and answered once, with the real server: when an outage was long,
/// and when a new conversation is undone.
class TestKeptWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_talk = std::make_unique<Talk>();
        QVERIFY2(m_talk->begin(), qPrintable(m_talk->server.process().errorText()));
    }
    void cleanup() { m_talk.reset(); }

    // ---- more than two minutes offline in mid-sentence

    void aSentenceThatWasCutLongAgoIsSentWhole()
    {
        QVERIFY(isCutInMidSentence());
        m_talk->conversation->sendLateNote();
        m_talk->hear(silence(2s));
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->answers().size(), 1, kPatience);
        QCOMPARE(m_talk->turns().size(), 1);
        QVERIFY2(m_talk->turns().first().endsWith(u"connection"),
                 qPrintable(m_talk->turns().first()));
        QVERIFY2(m_talk->answers().first().contains(u"connection", Qt::CaseInsensitive),
                 qPrintable(m_talk->answers().first()));
    }

    void aSentenceThatWasCutLongAgoIsDiscardedWhole()
    {
        QVERIFY(isCutInMidSentence());
        m_talk->conversation->discardLateNote();
        m_talk->hear(silence(2s));
        m_talk->ask(u"hello"_s); // is answered after everything else
        QCOMPARE(m_talk->turns(), QStringList{u"hello"_s});
        QCOMPARE(m_talk->answers().size(), 1);
    }

    // ---- a new conversation is undone

    void undoneAfterTheNextQuestionBothAreOneConversation_data() { steps(); }
    void undoneAfterTheNextQuestionBothAreOneConversation()
    {
        const QString remembered = m_talk->ask(u"remember that my locker number is 42"_s);
        const QStringList old = m_talk->shown();
        begin();
        const QString forgotten = m_talk->ask(u"what is my locker number"_s);
        QFETCH(Step, step);
        QCOMPARE(forgotten.contains(u"42"), step == Step::New); // which keeps facts
        QCOMPARE(m_talk->shown().size(), 2);

        m_talk->undo->undo();
        QCOMPARE(m_talk->shown().size(), 4);
        QCOMPARE(m_talk->shown().first(2), old);
        const QString known = m_talk->ask(u"what is my locker number"_s);
        QVERIFY2(known.contains(u"42"), qPrintable(known));
        QCOMPARE(m_talk->turns().size(), 3); // each was asked once
        QCOMPARE(m_talk->answers(), QStringList({remembered, forgotten, known}));
        QCOMPARE(historyOfAnotherClient().size(), 6);
    }

    void whatIsNotUndoneIsDeleted_data() { steps(); }
    void whatIsNotUndoneIsDeleted()
    {
        m_talk->ask(u"remember that my locker number is 42"_s);
        begin();
        m_talk->ask(u"hello"_s);
        m_talk->undo->commit();
        QFETCH(Step, step);
        const QString known = m_talk->ask(u"what is my locker number"_s);
        QCOMPARE(known.contains(u"42"), step == Step::New);
        QCOMPARE(m_talk->shown().size(), 4);
        QCOMPARE(historyOfAnotherClient().size(), 4);
    }

    void aCutMeanwhileChangesNothing()
    {
        m_talk->ask(u"what time is it"_s);
        m_talk->undo->startNewConversation();
        m_talk->ask(u"hello"_s);
        QVERIFY(m_talk->cut());
        m_talk->conversation->sendText(u"what can you do"_s);
        m_talk->undo->undo();
        QVERIFY(m_talk->comeBack());
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->answers().size(), 3, kPatience);
        QCOMPARE(m_talk->turns(),
                 QStringList({u"what time is it"_s, u"hello"_s, u"what can you do"_s}));
        QCOMPARE(historyOfAnotherClient().size(), 6);
    }

    void wordsSpokenMeanwhileAreAnsweredOnce()
    {
        m_talk->ask(u"what time is it"_s);
        m_talk->conversation->setMicrophoneOpen(true);
        m_talk->undo->startNewConversation();
        m_talk->clock.leap(1s); // the room sounds no more
        const audio::Pcm question = voice(u"spell the word connection"_s, 1500ms);
        const auto half = static_cast<std::ptrdiff_t>(question.size() / 2);
        m_talk->hear(audio::Pcm(question.begin(), question.begin() + half));
        QVERIFY(!m_talk->undo->awaitsWords());
        m_talk->undo->undo();
        m_talk->hear(audio::Pcm(question.begin() + half, question.end()));
        QTRY_COMPARE_WITH_TIMEOUT(m_talk->answers().size(), 2, kPatience);
        QCOMPARE(m_talk->turns().size(), 2);
        QVERIFY2(m_talk->turns().last().endsWith(u"connection"),
                 qPrintable(m_talk->turns().last()));
        QCOMPARE(m_talk->shown().size(), 4);
    }

private:
    /// The user is cut off in a sentence, goes on, and the line comes back after three minutes.
    /// Returns whether the sentence awaits a decision.
    bool isCutInMidSentence()
    {
        QSignalSpy offered(m_talk->conversation.get(),
                           &client::ConversationController::lateNoteOffered);
        m_talk->conversation->setMicrophoneOpen(true);
        const audio::Pcm sentence = voice(u"spell the word connection"_s, 700ms);
        const auto half = static_cast<std::ptrdiff_t>(sentence.size() / 2);
        m_talk->hear(audio::Pcm(sentence.begin(), sentence.begin() + half));
        const auto hasBegun = [this] {
            return std::ranges::any_of(m_talk->line->messages, [](const auto &message) {
                return std::holds_alternative<protocol::Activity>(message);
            });
        };
        if (!QTest::qWaitFor(hasBegun, kPatience) || !m_talk->cut())
            return false;
        m_talk->hear(audio::Pcm(sentence.begin() + half, sentence.end()));
        m_talk->clock.leap(3min);
        return m_talk->comeBack() && offered.size() == 1;
    }

    static void steps()
    {
        QTest::addColumn<Step>("step");
        QTest::newRow("left") << Step::New;
        QTest::newRow("cleared") << Step::Clear;
    }
    void begin()
    {
        QFETCH(Step, step);
        if (step == Step::New)
            m_talk->undo->startNewConversation();
        else
            m_talk->undo->clearConversation();
    }
    /// The conversation as a new process of the client is told it.
    QStringList historyOfAnotherClient()
    {
        m_talk->undo.reset();
        m_talk->conversation.reset();
        m_talk->line->line.stop();
        if (!QTest::qWaitFor([this] { return m_talk->line->stopped == 1; }, kPatience))
            return {};
        m_talk->line.reset();
        LineClient another(m_talk->home, m_talk->proxy.url());
        another.line.start();
        if (!QTest::qWaitFor([&] { return another.history.contains(u"."_s); }, kPatience))
            return {};
        return another.history.mid(1, another.history.size() - 2);
    }

    std::unique_ptr<Talk> m_talk;
};

HOLDLINE_TEST(TestKeptWords)

} // namespace holdline::tst_keptwords

#include "tst_keptwords.moc"
