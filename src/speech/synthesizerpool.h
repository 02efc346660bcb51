// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"
#include "speech/voice.h"

#include <memory>

namespace holdline::speech {

/// Synthesisers in threads of their own. Sentences are spoken in the order of the requests, `size`
/// at a time. This is fair if each user requests the next sentence when the one before is spoken,
/// as AnswerSpeech does: users then take turns. Owned by main(); main thread of the server, which
/// it never blocks.
class SynthesizerPool : public QObject, public Voice
{
    Q_OBJECT

public:
    /// `sampleRate` in Hz; the workers convert all audio to it.
    SynthesizerPool(const SynthesizerFactory &factory, int size, int sampleRate,
                    QObject *parent = nullptr);
    ~SynthesizerPool() override;

    using Voice::speak;
    std::unique_ptr<Speech> speak(const QString &sentence, const Manner &manner) override;
    QString trouble() const; ///< why a synthesiser could not be made; empty if all were

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace holdline::speech
