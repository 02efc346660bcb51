// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace holdline::speech {

/// Speaks one sentence at a time. Its calls block; all of them come from the worker thread that
/// owns it.
class Synthesizer
{
public:
    /// Takes the next samples. Returns false to stop the synthesis.
    using Sink = std::function<bool(audio::PcmView)>;

    virtual ~Synthesizer() = default;

    /// Sample rate of the speech, in Hz.
    virtual int sampleRate() const = 0;
    /// Passes the speech to `sink` while it is made. Fails with a sentence for the operator. A stop
    /// by `sink` is not a failure.
    virtual Outcome<QString> speak(const QString &sentence, const Sink &sink) = 0;
};

/// Loads a voice, in the worker thread that uses it. The error is a sentence for the operator.
using SynthesizerFactory = std::function<Result<std::unique_ptr<Synthesizer>, QString>()>;

} // namespace holdline::speech
