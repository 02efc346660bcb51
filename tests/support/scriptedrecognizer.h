// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"
#include "support/gate.h"

#include <QStringList>

#include <atomic>
#include <memory>

namespace holdline::testing {

/// What the recognisers of one factory do. Set everything but the gates before they are made.
struct RecognizerScript
{
    /// What the audio heard so far means: `utterance` counts the utterances of all recognisers from
    /// 0 in the order in which they started. Called from the workers.
    std::function<QString(int utterance, audio::PcmView heard)> words;
    QString trouble; ///< loading fails with it unless it is empty
    Gate loading; ///< passed before each recogniser is there
    Gate feeding; ///< passed before each block of audio is heard
    Gate finishing; ///< passed before the words of an utterance are there
    std::atomic<int> started = 0; ///< utterances
    std::atomic<std::size_t> heard = 0; ///< samples of all utterances

    /// Hears these texts one after the other, whatever the audio; then nothing any more.
    void hearInTurn(const QStringList &texts);
};

/// Makes recognisers that understand what their script says.
speech::RecognizerFactory scriptedRecognizer(std::shared_ptr<RecognizerScript> script);

} // namespace holdline::testing
