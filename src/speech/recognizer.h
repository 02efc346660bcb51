// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace holdline::speech {

/// Turns one utterance at a time into words. Blocking and heavy: lives in one worker thread, and
/// every call comes from there.
class Recognizer
{
public:
    virtual ~Recognizer() = default;

    /// Begins an utterance. One that was not finished is given up, which takes less time.
    virtual void start() = 0;
    /// 16 kHz mono, any number of samples.
    virtual void feed(audio::PcmView pcm) = 0;
    /// The words so far; may change with every feed().
    virtual QString partial() const = 0;
    /// Ends the utterance. Empty when nothing was understood.
    virtual QString finish() = 0;
};

/// Loads models, so it takes a while (pocketsphinx: 0.5 s, 100 MB); the error is a sentence for the
/// operator. Thread-safe.
using RecognizerFactory = std::function<Result<std::unique_ptr<Recognizer>, QString>()>;

} // namespace holdline::speech
