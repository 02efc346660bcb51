// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/voice/answerstate.h"
#include "client/voice/utterance.h"

namespace holdline::client {

/// What AnswerPlayback knows of the newest answer. Lives for one question to a SpeechDialect.
struct SpeechSituation
{
    const AnswerState &state;
    const Utterance &utterance;
    const PlayoutMap &map;
    bool isPlaying = false;
    bool isRead = false; ///< see AnswerPlayback::isRead()
    qint64 queued = 0; ///< samples given to the sound card since it last ran dry
    double heard = 0; ///< see AnswerPlayback::heard()
};

/// What the speech of a dialect tells about itself. A Plain server does not mark where the speech
/// of an answer ends, so the text of the next answer does. A Durable server says for each sample
/// where it belongs, and there a lost line does not end an answer. Stateless.
class SpeechDialect
{
public:
    virtual ~SpeechDialect();

    /// Whether the text of an answer begins its speech, because the speech itself has no beginning.
    virtual bool beginsWithText() const = 0;
    /// Whether a session that is not the one before numbers its utterances anew.
    virtual bool numbersUtterances() const = 0;
    /// Whether each item of speech that is too much counts, not only the first.
    virtual bool countsEachOverrun() const = 0;
    /// See AnswerPlayback::isUnderWay().
    virtual bool isUnderWay(const SpeechSituation &now) const = 0;
    /// Whether a part of the answer would sound now if there were a loudspeaker.
    virtual bool isToBeHeard(const SpeechSituation &now) const = 0;
    /// How many of the `length` characters of the answer were heard.
    virtual int spokenCharacters(const SpeechSituation &now, int length) const = 0;
};

const SpeechDialect &plainSpeech();
const SpeechDialect &durableSpeech();

} // namespace holdline::client
