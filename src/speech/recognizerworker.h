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

/// One recogniser and the thread it lives in. Owned by the pool, which hands over one hearing at a
/// time; the events are called from the worker's thread.
class RecognizerWorker
{
public:
    struct Events
    {
        std::function<void(const Outcome<QString> &)> loaded; ///< the first event
        /// The words of the first `heard` samples.
        std::function<void(const HearingPtr &, const QString &words, std::size_t heard)> partial;
        /// After every hearing. The words of one that was cancelled do not count.
        std::function<void(const HearingPtr &, const QString &words)> finished;
    };

    /// `loading` is held while the models are loaded, so that only one of those who share it does.
    RecognizerWorker(RecognizerFactory factory, std::mutex &loading, Events events);
    /// Waits for the block of audio in hand, or for the models being loaded.
    ~RecognizerWorker();

    /// Pool's thread: begins with `hearing` after the one before.
    void hear(HearingPtr hearing);
    /// Pool's thread: ends the thread soon, without waiting for it.
    void stop();

private:
    void run(const RecognizerFactory &factory, std::mutex &loading);
    QString recognize(Recognizer &recognizer, const HearingPtr &hearing);

    Events m_events;
    BlockingQueue<HearingPtr> m_hearings;
    std::weak_ptr<Hearing> m_current; ///< the pool's thread only
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace holdline::speech
