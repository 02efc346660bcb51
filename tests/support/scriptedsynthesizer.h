// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"
#include "support/gate.h"

#include <QStringList>

#include <atomic>
#include <memory>
#include <mutex>

namespace holdline::testing {

/// What the synthesisers of one factory do. Set the members before they are made, except the gates.
struct SynthesizerScript
{
    int sampleRate = 16000; ///< Hz
    std::chrono::milliseconds perCharacter{20}; ///< how long a sentence sounds
    QString trouble; ///< making a synthesiser fails with it unless it is empty
    QString unspeakable; ///< a sentence with this in it fails, unless it is empty
    Gate loading; ///< passed before each synthesiser is there
    Gate speaking; ///< passed before each block of 20 ms
    std::atomic<int> blocks = 0; ///< made for all sentences

    /// The sentences begun so far, in order.
    QStringList spoken() const;
    void noteSpoken(const QString &sentence);

private:
    mutable std::mutex m_mutex;
    QStringList m_spoken;
};

/// Makes synthesisers that sound like a square wave of amplitude 8000 as long as the sentence.
speech::SynthesizerFactory scriptedSynthesizer(std::shared_ptr<SynthesizerScript> script);

} // namespace holdline::testing
