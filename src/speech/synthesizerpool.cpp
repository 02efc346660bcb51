// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/synthesizerpool.h"

#include "audio/resampler.h"
#include "core/handover.h"
#include "core/log.h"
#include "speech/blockingqueue.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace holdline::speech {

namespace {

/// Shared by the handle of a sentence and the worker that speaks it.
struct Job
{
    QString sentence;
    Manner manner;
    std::atomic<bool> cancelled = false;
    Speech *handle = nullptr; ///< only for the pool's thread; null when the handle is destroyed
};

using JobPtr = std::shared_ptr<Job>;

/// The object that speak() returns.
class JobHandle : public Speech
{
public:
    explicit JobHandle(JobPtr job) : m_job(std::move(job)) { m_job->handle = this; }
    ~JobHandle() override
    {
        m_job->handle = nullptr;
        m_job->cancelled = true;
    }

private:
    JobPtr m_job;
};

} // namespace

// Workers reach the pool's thread only by events that are queued to the pool, which outlives them.
// An event names its job, whose handle is null if it was destroyed.
struct SynthesizerPool::Private
{
    Private(SynthesizerPool *itsPool, int rate) : pool(itsPool), sampleRate(rate) { }

    SynthesizerPool *pool;
    int sampleRate;
    std::mutex loading;
    std::atomic<bool> stopping = false;
    BlockingQueue<JobPtr> jobs;
    std::vector<std::thread> workers;
    std::size_t broken = 0;
    QString trouble;

    void run(const SynthesizerFactory &factory);
    void speak(Synthesizer &synthesizer, const JobPtr &job);
    void failToLoad(const QString &reason);
    void post(std::function<void()> event) { handOver(pool, std::move(event)); }
    void postFailure(const JobPtr &job, const QString &reason)
    {
        post([job, reason] {
            if (job->handle)
                Q_EMIT job->handle->failed(reason);
        });
    }
};

void SynthesizerPool::Private::run(const SynthesizerFactory &factory)
{
    std::unique_lock lock(loading);
    if (stopping)
        return;
    auto synthesizer = factory();
    lock.unlock();
    if (!synthesizer) {
        post([this, reason = synthesizer.error()] { failToLoad(reason); });
        return;
    }
    while (const auto job = jobs.take()) {
        if (!stopping && !(*job)->cancelled)
            speak(*synthesizer.value(), *job);
    }
}

void SynthesizerPool::Private::speak(Synthesizer &synthesizer, const JobPtr &job)
{
    audio::Resampler resampler(synthesizer.sampleRate(), sampleRate);
    const auto tell = [this, &job](audio::Pcm pcm) {
        if (pcm.empty())
            return;
        post([job, pcm = std::move(pcm)] {
            if (job->handle)
                Q_EMIT job->handle->audioAdded(pcm);
        });
    };
    const auto outcome = synthesizer.speak(job->sentence, job->manner, [&](audio::PcmView pcm) {
        if (stopping || job->cancelled)
            return false;
        tell(resampler.process(pcm));
        return true;
    });
    if (!outcome) {
        postFailure(job, outcome.error());
        return;
    }
    tell(resampler.drain());
    post([job] {
        if (job->handle)
            Q_EMIT job->handle->finished();
    });
}

void SynthesizerPool::Private::failToLoad(const QString &reason)
{
    trouble = reason;
    qCWarning(lcSpeech).noquote() << "A synthesiser could not be made:" << reason;
    if (++broken < workers.size())
        return;
    jobs.close();
    while (const auto job = jobs.take())
        postFailure(*job, reason);
}

SynthesizerPool::SynthesizerPool(const SynthesizerFactory &factory, int size, int sampleRate,
                                 QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, sampleRate))
{
    for (int i = 0; i < std::max(size, 1); ++i)
        d->workers.emplace_back([this, factory] { d->run(factory); });
}

SynthesizerPool::~SynthesizerPool()
{
    d->stopping = true;
    d->jobs.close();
    for (std::thread &worker : d->workers)
        worker.join();
}

std::unique_ptr<Speech> SynthesizerPool::speak(const QString &sentence, const Manner &manner)
{
    auto job = std::make_shared<Job>();
    job->sentence = sentence;
    job->manner = manner;
    auto handle = std::make_unique<JobHandle>(job);
    if (d->broken == d->workers.size())
        d->postFailure(job, d->trouble);
    else
        d->jobs.add(job);
    return handle;
}

QString SynthesizerPool::trouble() const
{
    return d->trouble;
}

} // namespace holdline::speech
