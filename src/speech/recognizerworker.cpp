// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/recognizerworker.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace std::chrono_literals;

namespace holdline::speech {

namespace {

// Sound that was kept in line comes in large blocks. Giving up must not wait for a whole block.
constexpr std::size_t kSlice = audio::samplesIn(100ms, audio::kSpeechRate);
constexpr std::size_t kPartialInterval = audio::samplesIn(200ms, audio::kSpeechRate);

/// Lowers the priority of this thread. A recogniser that hears stored sound takes a whole
/// processor; the threads that serve clients come first.
void giveWayToOthers()
{
#ifdef __linux__
    constexpr int kNice = 5;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice); // affects only this thread
#endif
}

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

void RecognizerWorker::hear(HearingPtr hearing)
{
    m_current = hearing;
    m_hearings.add(std::move(hearing));
}

void RecognizerWorker::stop()
{
    m_stopping = true;
    m_hearings.close();
    if (const HearingPtr hearing = m_current.lock())
        hearing->cancel();
}

void RecognizerWorker::run(const RecognizerFactory &factory, std::mutex &loading)
{
    giveWayToOthers();
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
    while (const auto hearing = m_hearings.take())
        m_events.finished(*hearing, recognize(*recognizer.value(), *hearing));
}

QString RecognizerWorker::recognize(Recognizer &recognizer, const HearingPtr &hearing)
{
    recognizer.start();
    QString last;
    std::size_t sincePartial = 0;
    std::size_t index = 0;
    while (const audio::Pcm *block = hearing->sound->block(index++, hearing->cancelled)) {
        for (audio::PcmView rest(*block); !rest.empty() && !hearing->cancelled;) {
            const audio::PcmView slice = rest.first(std::min(kSlice, rest.size()));
            rest = rest.subspan(slice.size());
            recognizer.feed(slice);
            hearing->heard += slice.size();
            sincePartial += slice.size();
            if (sincePartial < kPartialInterval)
                continue;
            sincePartial = 0;
            if (const QString words = recognizer.partial(); words != last) {
                last = words;
                m_events.partial(hearing, words, hearing->heard);
            }
        }
    }
    return hearing->cancelled ? QString() : recognizer.finish();
}

} // namespace holdline::speech
