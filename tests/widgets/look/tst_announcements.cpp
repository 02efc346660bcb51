// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/announcements.h"

#include "client/conversation/transcriptmodel.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_announcements {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Caption = Announcements::Caption;
using client::ConnectionState;
using client::LossReason;

namespace {

client::ConnectionStatus status(ConnectionState state, LossReason reason = LossReason::None)
{
    return {.state = state, .reason = reason, .host = u"voice.example.org"_s};
}

} // namespace

class TestAnnouncements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStateIsSaidInASentence_data()
    {
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("stopped") << ConnectionState::Stopped << u"You stopped the connection."_s;
        QTest::newRow("failed") << ConnectionState::Failed
                                << u"No connection to voice.example.org: access denied. Ask the "
                                   "server’s operator for an access token and enter it in the "
                                   "settings."_s;
        QTest::newRow("connecting")
            << ConnectionState::Connecting << u"Connecting to voice.example.org."_s;
        QTest::newRow("disconnected")
            << ConnectionState::Disconnected << u"Not connected: access denied."_s;
        QTest::newRow("reconnecting")
            << ConnectionState::Reconnecting << u"The connection was lost. Trying again."_s;
        QTest::newRow("reconnected")
            << ConnectionState::Reconnected
            << u"Connected again. The conversation continues where it stopped."_s;
        QTest::newRow("recording") << ConnectionState::Recording
                                   << u"Connected to voice.example.org. The microphone is on."_s;
        QTest::newRow("connected") << ConnectionState::Connected
                                   << u"Connected to voice.example.org. The microphone is off."_s;
    }

    void aStateIsSaidInASentence()
    {
        QFETCH(ConnectionState, state);
        Announcements announcements;
        QTEST(announcements.onStatus(status(state, LossReason::NotAuthorised)), "words");
    }

    void noStateIsSaidTwice()
    {
        Announcements announcements;
        announcements.onStatus(status(ConnectionState::Connected));
        client::ConnectionStatus faster = status(ConnectionState::Connected);
        faster.roundTrip = 12ms;
        QCOMPARE(announcements.onStatus(faster), QString());

        client::ConnectionStatus first = status(ConnectionState::Reconnecting);
        first.attempt = 1;
        first.attempts = 10;
        QCOMPARE(announcements.onStatus(first), u"The connection was lost. Trying again."_s);
        client::ConnectionStatus second = first;
        second.attempt = 2;
        QCOMPARE(announcements.onStatus(second), QString());
    }

    void theMicrophoneIsSaidBriefly()
    {
        Announcements announcements;
        announcements.onStatus(status(ConnectionState::Connected));
        QCOMPARE(announcements.onStatus(status(ConnectionState::Recording)), u"Microphone on."_s);
        QCOMPARE(announcements.onStatus(status(ConnectionState::Connected)), u"Microphone off."_s);
    }

    void theFateOfSpeechIsSaidOnceForEachOutage()
    {
        Announcements announcements;
        announcements.onStatus(status(ConnectionState::Recording));
        for (const Caption usual : {Caption::Listening, Caption::Hearing, Caption::Thinking,
                                    Caption::Speaking, Caption::GatedBySpeech})
            QCOMPARE(announcements.onCaption(usual), QString());

        const QString kept =
            u"Keep talking: your words are kept and sent when you are back online."_s;
        announcements.onStatus(status(ConnectionState::Disconnected));
        QCOMPARE(announcements.onCaption(Caption::HoldingSpeech), kept);
        announcements.onStatus(status(ConnectionState::Reconnecting));
        QCOMPARE(announcements.onCaption(Caption::GatedBySpeech), QString());
        QCOMPARE(announcements.onCaption(Caption::HoldingSpeech), QString());
        QCOMPARE(announcements.onCaption(Caption::HoldLimitReached),
                 u"No more speech can be held. What you say now is lost."_s);
        QCOMPARE(announcements.onCaption(Caption::LineDown),
                 u"You are offline. Your speech is not being recorded."_s);

        announcements.onStatus(status(ConnectionState::Reconnected));
        announcements.onStatus(status(ConnectionState::Disconnected));
        QCOMPARE(announcements.onCaption(Caption::HoldingSpeech), kept);
    }

    void aCutThatNobodyNoticesIsNotSaid()
    {
        Announcements announcements;
        announcements.onStatus(status(ConnectionState::Recording));
        client::ConnectionStatus brief = status(ConnectionState::Disconnected);
        brief.isBrief = true;
        QCOMPARE(announcements.onStatus(brief), QString());
        QCOMPARE(announcements.onCaption(Caption::HoldingSpeech), QString());
        QCOMPARE(announcements.onCaption(Caption::Listening), QString());
        QCOMPARE(announcements.onStatus(status(ConnectionState::Reconnected)), QString());
        QCOMPARE(announcements.onStatus(status(ConnectionState::Recording)), QString());

        // Another one lasts.
        QCOMPARE(announcements.onStatus(brief), QString());
        QCOMPARE(announcements.onCaption(Caption::HoldingSpeech), QString());
        QCOMPARE(announcements.onStatus(status(ConnectionState::Disconnected)),
                 u"Not connected. Keep talking: your words are kept and sent when you are back "
                 "online."_s);
        QCOMPARE(announcements.onCaption(Caption::HoldingSpeech), QString());
    }

    void aNoticeIsSaidAsSentences()
    {
        const Instant now{};
        QCOMPARE(Announcements::onNotice({.title = u"No microphone"_s, .text = u"Plug in."_s}, now),
                 u"No microphone. Plug in."_s);
        QCOMPARE(Announcements::onNotice({.title = u"Send it?"_s}, now), u"Send it?"_s);
        QCOMPARE(Announcements::onNotice({.title = u"Sure?"_s, .text = u"All goes."_s}, now),
                 u"Sure? All goes."_s);
        QCOMPARE(
            Announcements::onNotice({.title = u"Undo within %1 s"_s, .countdownTo = now + 9s}, now),
            u"Undo within 9 s"_s);
    }

    void anAnswerIsSaidOnceWhenItIsComplete()
    {
        client::TranscriptModel transcript;
        Announcements announcements;
        transcript.addTypedText(u"Hello"_s, WallTime{}, false);
        QCOMPARE(announcements.onRow(transcript.index(0), false), QString());
        transcript.setPartialAnswer(u"Good"_s);
        QCOMPARE(announcements.onRow(transcript.index(1), false), QString());
        transcript.finishAnswer(u"Good morning."_s, WallTime{});
        QCOMPARE(announcements.onRow(transcript.index(1), false), u"Answer: Good morning."_s);
        QCOMPARE(announcements.onRow(transcript.index(1), false), QString());
        transcript.finishAnswer(u"Good morning."_s, WallTime{});
        QCOMPARE(announcements.onRow(transcript.index(2), false), u"Answer: Good morning."_s);
    }

    void anAnswerThatIsSpokenIsNotSaidOverItself()
    {
        client::TranscriptModel transcript;
        Announcements announcements;
        transcript.finishAnswer(u"Good morning."_s, WallTime{});
        QCOMPARE(announcements.onRow(transcript.index(0), true), QString());
        transcript.addDivider(u"Offline since 2:00"_s, WallTime{});
        QCOMPARE(announcements.onRow(transcript.index(1), true), u"Offline since 2:00"_s);
    }

    void neitherInterruptedNorEarlierAnswersAreSaid()
    {
        client::TranscriptModel transcript;
        Announcements announcements;
        transcript.setPartialAnswer(u"One two"_s);
        transcript.interruptAnswer(u"One"_s, u" two"_s, WallTime{});
        QCOMPARE(announcements.onRow(transcript.index(0), false), QString());
        protocol::HistoryMessage earlier;
        earlier.role = protocol::HistoryMessage::Role::Assistant;
        earlier.content = u"Before."_s;
        transcript.addReplayed({earlier});
        QCOMPARE(announcements.onRow(transcript.index(1), false), QString());
    }

    void aLongAnswerIsNotSaidToItsEnd()
    {
        client::TranscriptModel transcript;
        Announcements announcements;
        transcript.finishAnswer(u"x"_s.repeated(1'000'000), WallTime{});
        const QString words = announcements.onRow(transcript.index(0), false);
        QCOMPARE(words.size(), 5001);
        QVERIFY(words.endsWith(u'…'));
    }

    void anOutageIsSaidWithoutDots()
    {
        client::TranscriptModel transcript;
        Announcements announcements;
        const QModelIndex seam = transcript.addDivider(u"Offline since 2:00"_s, WallTime{});
        QCOMPARE(announcements.onRow(seam, false), u"Offline since 2:00"_s);
        transcript.setDivider(seam, u"Offline for 7 s · 6.0 s of speech kept and sent"_s, {});
        QCOMPARE(announcements.onRow(seam, false),
                 u"Offline for 7 s, 6.0 s of speech kept and sent"_s);
        transcript.setDivider(seam, u"Offline for 7 s · 6.0 s of speech kept and sent"_s,
                              u"Cause: no answer"_s);
        QCOMPARE(announcements.onRow(seam, false), QString());
    }
};

HOLDLINE_TEST(TestAnnouncements)

} // namespace holdline::tst_announcements

#include "tst_announcements.moc"
