// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/blockingqueue.h"
#include "speech/recognizer.h"
#include "speech/utterancesound.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace holdline::speech {

/// One recogniser and its thread. Owned by the pool, which gives it one hearing at a time. The
/// events are called in the worker's thread.
class RecognizerWorker
{
public:
    struct Events
    {
        std::function<void(const Outcome<QString> &)> loaded; ///< the first event
        /// `words` are those of the first `heard` samples.
        std::function<void(const HearingPtr &, const QString &words, std::size_t heard)> partial;
        /// Called after each hearing. The words of a cancelled hearing do not count.
        std::function<void(const HearingPtr &, const QString &words)> finished;
    };

    /// `loading` is locked while models are loaded, so that the workers that share it load one
    /// after the other.
    RecognizerWorker(RecognizerFactory factory, std::mutex &loading, Events events);
    /// Waits for the current block of audio, or for models that are being loaded.
    ~RecognizerWorker();

    /// Begins with `hearing` after the one before. Call it from the pool's thread.
    void hear(HearingPtr hearing);
    /// Makes the thread end soon, without waiting for it. Call it from the pool's thread.
    void stop();

private:
    void run(const RecognizerFactory &factory, std::mutex &loading);
    QString recognize(Recognizer &recognizer, const HearingPtr &hearing);

    Events m_events;
    BlockingQueue<HearingPtr> m_hearings;
    std::weak_ptr<Hearing> m_current; ///< only for the pool's thread
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace holdline::speech
