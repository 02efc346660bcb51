// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"
#include "support/gate.h"

#include <QStringList>

#include <atomic>
#include <memory>
#include <utility>

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
    void hearInTurn(const QStringList &texts)
    {
        words = [texts](int utterance, audio::PcmView pcm) {
            return pcm.empty() ? QString() : texts.value(utterance);
        };
    }
};

/// Understands what its script says.
class ScriptedRecognizer : public speech::Recognizer
{
public:
    explicit ScriptedRecognizer(std::shared_ptr<RecognizerScript> script)
        : m_script(std::move(script))
    {
    }

    void start() override
    {
        m_utterance = m_script->started++;
        m_heard.clear();
    }
    void feed(audio::PcmView pcm) override
    {
        m_script->feeding.pass();
        m_script->heard += pcm.size();
        m_heard.insert(m_heard.end(), pcm.begin(), pcm.end());
    }
    QString partial() const override { return words(); }
    QString finish() override
    {
        m_script->finishing.pass();
        return words();
    }

private:
    QString words() const
    {
        return m_script->words ? m_script->words(m_utterance, m_heard) : QString();
    }

    std::shared_ptr<RecognizerScript> m_script;
    int m_utterance = 0;
    audio::Pcm m_heard;
};

inline speech::RecognizerFactory scriptedRecognizer(const std::shared_ptr<RecognizerScript> &script)
{
    return [script]() -> Result<std::unique_ptr<speech::Recognizer>, QString> {
        script->loading.pass();
        if (!script->trouble.isEmpty())
            return Failure{script->trouble};
        return std::unique_ptr<speech::Recognizer>(std::make_unique<ScriptedRecognizer>(script));
    };
}

} // namespace holdline::testing
