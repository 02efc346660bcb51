// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/blockingqueue.h"
#include "speech/recognizer.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace holdline::speech {

class Recognition;

/// What the handle of an utterance and the worker that hears it share. The queue is closed at the
/// end of the utterance.
struct Utterance
{
    BlockingQueue<audio::Pcm> audio;
    std::atomic<bool> abandoned = false; ///< its words are of no interest any more
    Recognition *handle = nullptr; ///< the pool's thread only; null once it is destroyed

    void abandon()
    {
        abandoned = true;
        audio.close();
    }
};

using UtterancePtr = std::shared_ptr<Utterance>;

/// One recogniser and the thread it lives in. Owned by the pool, which hands over one utterance at
/// a time; the events are called from the worker's thread.
class RecognizerWorker
{
public:
    struct Events
    {
        std::function<void(const Outcome<QString> &)> loaded; ///< the first event
        std::function<void(const UtterancePtr &, const QString &)> partial;
        /// After every utterance, the abandoned ones with empty words.
        std::function<void(const UtterancePtr &, const QString &)> finished;
    };

    /// `loading` is held while the models are loaded, so that only one of those who share it does.
    RecognizerWorker(RecognizerFactory factory, std::mutex &loading, Events events);
    /// Waits for the block of audio in hand, or for the models being loaded.
    ~RecognizerWorker();

    /// Pool's thread: hears `utterance` next.
    void hear(UtterancePtr utterance);
    /// Pool's thread: ends the thread soon, without waiting for it.
    void stop();

private:
    void run(const RecognizerFactory &factory, std::mutex &loading);
    QString recognize(Recognizer &recognizer, const UtterancePtr &utterance);

    Events m_events;
    BlockingQueue<UtterancePtr> m_utterances;
    std::weak_ptr<Utterance> m_current; ///< the pool's thread only
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace holdline::speech
