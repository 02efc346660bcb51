// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/answerstate.h"

#include "support/testcase.h"

#include <QTest>

#include <array>
#include <functional>
#include <map>

namespace holdline::tst_answerstate {

using namespace client;

using Event = AnswerEvent;
using Intake = AnswerState::Intake;
using Rest = AnswerState::Rest;
using Text = AnswerState::Text;

namespace {

constexpr std::array kTexts{Text::Over, Text::Superseded, Text::Growing, Text::Complete};
constexpr std::array kIntakes{Intake::Played, Intake::Kept, Intake::Ignored};
constexpr std::array kRests{Rest::Wanted, Rest::Unwanted, Rest::Forgotten};

/// The state after these events.
AnswerState after(std::initializer_list<Event> events, AnswerState state = {})
{
    for (const Event event : events)
        state = client::after(state, event);
    return state;
}

/// What a transition changes.
struct Change
{
    std::function<Text(Text)> text = std::identity();
    std::function<Intake(Intake)> intake = std::identity();
    std::function<Rest(Rest)> rest = std::identity();
};

template <typename T>
std::function<T(T)> always(T value)
{
    return [value](T) { return value; };
}

template <typename T>
std::function<T(T)> mapping(std::map<T, T> changes)
{
    return [changes = std::move(changes)](T from) {
        const auto found = changes.find(from);
        return found == changes.end() ? from : found->second;
    };
}

const auto kTurnOver =
    mapping<Text>({{Text::Growing, Text::Superseded}, {Text::Complete, Text::Over}});
const auto kUnwanted = mapping<Rest>({{Rest::Wanted, Rest::Unwanted}});

} // namespace

class TestAnswerState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesWhatTheEventConcernsInEveryState_data()
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<Change>("change");
        QTest::newRow("a text begins") << Event::TextBegan << Change{.text = always(Text::Growing)};
        QTest::newRow("a text is complete")
            << Event::TextCompleted
            << Change{.text = mapping<Text>(
                          {{Text::Growing, Text::Complete}, {Text::Superseded, Text::Over}})};
        QTest::newRow("speech begins")
            << Event::SpeechBegan
            << Change{.intake = mapping<Intake>({{Intake::Kept, Intake::Played}}),
                      .rest = always(Rest::Wanted)};
        QTest::newRow("the user's turn ends") << Event::TurnEnded << Change{.text = kTurnOver};
        QTest::newRow("nothing is left to play") << Event::PlayedOut << Change{.rest = kUnwanted};
        QTest::newRow("the user stops it")
            << Event::Stopped
            << Change{.intake = mapping<Intake>({{Intake::Played, Intake::Kept}}),
                      .rest = kUnwanted};
        QTest::newRow("the server interrupts it")
            << Event::Interrupted << Change{.intake = always(Intake::Ignored), .rest = kUnwanted};
        QTest::newRow("the interruption is over")
            << Event::Resumed << Change{.text = kTurnOver, .intake = always(Intake::Played)};
        QTest::newRow("it is forgotten")
            << Event::Forgotten
            << Change{.text = always(Text::Over),
                      .intake = mapping<Intake>({{Intake::Played, Intake::Kept}}),
                      .rest = always(Rest::Forgotten)};
        QTest::newRow("its session is gone")
            << Event::Abandoned
            << Change{
                   .text = always(Text::Over), .intake = always(Intake::Played), .rest = kUnwanted};
    }

    void changesWhatTheEventConcernsInEveryState()
    {
        QFETCH(Event, event);
        QFETCH(Change, change);
        for (const Text text : kTexts) {
            for (const Intake intake : kIntakes) {
                for (const Rest rest : kRests) {
                    const AnswerState expected{change.text(text), change.intake(intake),
                                               change.rest(rest)};
                    QVERIFY(client::after({text, intake, rest}, event) == expected);
                }
            }
        }
    }

    void aReplayOpensTheIntakeForTheRestOfTheSameAnswerOnly()
    {
        for (const Text text : kTexts) {
            const AnswerState kept{text, Intake::Kept, Rest::Unwanted};
            const bool isSame = text == Text::Growing || text == Text::Complete;
            QCOMPARE(client::after(kept, Event::Replayed).intake,
                     isSame ? Intake::Played : Intake::Kept);
            const AnswerState ignored{text, Intake::Ignored, Rest::Unwanted};
            QVERIFY(client::after(ignored, Event::Replayed) == ignored);
        }
    }

    void aStopLastsUntilAnotherAnswerSpeaks()
    {
        const AnswerState stopped = after({Event::TextBegan, Event::SpeechBegan, Event::Stopped});
        QCOMPARE(stopped.intake, Intake::Kept);
        QCOMPARE(after({Event::TextCompleted, Event::TurnEnded}, stopped).intake, Intake::Kept);
        QCOMPARE(
            after({Event::TextCompleted, Event::TextBegan, Event::SpeechBegan}, stopped).intake,
            Intake::Played);
    }
};

HOLDLINE_TEST(TestAnswerState)

} // namespace holdline::tst_answerstate

#include "tst_answerstate.moc"
