// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace holdline::speech {

/// Turns one utterance at a time into words. Its calls block and take much processor time; all of
/// them come from the worker thread that owns it.
class Recognizer
{
public:
    virtual ~Recognizer() = default;

    /// Begins an utterance. If another one is not finished, it is given up; that takes less time
    /// than finishing it.
    virtual void start() = 0;
    /// `pcm` is 16 kHz mono, with any number of samples.
    virtual void feed(audio::PcmView pcm) = 0;
    /// The words so far. They may change with each feed().
    virtual QString partial() const = 0;
    /// Ends the utterance and returns its words; empty if nothing was understood.
    virtual QString finish() = 0;
};

/// Loads the models of a recogniser, which takes time and memory (pocketsphinx: 0.5 s, 100 MB). The
/// error is a sentence for the operator. Thread-safe.
using RecognizerFactory = std::function<Result<std::unique_ptr<Recognizer>, QString>()>;

} // namespace holdline::speech
