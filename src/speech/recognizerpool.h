// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/recognizer.h"
#include "speech/utterance.h"

#include <QObject>

#include <memory>

namespace holdline::speech {

/// The recognition of one utterance. Keeps the sound until the words are known: its recogniser is
/// only lent, and another one may have to hear the utterance from the beginning. Destroying the
/// object gives up the utterance. Owned by Turn; used in the thread of its pool.
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

/// A fixed number of recognisers, each loaded once in a thread of its own, at the start or when a
/// microphone is first opened. They are lent to utterances. If all are taken, utterances wait in
/// line. The line is fair among speakers: while others wait, a speaker has at most one recogniser,
/// and the speaker who was served last is the last in line.
///
/// While utterances wait, the pool takes back a recogniser from an utterance whose audio is more
/// than 1 s behind the clock, and from the newest utterance of a speaker who has several. An
/// utterance that is behind the clock waits in line again when it is over; until then it may use a
/// recogniser that no other utterance waits for. Owned by main(); main thread of the server, which
/// it never blocks.
class RecognizerPool : public QObject
{
    Q_OBJECT

public:
    enum class Loading {
        AtOnce,
        WhenNeeded, ///< with the first call of load() or begin()
    };

    /// `size` recognisers, which are loaded one after the other, so that the first is ready early.
    /// `clock` must outlive the pool.
    RecognizerPool(RecognizerFactory factory, int size, const Clock &clock,
                   Loading loading = Loading::AtOnce);
    /// Waits for the threads to end: for at most 100 ms of audio that is being recognised, or for
    /// models that are being loaded.
    ~RecognizerPool() override;

    /// Starts to load the recognisers, unless that was done before. Call it when somebody may talk
    /// soon.
    void load();
    /// Begins an utterance of `speaker`. Never null.
    std::unique_ptr<Recognition> begin(Speaker speaker);

    int size() const; ///< recognisers that are loaded
    int busy() const;
    int waiting() const; ///< utterances in line
    quint64 takenBack() const; ///< recognisers taken back before their utterance was done
    QString trouble() const; ///< why a recogniser could not be loaded; empty if all were

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace holdline::speech
