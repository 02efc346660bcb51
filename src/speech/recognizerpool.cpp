// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/recognizerpool.h"

#include "core/handover.h"
#include "core/log.h"
#include "speech/recognizerworker.h"

#include <QPointer>

#include <deque>
#include <mutex>
#include <vector>

namespace holdline::speech {

// Everything here belongs to the pool's thread. Workers reach it only by events queued to the pool,
// which outlives them; an event names its utterance, whose handle is null once nobody listens.
struct RecognizerPool::Private
{
    enum class Stage : quint8 { Loading, Free, Busy, Broken };

    struct Seat
    {
        Stage stage = Stage::Loading;
        UtterancePtr utterance; ///< while busy
        std::unique_ptr<RecognizerWorker> worker;
    };

    class Handle;

    std::mutex loading; ///< before the workers, which use it
    std::vector<Seat> seats;
    std::deque<UtterancePtr> line;
    QString trouble;

    std::unique_ptr<RecognizerWorker> makeWorker(RecognizerPool *pool, std::size_t seat,
                                                 const RecognizerFactory &factory);
    int count(Stage stage) const
    {
        return static_cast<int>(std::ranges::count(seats, stage, &Seat::stage));
    }
    bool isBroken() const { return count(Stage::Broken) == static_cast<int>(seats.size()); }

    void loaded(std::size_t seat, const Outcome<QString> &outcome);
    void finished(std::size_t seat, const UtterancePtr &utterance, const QString &words);
    bool seatUtterance(const UtterancePtr &utterance);
    void seatNext();
    void giveUp(const UtterancePtr &utterance);
};

/// What begin() gives away.
class RecognizerPool::Private::Handle : public Recognition
{
public:
    explicit Handle(RecognizerPool *pool) : m_pool(pool)
    {
        m_utterance->handle = this;
        if (pool->d->seatUtterance(m_utterance))
            m_running = true;
        else if (!pool->d->isBroken())
            pool->d->line.push_back(m_utterance);
    }
    ~Handle() override
    {
        m_utterance->handle = nullptr;
        m_utterance->abandon();
        if (m_pool)
            m_pool->d->giveUp(m_utterance);
    }

    void feed(const audio::Pcm &pcm) override { m_utterance->audio.add(pcm); }
    void finish() override
    {
        if (std::exchange(m_isFinishing, true))
            return;
        m_utterance->audio.close();
        if (m_pool && m_pool->d->isBroken())
            endWithoutWords();
    }
    bool isRunning() const override { return m_running; }

    void becomeRunning()
    {
        m_running = true;
        Q_EMIT running();
    }
    /// Nobody will ever hear it.
    void endWithoutWords()
    {
        if (m_isFinishing) {
            QMetaObject::invokeMethod(
                this, [this] { Q_EMIT finished(QString()); }, Qt::QueuedConnection);
        }
    }

private:
    QPointer<RecognizerPool> m_pool;
    UtterancePtr m_utterance = std::make_shared<Utterance>();
    bool m_running = false;
    bool m_isFinishing = false;
};

std::unique_ptr<RecognizerWorker>
RecognizerPool::Private::makeWorker(RecognizerPool *pool, std::size_t seat,
                                    const RecognizerFactory &factory)
{
    RecognizerWorker::Events events;
    events.loaded = [this, pool, seat](const Outcome<QString> &outcome) {
        handOver(pool, [this, seat, outcome] { loaded(seat, outcome); });
    };
    events.partial = [pool](const UtterancePtr &utterance, const QString &words) {
        handOver(pool, [utterance, words] {
            if (utterance->handle)
                Q_EMIT utterance->handle->partial(words);
        });
    };
    events.finished = [this, pool, seat](const UtterancePtr &utterance, const QString &words) {
        handOver(pool, [this, seat, utterance, words] { finished(seat, utterance, words); });
    };
    return std::make_unique<RecognizerWorker>(factory, loading, std::move(events));
}

void RecognizerPool::Private::loaded(std::size_t seat, const Outcome<QString> &outcome)
{
    seats[seat].stage = outcome ? Stage::Free : Stage::Broken;
    if (outcome) {
        seatNext();
        return;
    }
    trouble = outcome.error();
    qCWarning(lcSpeech).noquote() << "A recogniser could not be loaded:" << trouble;
    if (!isBroken())
        return;
    for (const UtterancePtr &utterance : std::exchange(line, {}))
        static_cast<Handle *>(utterance->handle)->endWithoutWords();
}

void RecognizerPool::Private::finished(std::size_t seat, const UtterancePtr &utterance,
                                       const QString &words)
{
    seats[seat].stage = Stage::Free;
    seats[seat].utterance.reset();
    seatNext();
    // Last: a listener may destroy the handle or the pool.
    if (utterance->handle)
        Q_EMIT utterance->handle->finished(words);
}

bool RecognizerPool::Private::seatUtterance(const UtterancePtr &utterance)
{
    const auto seat = std::ranges::find(seats, Stage::Free, &Seat::stage);
    if (seat == seats.end())
        return false;
    seat->stage = Stage::Busy;
    seat->utterance = utterance;
    seat->worker->hear(utterance);
    return true;
}

void RecognizerPool::Private::seatNext()
{
    if (line.empty() || !seatUtterance(line.front()))
        return;
    const UtterancePtr utterance = line.front();
    line.pop_front();
    static_cast<Handle *>(utterance->handle)->becomeRunning();
}

void RecognizerPool::Private::giveUp(const UtterancePtr &utterance)
{
    std::erase(line, utterance);
}

RecognizerPool::RecognizerPool(const RecognizerFactory &factory, int size, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->seats.resize(static_cast<std::size_t>(std::max(size, 1)));
    for (std::size_t i = 0; i < d->seats.size(); ++i)
        d->seats[i].worker = d->makeWorker(this, i, factory);
}

RecognizerPool::~RecognizerPool()
{
    for (const Private::Seat &seat : d->seats)
        seat.worker->stop();
}

std::unique_ptr<Recognition> RecognizerPool::begin()
{
    return std::make_unique<Private::Handle>(this);
}

int RecognizerPool::size() const
{
    return d->count(Private::Stage::Free) + d->count(Private::Stage::Busy);
}

int RecognizerPool::busy() const
{
    return d->count(Private::Stage::Busy);
}

int RecognizerPool::waiting() const
{
    return static_cast<int>(d->line.size());
}

QString RecognizerPool::trouble() const
{
    return d->trouble;
}

} // namespace holdline::speech
