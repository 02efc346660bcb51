// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"
#include "support/gate.h"

#include <QStringList>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>

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
    QStringList spoken() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_spoken;
    }
    void noteSpoken(const QString &sentence)
    {
        const std::scoped_lock lock(m_mutex);
        m_spoken += sentence;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_spoken;
};

/// Sounds like a square wave of amplitude 8000 as long as the sentence.
class ScriptedSynthesizer : public speech::Synthesizer
{
public:
    explicit ScriptedSynthesizer(std::shared_ptr<SynthesizerScript> script)
        : m_script(std::move(script))
    {
    }

    int sampleRate() const override { return m_script->sampleRate; }

    Outcome<QString> speak(const QString &sentence, const Sink &sink) override
    {
        m_script->noteSpoken(sentence);
        if (!m_script->unspeakable.isEmpty() && sentence.contains(m_script->unspeakable))
            return Failure{QStringLiteral("Cannot speak \"%1\".").arg(sentence)};
        std::size_t left = audio::samplesIn(m_script->perCharacter * sentence.size(), sampleRate());
        const audio::Pcm block = squareWave();
        while (left > 0) {
            m_script->speaking.pass();
            ++m_script->blocks;
            const std::size_t size = std::min(left, block.size());
            if (!sink(audio::PcmView(block).first(size)))
                break;
            left -= size;
        }
        return Success{};
    }

private:
    audio::Pcm squareWave() const
    {
        constexpr std::size_t kHalfPeriod = 16;
        constexpr audio::Sample kAmplitude = 8000;
        audio::Pcm block(audio::samplesIn(std::chrono::milliseconds(20), sampleRate()));
        for (std::size_t i = 0; i < block.size(); ++i)
            block[i] = i / kHalfPeriod % 2 == 0 ? kAmplitude : audio::Sample(-kAmplitude);
        return block;
    }

    std::shared_ptr<SynthesizerScript> m_script;
};

inline speech::SynthesizerFactory
scriptedSynthesizer(const std::shared_ptr<SynthesizerScript> &script)
{
    return [script]() -> Result<std::unique_ptr<speech::Synthesizer>, QString> {
        script->loading.pass();
        if (!script->trouble.isEmpty())
            return Failure{script->trouble};
        return std::unique_ptr<speech::Synthesizer>(std::make_unique<ScriptedSynthesizer>(script));
    };
}

} // namespace holdline::testing
