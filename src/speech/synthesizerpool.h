// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

#include <QObject>

#include <memory>

namespace holdline::speech {

/// One sentence being spoken. Destroying it stops the work. Same thread as its pool.
class Speech : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    /// The next consecutive samples, mono at the pool's rate.
    void audioAdded(const holdline::audio::Pcm &pcm);
    /// Exactly one of finished and failed comes.
    void finished();
    void failed(const QString &reason);
};

/// Synthesisers in threads of their own; sentences are spoken in the order in which they were
/// asked for, `size` at a time. That is fair as long as each user asks for the next sentence when
/// the one before is spoken, as AnswerSpeech does: then they take turns, sentence by sentence.
/// Lives on the server's main thread and never blocks it.
class SynthesizerPool : public QObject
{
    Q_OBJECT

public:
    /// All audio is converted to `sampleRate` Hz in the worker.
    SynthesizerPool(const SynthesizerFactory &factory, int size, int sampleRate,
                    QObject *parent = nullptr);
    ~SynthesizerPool() override;

    std::unique_ptr<Speech> speak(const QString &sentence);
    QString trouble() const; ///< why a synthesiser could not be made; empty while all is well

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace holdline::speech
