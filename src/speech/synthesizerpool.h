// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

#include <QObject>

#include <memory>

namespace holdline::speech {

/// One sentence that is being spoken. Destroying it stops the work. Owned by AnswerSpeech; used in
/// the thread of its pool.
class Speech : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    /// The next samples, mono, at the rate of the pool.
    void audioAdded(const holdline::audio::Pcm &pcm);
    /// Either finished() or failed() is emitted, once.
    void finished();
    void failed(const QString &reason);
};

/// Synthesisers in threads of their own. Sentences are spoken in the order of the requests, `size`
/// at a time. This is fair if each user requests the next sentence when the one before is spoken,
/// as AnswerSpeech does: users then take turns. Owned by main(); main thread of the server, which
/// it never blocks.
class SynthesizerPool : public QObject
{
    Q_OBJECT

public:
    /// `sampleRate` in Hz; the workers convert all audio to it.
    SynthesizerPool(const SynthesizerFactory &factory, int size, int sampleRate,
                    QObject *parent = nullptr);
    ~SynthesizerPool() override;

    std::unique_ptr<Speech> speak(const QString &sentence, const Manner &manner = {});
    QString trouble() const; ///< why a synthesiser could not be made; empty if all were

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace holdline::speech
