// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/recognizer.h"
#include "speech/utterance.h"

#include <QObject>

#include <memory>

namespace holdline::speech {

/// One utterance on its way through a recogniser. Keeps its sound until its words are known, for
/// the recogniser is only lent: another one may have to hear it from the beginning. Destroying it
/// gives up the utterance. Same thread as its pool.
class Recognition : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// 16 kHz mono, any number of samples.
    virtual void feed(const audio::Pcm &pcm) = 0;
    /// No more audio; finished() follows.
    virtual void finish() = 0;
    /// While suspended, because no audio can come, it gives its recogniser back and wants none.
    /// Without effect after finish().
    virtual void setSuspended(bool suspended) = 0;
    /// A recogniser is working on it.
    virtual bool isRunning() const = 0;
    /// Would be running if a recogniser were free and loaded.
    virtual bool isWaiting() const = 0;

Q_SIGNALS:
    /// isRunning() or isWaiting() may have changed.
    void stateChanged();
    /// All words so far, at most every 200 ms of audio, only when they changed. A recogniser that
    /// begins anew is silent until it has heard as much as the one before.
    void partial(const QString &text);
    /// Empty when nothing was understood, or when no recogniser could be loaded.
    void finished(const QString &text);
};

/// A fixed number of recognisers, each loaded once in a thread of its own. They are lent to
/// utterances. Who finds them all taken waits in line, which is fair among speakers: while others
/// wait, a speaker has one recogniser at most, and the speaker served last comes last.
///
/// While somebody waits, a recogniser is taken back from an utterance whose audio is more than 1 s
/// behind the clock, and from the newest utterance of a speaker who has several. An utterance that
/// is behind the clock goes to the line again when it is over; until then it may use a recogniser
/// that nobody waits for. Lives on the server's main thread and never blocks it.
class RecognizerPool : public QObject
{
    Q_OBJECT

public:
    /// Starts to load `size` recognisers, one after the other so that the first is ready early.
    /// `clock` must outlive the pool.
    RecognizerPool(const RecognizerFactory &factory, int size, const Clock &clock,
                   QObject *parent = nullptr);
    /// Waits for the threads to end: at most for 100 ms of audio in hand or the models being
    /// loaded.
    ~RecognizerPool() override;

    std::unique_ptr<Recognition> begin(Speaker speaker);

    int size() const; ///< recognisers that are loaded
    int busy() const;
    int waiting() const; ///< utterances in line
    quint64 takenBack() const; ///< recognisers taken back before their utterance was done
    QString trouble() const; ///< why a recogniser could not be loaded; empty while all is well

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace holdline::speech
