// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/recognizerworker.h"

using namespace std::chrono_literals;

namespace holdline::speech {

namespace {

// What was kept while waiting in line comes as one large block; giving up must not wait for all of
// it to be heard.
constexpr std::size_t kSlice = audio::samplesIn(100ms, audio::kSpeechRate);
constexpr std::size_t kPartialInterval = audio::samplesIn(200ms, audio::kSpeechRate);

} // namespace

RecognizerWorker::RecognizerWorker(RecognizerFactory factory, std::mutex &loading, Events events)
    : m_events(std::move(events))
    , m_thread([this, factory = std::move(factory), &loading] { run(factory, loading); })
{
}

RecognizerWorker::~RecognizerWorker()
{
    stop();
    m_thread.join();
}

void RecognizerWorker::hear(UtterancePtr utterance)
{
    m_current = utterance;
    m_utterances.add(std::move(utterance));
}

void RecognizerWorker::stop()
{
    m_stopping = true;
    m_utterances.close();
    if (const UtterancePtr utterance = m_current.lock())
        utterance->abandon();
}

void RecognizerWorker::run(const RecognizerFactory &factory, std::mutex &loading)
{
    std::unique_lock lock(loading);
    if (m_stopping)
        return;
    auto recognizer = factory();
    lock.unlock();
    if (!recognizer) {
        m_events.loaded(Failure{recognizer.error()});
        return;
    }
    m_events.loaded(Success{});
    while (const auto utterance = m_utterances.take())
        m_events.finished(*utterance, recognize(*recognizer.value(), *utterance));
}

QString RecognizerWorker::recognize(Recognizer &recognizer, const UtterancePtr &utterance)
{
    recognizer.start();
    QString last;
    std::size_t sincePartial = 0;
    while (const auto block = utterance->audio.take()) {
        for (audio::PcmView rest(*block); !rest.empty() && !utterance->abandoned;) {
            const audio::PcmView slice = rest.first(std::min(kSlice, rest.size()));
            rest = rest.subspan(slice.size());
            recognizer.feed(slice);
            sincePartial += slice.size();
            if (sincePartial < kPartialInterval)
                continue;
            sincePartial = 0;
            if (const QString words = recognizer.partial(); words != last) {
                last = words;
                m_events.partial(utterance, words);
            }
        }
        if (utterance->abandoned)
            break;
    }
    const QString words = recognizer.finish();
    return utterance->abandoned ? QString() : words;
}

} // namespace holdline::speech
