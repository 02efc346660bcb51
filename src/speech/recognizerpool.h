// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/recognizer.h"
#include "speech/transcriber.h"

#include <memory>

namespace holdline::speech {

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
class RecognizerPool : public QObject, public Transcriber
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

    void load() override;
    using Transcriber::begin;
    bool understands(const QString &language) const override; ///< English: we have no other models
    std::unique_ptr<Recognition> begin(Speaker speaker, const Clues &clues) override;

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
