// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"

#include <QObject>

#include <memory>

namespace holdline::speech {

/// One utterance on its way through a recogniser. Audio fed before a recogniser is free is kept and
/// heard later. Destroying it gives up the utterance. Same thread as its pool.
class Recognition : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// 16 kHz mono, any number of samples.
    virtual void feed(const audio::Pcm &pcm) = 0;
    /// No more audio; finished() follows.
    virtual void finish() = 0;
    /// False while every recogniser is taken by somebody else or still being loaded.
    virtual bool isRunning() const = 0;

Q_SIGNALS:
    /// A recogniser is working on it from now on. Not emitted when isRunning() is true from the
    /// start.
    void running();
    /// All words so far, at most every 200 ms of audio, only when they changed.
    void partial(const QString &text);
    /// Empty when nothing was understood, or when no recogniser could be loaded.
    void finished(const QString &text);
};

/// A fixed number of recognisers, each loaded once in a thread of its own; who finds them all taken
/// waits in line. Lives on the server's main thread and never blocks it.
class RecognizerPool : public QObject
{
    Q_OBJECT

public:
    /// Starts to load `size` recognisers, one after the other so that the first is ready early.
    RecognizerPool(const RecognizerFactory &factory, int size, QObject *parent = nullptr);
    /// Waits for the threads to end: at most for 100 ms of audio in hand or the models being
    /// loaded.
    ~RecognizerPool() override;

    std::unique_ptr<Recognition> begin();

    int size() const; ///< recognisers that are loaded
    int busy() const;
    int waiting() const; ///< utterances in line
    QString trouble() const; ///< why a recogniser could not be loaded; empty while all is well

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace holdline::speech
