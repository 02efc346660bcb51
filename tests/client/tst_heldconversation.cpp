// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversationcontroller.h"

#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/manualclock.h"
#include "support/syntheticvoice.h"

#include <QDateTime>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace holdline;
using namespace holdline::client;
using namespace holdline::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Activity = protocol::Activity::State;
using Caption = ConversationController::Caption;
using Origin = FakeLine::Origin;
using Role = protocol::HistoryMessage::Role;
using Status = protocol::CallStatusChanged::Status;

namespace {

/// A line that holds, a sound card and the conversation between them.
struct Room
{
    FakeLine line;
    FakeSoundCard card;
    ManualClock clock;
    ConversationController conversation{line, card, clock};

    Room()
    {
        line.hold(clock);
        line.startSession(Origin::New);
    }

    /// As "you: …", "nova: …", "-- …", with "…" behind what is partial, "?" behind what waits and
    /// "<" before what is replayed.
    QStringList transcript()
    {
        QStringList rows;
        const TranscriptModel &model = conversation.transcript();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex at = model.index(row);
            const auto kind = at.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>();
            const QString who = kind == TranscriptModel::Kind::User ? u"you: "_s
                : kind == TranscriptModel::Kind::Assistant          ? u"nova: "_s
                                                                    : u"-- "_s;
            rows += (at.data(TranscriptModel::ReplayedRole).toBool() ? u"<"_s : QString()) + who
                + at.data().toString()
                + (at.data(TranscriptModel::PartialRole).toBool() ? u"…"_s : QString())
                + (at.data(TranscriptModel::PendingRole).toBool() ? u"?"_s : QString());
        }
        return rows;
    }
    QString details(int row)
    {
        return conversation.transcript().index(row).data(TranscriptModel::DetailsRole).toString();
    }
    int spoken(int row)
    {
        return conversation.transcript().index(row).data(TranscriptModel::SpokenRole).toInt();
    }

    void hear(const audio::Pcm &pcm)
    {
        for (std::size_t at = 0; at + 960 <= pcm.size(); at += 960) {
            clock.advance(20ms);
            card.hear(audio::Pcm(pcm.begin() + static_cast<std::ptrdiff_t>(at),
                                 pcm.begin() + static_cast<std::ptrdiff_t>(at + 960)));
        }
    }
    void hearVoice(Duration duration) { hear(syntheticVoice(duration)); }
    void hearNothing(Duration duration) { hear(silence(48000, duration)); }

    void novaSpeaks(quint32 utterance, quint64 position, std::size_t samples)
    {
        audio::Pcm pcm;
        for (std::size_t i = 0; i < samples; ++i)
            pcm.push_back(static_cast<audio::Sample>(position + i));
        line.speak({.fromServer = true,
                    .position = position,
                    .stream = utterance,
                    .pcm = audio::toBytes(pcm)});
    }
    /// A question and an answer of which 9 600 samples are here.
    void answer()
    {
        line.say(protocol::FinalUserRequest{.content = u"What time is it?"_s, .id = u"q"_s});
        line.say(protocol::PartialAssistantAnswer{u"0123456789"_s});
        line.say(protocol::TtsBegin{.utterance = 1, .message = u"a"_s});
        novaSpeaks(1, 0, 9600);
    }
    void finishAnswer(quint64 samples)
    {
        line.say(protocol::FinalAssistantAnswer{.content = u"0123456789"_s, .id = u"a"_s});
        line.say(protocol::TtsEnd{.utterance = 1, .samples = samples, .marks = {}});
    }
    static audio::Pcm ramp(std::size_t samples)
    {
        audio::Pcm pcm;
        for (std::size_t i = 0; i < samples; ++i)
            pcm.push_back(static_cast<audio::Sample>(i));
        return pcm;
    }
    /// Of the messages that left or wait, those of one kind.
    template <typename T>
    QList<T> all() const
    {
        QList<T> found;
        for (const auto &list : {line.sent(), line.held()}) {
            for (const FakeLine::Sent &one : list) {
                const auto *message = std::get_if<protocol::ClientMessage>(&one);
                if (message && std::holds_alternative<T>(*message))
                    found += std::get<T>(*message);
            }
        }
        return found;
    }
    void comeBack(Origin origin = Origin::Resumed) { line.startSession(origin); }
};

protocol::HistoryMessage said(Role role, const QString &id, const QString &content)
{
    return {.id = id, .role = role, .content = content, .at = WallTime(1h)};
}

} // namespace

class TestHeldConversation : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Room> m_room;
    Room &room() { return *m_room; }
    FakeLine &line() { return m_room->line; }
    FakeSoundCard &card() { return m_room->card; }
    ConversationController &conversation() { return m_room->conversation; }

private Q_SLOTS:
    void init() { m_room = std::make_unique<Room>(); }

    // ---- the microphone

    void sendsItemsInsteadOfFrames()
    {
        conversation().setMicrophoneOpen(true);
        room().hearNothing(1s);
        QVERIFY(line().frames().isEmpty());
        QCOMPARE(line().items().size(), 9);
        QVERIFY(!line().items()[0].replayed);
        conversation().setMicrophoneOpen(false);
        conversation().setMicrophoneOpen(true);
        line().takeItems();
        room().hearNothing(200ms);
        QCOMPARE(line().items().last().stream, 2U);
        QCOMPARE(line().items().last().position, quint64(0));
    }

    void holdsOnlyWhatIsSaidWhileTheLineIsDown()
    {
        QSignalSpy changed(&conversation(), &ConversationController::heldSpeechChanged);
        conversation().setMicrophoneOpen(true);
        room().hearNothing(1s);
        line().takeItems();
        line().goDown();
        QVERIFY(conversation().isMicrophoneOpen());
        QVERIFY(conversation().isHoldingSpeech());
        QCOMPARE(conversation().caption(), Caption::HoldingSpeech);
        const Duration before = conversation().heldSpeech(); // the item that was not full
        QVERIFY(before < 100ms);
        room().hearNothing(5s);
        QCOMPARE(conversation().heldSpeech(), before);
        room().hearVoice(2s);
        room().hearNothing(5s);
        QVERIFY(conversation().heldSpeech() >= 2400ms);
        QVERIFY(conversation().heldSpeech() <= 3000ms);
        QVERIFY(!changed.isEmpty());

        room().comeBack();
        QCOMPARE(conversation().heldSpeech(), 0ms);
        QCOMPARE(conversation().caption(), Caption::Listening);
        QVERIFY(!conversation().isHoldingSpeech());
        QVERIFY(std::ranges::all_of(line().items(), &protocol::AudioItem::replayed));
        QVERIFY(line().items().at(1).gapBefore);
        line().takeItems();
        room().hearNothing(400ms);
        QVERIFY(!line().items().isEmpty());
        QVERIFY(std::ranges::none_of(line().items(), &protocol::AudioItem::replayed));
    }

    void theGateClosesVisiblyAtTheLimit()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(70s);
        QCOMPARE(conversation().caption(), Caption::HoldLimitReached);
        QVERIFY(conversation().heldSpeech() > 59s);
        QVERIFY(conversation().heldSpeech() <= conversation().heldSpeechLimit());
        room().comeBack();
        QCOMPARE(conversation().caption(), Caption::Listening);
        const QString row = room().transcript().last();
        QVERIFY2(row.startsWith(u"-- offline 1 min 10 s · "_s), qPrintable(row));
        QVERIFY2(row.contains(u"of speech not kept: limit of 60 s reached"_s), qPrintable(row));
    }

    void silenceEndsHeldSpeechWhenTheMicrophoneIsClosed()
    {
        conversation().holdToTalk(true);
        line().goDown();
        room().hearVoice(1s);
        conversation().holdToTalk(false);
        QCOMPARE(conversation().caption(), Caption::MicrophoneClosed);
        room().clock.advance(5s);
        room().comeBack();
        const auto late = line().takeItems();
        QVERIFY(std::ranges::all_of(late, &protocol::AudioItem::replayed));
        room().clock.advance(2s);
        QTRY_VERIFY(line().items().size() >= 6);
        QVERIFY(std::ranges::none_of(line().items(), &protocol::AudioItem::replayed));
    }

    void silenceEndsHeldSpeechWhenAnAnswerClosesTheGate()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(1s);
        room().comeBack();
        room().answer();
        line().takeItems();
        room().hearNothing(100ms); // gated
        room().clock.advance(2s);
        QTRY_VERIFY(!line().items().isEmpty());
        QVERIFY(std::ranges::none_of(line().items(), &protocol::AudioItem::replayed));
    }

    void theMicrophoneWaitsForWhatStillSoundsAlsoWhileTheLineIsDown()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().goDown();
        QCOMPARE(conversation().caption(), Caption::GatedBySpeech);
        room().hearVoice(1s);
        QCOMPARE(conversation().heldSpeech(), 0ms);
    }

    // ---- notes

    void lateNotesAreOffered_data()
    {
        QTest::addColumn<bool>("send");
        QTest::newRow("and sent") << true;
        QTest::newRow("and discarded") << false;
    }

    void lateNotesAreOffered()
    {
        QFETCH(bool, send);
        QSignalSpy offered(&conversation(), &ConversationController::lateNoteOffered);
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(2s);
        conversation().setMicrophoneOpen(false);
        conversation().sendText(u"and this"_s);
        room().clock.advance(3min);
        room().comeBack();
        QCOMPARE(offered.size(), 1);
        QVERIFY(offered[0][0].value<Duration>() >= 1900ms);
        QVERIFY(offered[0][1].value<Duration>() >= 3min);
        QVERIFY(line().items().isEmpty());
        QVERIFY(room().transcript()[1].contains(u"s of speech kept"_s));
        QVERIFY(!room().transcript()[1].contains(u"sent"_s));

        if (send)
            conversation().sendLateNote();
        else
            conversation().discardLateNote();
        QCOMPARE(withdrawn.size(), 1);
        QCOMPARE(line().items().isEmpty(), !send);
        QCOMPARE(room().all<protocol::TextMessage>().size(), 1);
        QCOMPARE(line().held().size(), 0);
        QVERIFY(room().transcript()[1].endsWith(send ? u"kept and sent"_s : u"discarded"_s));
        conversation().sendLateNote(); // nothing to decide any more
        QCOMPARE(withdrawn.size(), 1);
    }

    void aCutWithdrawsTheNote()
    {
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(1s);
        conversation().setMicrophoneOpen(false);
        room().clock.advance(3min);
        room().comeBack();
        line().goDown();
        QCOMPARE(withdrawn.size(), 1);
        conversation().discardLateNote();
        QVERIFY(conversation().heldSpeech() > 0ms);
    }

    // ---- texts

    void textsWaitVisiblyAndKeepTheirOrderWithSpeech()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(1s);
        conversation().sendText(u"one"_s);
        room().hearVoice(1s);
        conversation().sendText(u"two"_s);
        QCOMPARE(room().transcript(), QStringList({u"you: one?"_s, u"you: two?"_s}));
        QString order;
        for (const FakeLine::Sent &sent : line().held())
            order += std::holds_alternative<protocol::AudioItem>(sent) ? u's' : u't';
        QVERIFY(QRegularExpression(u"^s+ts+t$"_s).match(order).hasMatch());
        const auto texts = room().all<protocol::TextMessage>();
        QVERIFY(!texts[0].id.isEmpty());
        QVERIFY(texts[0].id != texts[1].id);

        room().comeBack();
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one?"_s, u"you: two?"_s}));
        line().say(protocol::FinalUserRequest{.content = u"one"_s, .id = texts[0].id});
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one"_s, u"you: two?"_s}));
        line().catchUp();
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one"_s, u"you: two"_s}));
        line().say(protocol::FinalUserRequest{.content = u"two"_s, .id = texts[1].id});
        QCOMPARE(room().transcript().count(u"you: two"_s), 1);
    }

    void aTextComesAfterWhatWasSaidBeforeIt()
    {
        conversation().setMicrophoneOpen(true);
        room().hearNothing(160ms); // an item and a half
        conversation().sendText(u"Hello"_s);
        const auto &sent = line().sent();
        QCOMPARE(line().items().size(), 2);
        const auto *last = std::get_if<protocol::ClientMessage>(&sent.last());
        QVERIFY(last && std::holds_alternative<protocol::TextMessage>(*last));
    }

    void aTextOnALiveLineIsSentAtOnce()
    {
        conversation().sendText(u"Hello"_s);
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        QCOMPARE(conversation().caption(), Caption::Thinking);
    }

    // ---- answers

    void anAnswerGoesOnAtItsSample()
    {
        room().answer();
        card().advancePlayback(3000);
        line().goDown();
        QVERIFY(card().isPlaying());
        card().finishPlayback(); // dry: it waits
        QCOMPARE(line().played(), (protocol::Played{1, 9600}));
        QVERIFY(!room().all<protocol::TtsStop>().size());
        room().clock.advance(14s);
        room().comeBack();
        room().novaSpeaks(1, 7000, 4800); // some of it again
        room().finishAnswer(11800);
        card().finishPlayback();
        QCOMPARE(card().played(), Room::ramp(11800));
        QCOMPARE(line().played(), (protocol::Played{1, 11800}));
        QCOMPARE(room().transcript().filter(u"--"_s),
                 QStringList{u"-- offline 14 s · answer resumed"_s});
        QVERIFY(room().details(2).contains(u"Answer continued at 0:00"_s));
    }

    void tellsHowFarItWasHeard()
    {
        room().answer();
        QVERIFY(!line().played());
        card().advancePlayback(1234);
        QTRY_COMPARE(line().played(), (protocol::Played{1, 1234}));
        line().goDown();
        card().advancePlayback(1000);
        room().comeBack();
        QCOMPARE(line().played(), (protocol::Played{1, 2234})); // right away
        QVERIFY(room().all<protocol::TtsStart>().isEmpty());
    }

    void runningDryIsNotTheEnd()
    {
        room().answer();
        room().finishAnswer(19200);
        card().finishPlayback();
        QCOMPARE(room().spoken(1), 5);
        room().novaSpeaks(1, 9600, 9600);
        card().finishPlayback();
        QCOMPARE(room().spoken(1), 10);
    }

    void theUserStopsItAtASample_data()
    {
        QTest::addColumn<bool>("byButton");
        QTest::newRow("stop") << false;
        QTest::newRow("push to talk") << true;
    }

    void theUserStopsItAtASample()
    {
        QFETCH(bool, byButton);
        room().answer();
        card().advancePlayback(777);
        if (byButton)
            conversation().holdToTalk(true);
        else
            conversation().stopSpeaking();
        QVERIFY(!card().isPlaying());
        const auto interrupts = room().all<protocol::Interrupt>();
        QCOMPARE(interrupts, QList<protocol::Interrupt>({{.utterance = 1, .position = 777}}));
        room().novaSpeaks(1, 9600, 4800); // was on its way
        QVERIFY(!card().isPlaying());
        line().say(protocol::TtsBegin{.utterance = 2, .message = u"b"_s});
        room().novaSpeaks(2, 0, 4800);
        QVERIFY(card().isPlaying());
    }

    void whatIsOverIsNotInterrupted()
    {
        room().answer();
        room().finishAnswer(9600);
        card().finishPlayback();
        conversation().replayLastAnswer();
        card().advancePlayback(100);
        conversation().stopSpeaking();
        QVERIFY(room().all<protocol::Interrupt>().isEmpty());
        QCOMPARE(line().played(), (protocol::Played{1, 9600})); // never back
    }

    void theServerStopsIt()
    {
        room().answer();
        card().advancePlayback(500);
        line().say(protocol::StopTts{});
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().played(), (protocol::Played{1, 500}));
        line().say(protocol::TtsInterruption{});
        QVERIFY(room().all<protocol::Interrupt>().isEmpty());
        room().novaSpeaks(2, 0, 100);
        QVERIFY(card().isPlaying());
    }

    void aNewSessionNumbersItsAnswersAnew()
    {
        room().answer();
        card().advancePlayback(500);
        line().goDown();
        room().comeBack(Origin::Replacement);
        room().novaSpeaks(1, 0, 100);
        card().advancePlayback(9100); // the rest of the old one
        card().advancePlayback(50);
        QTRY_COMPARE(line().played(), (protocol::Played{1, 50}));
    }

    // ---- seams

    void aCutIsToldOnceAndHasOneSound()
    {
        QSignalSpy began(&conversation(), &ConversationController::outageBegan);
        QSignalSpy ended(&conversation(), &ConversationController::outageEnded);
        line().goDown();
        Q_EMIT line().lost(); // another try failed
        Q_EMIT line().lost();
        conversation().setLossReason(u"No network"_s);
        room().clock.advance(14s);
        QVERIFY(room().transcript().isEmpty());
        room().comeBack();
        QCOMPARE(room().transcript(), QStringList{u"-- offline 14 s"_s});
        QVERIFY(room().details(0).contains(u"Cause: No network"_s));
        QCOMPARE(began.size(), 1);
        QCOMPARE(ended.size(), 1);
    }

    void aBriefCutThatCostNothingIsNotTold()
    {
        conversation().setMicrophoneOpen(true);
        room().hearNothing(150ms);
        line().goDown();
        room().hearNothing(800ms);
        room().comeBack();
        QVERIFY(room().transcript().isEmpty());
    }

    void aLineThatIsGivenUpIsToldAndItsRowAmended()
    {
        line().goDown();
        room().clock.advance(60s);
        conversation().giveUpLine();
        QCOMPARE(room().transcript().size(), 1);
        QVERIFY(room().transcript()[0].startsWith(u"-- offline since "_s));
        room().clock.advance(60s);
        room().comeBack();
        QCOMPARE(room().transcript(), QStringList{u"-- offline 2 min"_s});
    }

    void aReplacedSessionSaysWhatIsLost()
    {
        room().answer();
        line().goDown();
        room().clock.advance(2s);
        room().comeBack(Origin::Replacement);
        const QString row = room().transcript().last();
        QVERIFY2(row.contains(u"could not be restored"_s), qPrintable(row));
        QVERIFY2(row.contains(u"some words may be missing"_s), qPrintable(row));
        QVERIFY(!room().transcript().join(u'\n').contains(u"…"_s));
    }

    void whatIsPartialGoesOnAfterACut()
    {
        line().say(protocol::PartialUserRequest{u"what"_s});
        line().goDown();
        room().comeBack();
        line().say(protocol::PartialUserRequest{u"what time"_s});
        QCOMPARE(room().transcript(), QStringList{u"you: what time…"_s});
    }

    // ---- rejoining

    void aRejoinedConversationIsToldFromItsBeginning()
    {
        conversation().sendText(u"old"_s);
        line().goDown();
        conversation().sendText(u"waits"_s);
        room().clock.advance(14s);
        const auto created = room().clock.wallTime() - 192min;
        line().startSession({.id = SessionId::generate(),
                             .origin = Origin::Rejoined,
                             .messageCount = 3,
                             .age = 192min,
                             .createdAt = created});
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, false);
        line().tellHistory(
            {said(Role::Assistant, u"2"_s, u"Good day."_s), said(Role::User, u"3"_s, u"Bye"_s)},
            false, true);
        line().say(protocol::PartialUserRequest{u"now"_s});
        const auto began = QDateTime::fromMSecsSinceEpoch(created.time_since_epoch().count());
        const QString divider = u"-- Conversation of %1 %2 continued · 3 h 12 min old"_s.arg(
            QLocale().dayName(began.date().dayOfWeek()), began.toString(u"HH:mm"_s));
        // The first text is not in the history: the server gets it again.
        QCOMPARE(
            room().transcript(),
            QStringList({u"<you: Hello"_s, u"<nova: Good day."_s, u"<you: Bye"_s, divider,
                         u"-- offline 14 s"_s, u"you: old?"_s, u"you: waits?"_s, u"you: now…"_s}));
        QVERIFY(room().details(3).contains(u"Messages: 3"_s));
    }

    void whatTheHistoryToldIsNotToldTwice()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s),
                            said(Role::Assistant, u"2"_s, u"Good day to you."_s)});
        line().say(protocol::FinalUserRequest{.content = u"Hello"_s, .id = u"1"_s});
        line().say(protocol::FinalAssistantAnswer{.content = u"Good day"_s, .id = u"2"_s});
        QCOMPARE(room().transcript().mid(0, 2),
                 QStringList({u"<you: Hello"_s, u"<nova: Good day"_s})); // interrupted there
        line().say(protocol::FinalAssistantAnswer{.content = u"More."_s, .id = u"3"_s});
        QCOMPARE(room().transcript().last(), u"nova: More."_s);
    }

    void aSecondTellingReplacesTheFirst()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, false);
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, true);
        QCOMPARE(room().transcript().count(u"<you: Hello"_s), 1);
    }

    void theRestOfAnAnswerPlaysInANewClient()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::Assistant, u"a"_s, u"0123456789"_s)});
        room().novaSpeaks(4, 5000, 1000);
        card().advancePlayback(10);
        conversation().stopSpeaking();
        QCOMPARE(room().all<protocol::Interrupt>(),
                 QList<protocol::Interrupt>({{.utterance = 4, .position = 5010}}));
    }

    // ---- calls

    void openingTheMicrophoneOrTypingStartsACall()
    {
        conversation().setMicrophoneOpen(true);
        conversation().sendText(u"Hello"_s);
        QCOMPARE(room().all<protocol::CallRequest>(),
                 QList<protocol::CallRequest>({{.start = true}}));
        QSignalSpy changed(&conversation(), &ConversationController::callStatusChanged);
        line().say(protocol::CallStatusChanged{Status::Active, {}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(conversation().callStatus().state, CallStatus::State::Active);
    }

    void aCallEndsWithTheLastSample()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        conversation().endConversation();
        QVERIFY(!conversation().isMicrophoneOpen());
        card().finishPlayback(); // dry, but not the end
        QCOMPARE(room().all<protocol::CallRequest>().size(), 1);
        room().finishAnswer(9700);
        QCOMPARE(room().all<protocol::CallRequest>().size(), 1);
        room().novaSpeaks(1, 9600, 100);
        card().finishPlayback();
        QCOMPARE(room().all<protocol::CallRequest>(),
                 QList<protocol::CallRequest>({{.start = true}, {.start = false}}));
    }

    void aCallThatTimedOutIsStartedAgainByAnOpenMicrophone()
    {
        conversation().setMicrophoneOpen(true);
        line().say(protocol::CallStatusChanged{Status::Ended, u"timeout"_s});
        QCOMPARE(room().all<protocol::CallRequest>().size(), 2);
        conversation().setMicrophoneOpen(false);
        line().say(protocol::CallStatusChanged{Status::Ended, u"timeout"_s});
        QCOMPARE(room().all<protocol::CallRequest>().size(), 2);
    }

    void startingWhileTheLineIsDownIsRefusedAndHeldAllTheSame()
    {
        QSignalSpy refused(&conversation(), &ConversationController::conversationRefused);
        line().goDown();
        conversation().setMicrophoneOpen(true);
        QCOMPARE(refused.size(), 1);
        room().hearVoice(1s);
        QVERIFY(conversation().heldSpeech() > 500ms);
    }

    // ---- a new conversation

    void nothingOfTheOldConversationShowsUpInTheNewOne()
    {
        room().answer();
        conversation().startNewConversation();
        QCOMPARE(line().newSessions(), 0);
        QCOMPARE(room().all<protocol::NewConversation>().size(), 1);
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!card().isPlaying());
        QCOMPARE(conversation().callStatus().state, CallStatus::State::Idle);

        // Still on its way:
        line().say(protocol::PartialAssistantAnswer{u"0123456789 more"_s});
        line().say(protocol::FinalUserRequest{.content = u"old"_s, .id = u"x"_s});
        line().say(protocol::TtsBegin{.utterance = 2, .message = u"c"_s});
        room().novaSpeaks(2, 0, 100);
        room().finishAnswer(9600);
        line().say(protocol::CallStatusChanged{Status::Idle, u"timeout"_s});
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!card().isPlaying());

        conversation().sendText(u"Hello"_s);
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        line().say(protocol::PartialAssistantAnswer{u"Good day"_s});
        room().novaSpeaks(3, 0, 100);
        QCOMPARE(room().transcript(), QStringList({u"you: Hello"_s, u"nova: Good day…"_s}));
        QVERIFY(card().isPlaying());
    }

    void eachNewConversationIsConfirmedByItself()
    {
        conversation().startNewConversation();
        conversation().startNewConversation();
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        line().say(protocol::PartialAssistantAnswer{u"of the first"_s});
        QVERIFY(room().transcript().isEmpty());
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        line().say(protocol::PartialAssistantAnswer{u"of the second"_s});
        QCOMPARE(room().transcript().size(), 1);
    }

    void theAnswerToANewConversationMayBeLostInARejoining()
    {
        conversation().startNewConversation();
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"old"_s)});
        QCOMPARE(room().transcript().size(), 2); // it had not come
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        QVERIFY(room().transcript().isEmpty());
    }

    void aNewConversationDropsWhatWasHeld()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(2s);
        conversation().sendText(u"old"_s);
        conversation().startNewConversation();
        QCOMPARE(conversation().heldSpeech(), 0ms);
        room().comeBack();
        QVERIFY(line().items().isEmpty());
        QCOMPARE(room().all<protocol::CallRequest>().size(), 2); // the microphone is still open
        QVERIFY(room().transcript().filter(u"you"_s).isEmpty());
        QVERIFY(!room().transcript().join(u' ').contains(u"speech"_s));
    }

    void endingAndForgettingTakesAnotherSession()
    {
        conversation().setMicrophoneOpen(true);
        conversation().sendText(u"old"_s);
        QSignalSpy outage(&conversation(), &ConversationController::outageBegan);
        conversation().endAndForget();
        QCOMPARE(line().newSessions(), 1);
        QVERIFY(!conversation().isMicrophoneOpen());
        QCOMPARE(conversation().callStatus().state, CallStatus::State::Idle);
        line().startSession(client::Line::Session::Origin::New);
        QCOMPARE(outage.size(), 0); // it was wanted
        QCOMPARE(room().transcript(), QStringList());
    }

    // ---- what else the server says

    void tellsOfTroubleAtTheServer()
    {
        QSignalSpy troubled(&conversation(), &ConversationController::serverTroubled);
        line().say(protocol::ServerError{
            .code = u"store_full"_s, .message = u"The disk is full."_s, .recoverable = true});
        QCOMPARE(troubled.size(), 1);
        QCOMPARE(troubled[0][0].toString(), u"store_full"_s);
        QCOMPARE(troubled[0][1].toString(), u"The disk is full."_s);
        line().say(protocol::ServerError{
            .code = u"item_set_aside"_s, .message = u"Set aside."_s, .recoverable = false});
        QCOMPARE(troubled.size(), 1);
        QCOMPARE(room().transcript(), QStringList{u"-- Set aside."_s});
    }

    void tellsTheTurnPauseOncePerSession()
    {
        conversation().setTurnPause(30);
        line().goDown();
        room().comeBack();
        QCOMPARE(room().all<protocol::SetSpeed>().size(), 1);
        line().goDown();
        conversation().setTurnPause(40);
        room().comeBack(Origin::Rejoined);
        QCOMPARE(room().all<protocol::SetSpeed>().last(), protocol::SetSpeed{40});
    }
};

QTEST_GUILESS_MAIN(TestHeldConversation)
#include "tst_heldconversation.moc"
