// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/responder.h"
#include "speech/synthesizer.h"
#include "tools/chaos/ramp.h"

#include <QTimer>

#include <memory>

namespace holdline::chaos {

/// Where the ramp of an answer begins, and the length of a sentence: no sentence begins with
/// samples that look like silence.
inline constexpr quint64 kSpeechOffset = 4096;
inline constexpr std::size_t kSentenceSamples = 8192;

/// The answer "Number 0. Number 1. …", as fast as possible.
class RampAnswer : public speech::Answer
{
    Q_OBJECT

public:
    /// Continues after `text`.
    RampAnswer(int sentences, const QString &text);

private:
    void add();

    int m_sentences;
    int m_next;
    QTimer m_timer;
};

/// Answers message number n with 5 to 44 sentences, always in the same way.
class RampResponder : public speech::Responder
{
public:
    std::unique_ptr<speech::Answer> respond(const speech::Prompt &prompt) override;
};

/// Speaks "Number n." as the n-th part of a ramp at 48 kHz.
speech::SynthesizerFactory rampSynthesizer();

} // namespace holdline::chaos
