// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedrecognizer.h"

#include <utility>

namespace holdline::testing {

namespace {

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

} // namespace

void RecognizerScript::hearInTurn(const QStringList &texts)
{
    words = [texts](int utterance, audio::PcmView pcm) {
        return pcm.empty() ? QString() : texts.value(utterance);
    };
}

speech::RecognizerFactory scriptedRecognizer(std::shared_ptr<RecognizerScript> script)
{
    return [script = std::move(script)]() -> Result<std::unique_ptr<speech::Recognizer>, QString> {
        script->loading.pass();
        if (!script->trouble.isEmpty())
            return Failure{script->trouble};
        return std::unique_ptr<speech::Recognizer>(std::make_unique<ScriptedRecognizer>(script));
    };
}

} // namespace holdline::testing
