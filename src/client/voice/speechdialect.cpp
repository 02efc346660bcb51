// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/speechdialect.h"

#include <cmath>

namespace holdline::client {

namespace {

class PlainSpeech : public SpeechDialect
{
public:
    bool beginsWithText() const override { return true; }
    bool numbersUtterances() const override { return false; }
    bool countsEachOverrun() const override { return false; }

    bool isUnderWay(const SpeechSituation &now) const override
    {
        return now.isPlaying || now.state.isTextGrowing();
    }
    bool isToBeHeard(const SpeechSituation &now) const override { return now.queued > 0; }
    int spokenCharacters(const SpeechSituation &now, int length) const override
    {
        return static_cast<int>(std::lround(now.heard * static_cast<double>(length)));
    }
};

class DurableSpeech : public SpeechDialect
{
public:
    bool beginsWithText() const override { return false; }
    bool numbersUtterances() const override { return true; }
    bool countsEachOverrun() const override { return true; }

    /// Running out of speech does not end the answer.
    bool isUnderWay(const SpeechSituation &now) const override
    {
        return now.state.rest == AnswerState::Rest::Wanted && !now.isRead
            && now.state.intake == AnswerState::Intake::Played
            && !now.utterance.isWhole(now.map.furthest().position);
    }
    bool isToBeHeard(const SpeechSituation &now) const override { return isUnderWay(now); }
    int spokenCharacters(const SpeechSituation &now, int length) const override
    {
        const protocol::Played &position = now.map.position();
        const bool isNewest = position.utterance == now.utterance.number();
        return isNewest ? now.utterance.charactersAt(position.position, length) : 0;
    }
};

} // namespace

SpeechDialect::~SpeechDialect() = default;

const SpeechDialect &plainSpeech()
{
    static const PlainSpeech kSpeech;
    return kSpeech;
}

const SpeechDialect &durableSpeech()
{
    static const DurableSpeech kSpeech;
    return kSpeech;
}

} // namespace holdline::client
