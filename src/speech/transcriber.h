// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "speech/utterance.h"

#include <QObject>

#include <memory>

namespace holdline::speech {

/// The recognition of one utterance. Keeps the sound until the words are known, because another
/// recogniser may have to hear the utterance from the beginning. Destroying the object gives up the
/// utterance. Owned by Turn; main thread of the server.
class Recognition : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// `pcm` is 16 kHz mono, with any number of samples.
    virtual void feed(const audio::Pcm &pcm) = 0;
    /// Ends the utterance. finished() follows.
    virtual void finish() = 0;
    /// Suspends the recognition because no audio can come: it gives its recogniser back and wants
    /// none. Has no effect after finish().
    virtual void setSuspended(bool suspended) = 0;
    /// True while a recogniser works on it.
    virtual bool isRunning() const = 0;
    /// True if it wants a recogniser, and none is free or loaded.
    virtual bool isWaiting() const = 0;

Q_SIGNALS:
    /// isRunning() or isWaiting() may have changed.
    void stateChanged();
    /// All words so far, at most once per 200 ms of audio and only if they have changed. A
    /// recogniser that begins again is silent until it has heard as much as the one before.
    void partial(const QString &text);
    /// `text` is empty if nothing was understood or if no recogniser could be loaded.
    void finished(const QString &text);
};

/// What helps to understand an utterance.
struct Clues
{
    QString before{}; ///< what was said last in the conversation; it helps to understand names
    QString language{}; ///< that the user speaks, as in BCP 47; empty if it is not known
};

/// Turns what users say into words, for many users at the same time. Main thread of the server,
/// which it never blocks.
class Transcriber
{
public:
    virtual ~Transcriber() = default;

    /// Starts to load what recognition needs, unless that was done before. Call it when somebody
    /// may talk soon.
    virtual void load() = 0;
    /// True if it understands `language` now. An empty language is any that it understands.
    virtual bool understands(const QString &language) const = 0;
    /// Begins an utterance of `speaker`. Never null.
    virtual std::unique_ptr<Recognition> begin(Speaker speaker, const Clues &clues) = 0;
    std::unique_ptr<Recognition> begin(Speaker speaker) { return begin(speaker, {}); }
};

} // namespace holdline::speech
