// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"
#include "support/gate.h"

#include <QStringList>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace holdline::testing {

/// The behaviour of all synthesisers of one factory. Set all members except the gates before they
/// are made.
struct SynthesizerScript
{
    int sampleRate = 16000; ///< Hz
    std::chrono::milliseconds perCharacter{20}; ///< length of a sentence
    QString trouble; ///< if not empty, making a synthesiser fails with it
    QString unspeakable; ///< if not empty, a sentence that contains it fails
    Gate loading; ///< passed before each synthesiser is ready
    Gate speaking; ///< passed before each block of 20 ms
    std::atomic<int> blocks = 0; ///< made so far, for all sentences

    /// The sentences begun so far, in order.
    QStringList spoken() const;
    /// How they were spoken.
    std::vector<speech::Manner> manners() const;
    void noteSpoken(const QString &sentence, const speech::Manner &manner);

private:
    mutable std::mutex m_mutex;
    QStringList m_spoken;
    std::vector<speech::Manner> m_manners;
};

/// Makes synthesisers whose speech is a square wave of amplitude 8000, as long as the sentence.
speech::SynthesizerFactory scriptedSynthesizer(std::shared_ptr<SynthesizerScript> script);

} // namespace holdline::testing
