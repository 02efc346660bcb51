// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/rampspeech.h"

#include "protocol/limits.h"

namespace holdline::chaos {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration kEverySentence{20};
constexpr int kFewest = 5;
constexpr int kSpread = 40;

class RampSynthesizer : public speech::Synthesizer
{
public:
    int sampleRate() const override { return protocol::kSampleRate; }

    Outcome<QString> speak(const QString &sentence, const speech::Manner & /*manner*/,
                           const Sink &sink) override
    {
        const quint64 number = sentence.section(u' ', 1).chopped(1).toULongLong();
        sink(ramp(kSpeechOffset + number * kSentenceSamples, kSentenceSamples));
        return Success{};
    }
};

} // namespace

RampAnswer::RampAnswer(int sentences, const QString &text)
    : m_sentences(sentences)
    , m_next(static_cast<int>(text.count(u'.')))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RampAnswer::add);
    m_timer.start(kEverySentence);
}

void RampAnswer::add()
{
    if (m_next < m_sentences) {
        Q_EMIT textAdded(u"Number %1. "_s.arg(m_next++));
    } else {
        m_timer.stop();
        Q_EMIT finished({});
    }
}

std::unique_ptr<speech::Answer> RampResponder::respond(const speech::Prompt &prompt)
{
    const int sentences = kFewest + prompt.text.toInt() * 17 % kSpread;
    return std::make_unique<RampAnswer>(sentences, prompt.prefix);
}

speech::SynthesizerFactory rampSynthesizer()
{
    return []() -> Result<std::unique_ptr<speech::Synthesizer>, QString> {
        return std::unique_ptr<speech::Synthesizer>(std::make_unique<RampSynthesizer>());
    };
}

} // namespace holdline::chaos
