// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace holdline::speech {

/// Speaks one sentence at a time. Blocking: lives in one worker thread, and every call comes from
/// there.
class Synthesizer
{
public:
    /// Takes the next consecutive samples; false stops the synthesis.
    using Sink = std::function<bool(audio::PcmView)>;

    virtual ~Synthesizer() = default;

    /// Hz of what speak() delivers.
    virtual int sampleRate() const = 0;
    /// Hands out the sentence as it is made. Fails with a sentence for the operator; a stop by the
    /// sink is no failure.
    virtual Outcome<QString> speak(const QString &sentence, const Sink &sink) = 0;
};

using SynthesizerFactory = std::function<Result<std::unique_ptr<Synthesizer>, QString>()>;

} // namespace holdline::speech
