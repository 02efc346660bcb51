// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedsynthesizer.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

class ScriptedSynthesizer : public speech::Synthesizer
{
public:
    explicit ScriptedSynthesizer(std::shared_ptr<SynthesizerScript> script)
        : m_script(std::move(script))
    {
    }

    int sampleRate() const override { return m_script->sampleRate; }

    Outcome<QString> speak(const QString &sentence, const speech::Manner &manner,
                           const Sink &sink) override
    {
        m_script->noteSpoken(sentence, manner);
        if (!m_script->unspeakable.isEmpty() && sentence.contains(m_script->unspeakable))
            return Failure{u"Cannot speak \"%1\"."_s.arg(sentence)};
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

} // namespace

QStringList SynthesizerScript::spoken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_spoken;
}

std::vector<speech::Manner> SynthesizerScript::manners() const
{
    const std::scoped_lock lock(m_mutex);
    return m_manners;
}

void SynthesizerScript::noteSpoken(const QString &sentence, const speech::Manner &manner)
{
    const std::scoped_lock lock(m_mutex);
    m_spoken += sentence;
    m_manners.push_back(manner);
}

speech::SynthesizerFactory scriptedSynthesizer(std::shared_ptr<SynthesizerScript> script)
{
    return [script = std::move(script)]() -> Result<std::unique_ptr<speech::Synthesizer>, QString> {
        script->loading.pass();
        if (!script->trouble.isEmpty())
            return Failure{script->trouble};
        return std::unique_ptr<speech::Synthesizer>(std::make_unique<ScriptedSynthesizer>(script));
    };
}

} // namespace holdline::testing
