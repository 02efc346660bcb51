// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"
#include "support/gate.h"

#include <QStringList>

#include <atomic>
#include <memory>

namespace holdline::testing {

/// The behaviour of all recognisers of one factory. Set all members except the gates before they
/// are made.
struct RecognizerScript
{
    /// The words for the audio heard so far. `utterance` counts the utterances of all recognisers
    /// from 0, in the order in which they began. Called from the workers.
    std::function<QString(int utterance, audio::PcmView heard)> words;
    QString trouble; ///< if not empty, loading fails with it
    Gate loading; ///< passed before each recogniser is ready
    Gate feeding; ///< passed before each block of audio
    Gate finishing; ///< passed before the words of an utterance are ready
    std::atomic<int> started = 0; ///< utterances begun
    std::atomic<std::size_t> heard = 0; ///< samples heard in all utterances

    /// Understands these texts one after the other, whatever the audio is; then no more.
    void hearInTurn(const QStringList &texts);
};

/// Makes recognisers that understand what their script says.
speech::RecognizerFactory scriptedRecognizer(std::shared_ptr<RecognizerScript> script);

} // namespace holdline::testing
