// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace holdline::speech {

/// How a sentence is spoken. A plain value.
struct Manner
{
    QString voice{}; ///< an id of the synthesiser; the usual voice if it is empty or not known
    QString language{}; ///< as in BCP 47; empty if it is not known
    double rate = 1; ///< times the usual pace, 0.5 … 2

    friend bool operator==(const Manner &, const Manner &) = default;
};

/// A voice to choose from. A plain value.
struct VoiceDescription
{
    QString id{};
    QString name{}; ///< for people
    QString language{}; ///< as in BCP 47; empty if it speaks several
    QString engine{}; ///< for people

    friend bool operator==(const VoiceDescription &, const VoiceDescription &) = default;
};

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
    virtual Outcome<QString> speak(const QString &sentence, const Manner &manner,
                                   const Sink &sink) = 0;
};

/// Loads a voice, in the worker thread that uses it. The error is a sentence for the operator.
using SynthesizerFactory = std::function<Result<std::unique_ptr<Synthesizer>, QString>()>;

} // namespace holdline::speech
