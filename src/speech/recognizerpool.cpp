// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/recognizerpool.h"

#include "core/handover.h"
#include "core/log.h"
#include "speech/recognizerworker.h"
#include "speech/textlanguage.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <mutex>
#include <vector>

using namespace std::chrono_literals;

namespace holdline::speech {

namespace {
// While utterances wait, this is how often the pool checks whether the audio of others has stopped.
constexpr auto kReviewInterval = 100ms;
} // namespace

// All of this is used only in the pool's thread. Workers reach it by events that are queued to the
// pool, which outlives them. An event names its hearing; if that was cancelled, no handle refers to
// it any more.
struct RecognizerPool::Private
{
    enum class Stage : quint8 {
        Loading,
        Free,
        Busy,
        Leaving, ///< its hearing is cancelled; free soon
        Broken,
    };

    class Handle;

    struct Seat
    {
        Stage stage = Stage::Loading;
        Handle *holder = nullptr; ///< while busy
        quint64 lent = 0; ///< number of the loan; later ones are higher
        std::unique_ptr<RecognizerWorker> worker;
    };

    Private(RecognizerFactory itsFactory, const Clock &itsClock)
        : factory(std::move(itsFactory))
        , clock(itsClock)
    {
    }

    RecognizerFactory factory;
    const Clock &clock;
    std::mutex loading; ///< before the workers, which use it
    std::vector<Seat> seats;
    std::vector<Handle *> line; ///< utterances that have no seat and no words yet, oldest first
    QTimer review; ///< runs while utterances wait
    quint64 given = 0;
    quint64 takenBack = 0;
    QString trouble;

    std::unique_ptr<RecognizerWorker> makeWorker(RecognizerPool *pool, std::size_t seat);
    int count(Stage stage) const
    {
        return static_cast<int>(std::ranges::count(seats, stage, &Seat::stage));
    }
    bool isBroken() const { return count(Stage::Broken) == static_cast<int>(seats.size()); }
    int waiting() const;
    int seatsOf(Speaker speaker) const;

    void loaded(std::size_t seat, const Outcome<QString> &outcome);
    void finished(std::size_t seat, const HearingPtr &hearing, const QString &words);

    using Changed = std::vector<QPointer<Handle>>;
    void arrange();
    void giveSeats(Changed &changed);
    void takeSeats(Changed &changed);
    Handle *nextInLine(Utterance::Claim claim) const;
    Seat *seatFor(const Handle &waiting);
    Seat *newestOfTheGreedy();
    void give(Seat &seat, Handle &handle);
    void takeBack(Seat &seat, bool patient);
    void moveBack(Speaker speaker);
    Seat *seatOf(const Handle &handle);
};

/// The object that begin() returns.
class RecognizerPool::Private::Handle : public Recognition
{
public:
    Handle(RecognizerPool *pool, Speaker speaker) : m_pool(pool), m_utterance(speaker)
    {
        if (pool->d->isBroken())
            return;
        pool->d->line.push_back(this);
        pool->d->arrange();
    }
    ~Handle() override
    {
        if (!m_pool) {
            if (isRunning())
                m_utterance.takeBack(true);
            return;
        }
        Private &pool = *m_pool->d;
        if (Seat *seat = pool.seatOf(*this)) {
            m_utterance.takeBack(true);
            seat->holder = nullptr;
            seat->stage = Stage::Leaving;
        }
        std::erase(pool.line, this);
        pool.arrange();
    }

    void feed(const audio::Pcm &pcm) override
    {
        if (m_pool)
            m_utterance.add(pcm, m_pool->d->clock.now());
    }
    void finish() override
    {
        if (m_utterance.isOver())
            return;
        const bool hadPlace = m_utterance.claim() == Utterance::Claim::Full;
        m_utterance.close();
        if (!m_pool)
            return;
        Private &pool = *m_pool->d;
        if (pool.isBroken())
            endWithoutWords();
        const auto place = std::ranges::find(pool.line, this);
        if (!hadPlace && place != pool.line.end())
            std::rotate(place, place + 1, pool.line.end());
        pool.arrange();
    }
    void setSuspended(bool suspended) override
    {
        m_utterance.setSuspended(suspended);
        if (!m_pool)
            return;
        Seat *seat = m_pool->d->seatOf(*this);
        if (seat && m_utterance.isSuspended())
            m_pool->d->takeBack(*seat, false);
        m_pool->d->arrange();
    }
    bool isRunning() const override { return m_utterance.hearing() && !m_isDone; }
    bool isWaiting() const override
    {
        return !m_isDone && !isRunning() && !m_utterance.isSuspended();
    }

    Utterance &utterance() { return m_utterance; }
    const Utterance &utterance() const { return m_utterance; }

    void tell(const HearingPtr &hearing, const QString &words, std::size_t heard)
    {
        if (m_utterance.hearing() == hearing && m_utterance.isNews(heard))
            Q_EMIT partial(words);
    }
    void end(const QString &words)
    {
        m_isDone = true;
        Q_EMIT finished(words);
    }
    /// All recognisers failed to load, so the utterance ends without words.
    void endWithoutWords()
    {
        if (m_utterance.isOver()) {
            QMetaObject::invokeMethod(
                this, [this] { end(QString()); }, Qt::QueuedConnection);
        }
    }

private:
    QPointer<RecognizerPool> m_pool;
    Utterance m_utterance;
    bool m_isDone = false; ///< its words are known
};

// ---- events of the workers

std::unique_ptr<RecognizerWorker> RecognizerPool::Private::makeWorker(RecognizerPool *pool,
                                                                      std::size_t seat)
{
    RecognizerWorker::Events events;
    events.loaded = [this, pool, seat](const Outcome<QString> &outcome) {
        handOver(pool, [this, seat, outcome] { loaded(seat, outcome); });
    };
    events.partial = [this, pool, seat](const HearingPtr &hearing, const QString &words,
                                        std::size_t heard) {
        handOver(pool, [this, seat, hearing, words, heard] {
            if (Handle *holder = seats[seat].holder)
                holder->tell(hearing, words, heard);
        });
    };
    events.finished = [this, pool, seat](const HearingPtr &hearing, const QString &words) {
        handOver(pool, [this, seat, hearing, words] { finished(seat, hearing, words); });
    };
    return std::make_unique<RecognizerWorker>(factory, loading, std::move(events));
}

void RecognizerPool::Private::loaded(std::size_t seat, const Outcome<QString> &outcome)
{
    seats[seat].stage = outcome ? Stage::Free : Stage::Broken;
    if (outcome) {
        const auto isLoaded = [](const Seat &each) {
            return each.stage == Stage::Free || each.stage == Stage::Busy;
        };
        if (std::ranges::all_of(seats, isLoaded))
            qCInfo(lcSpeech, "the recognisers are loaded");
        arrange();
        return;
    }
    trouble = outcome.error();
    qCWarning(lcSpeech).noquote() << "A recogniser could not be loaded:" << trouble;
    if (!isBroken())
        return;
    review.stop();
    for (Handle *handle : std::exchange(line, {}))
        handle->endWithoutWords();
}

void RecognizerPool::Private::finished(std::size_t seat, const HearingPtr &hearing,
                                       const QString &words)
{
    const QPointer<Handle> holder = std::exchange(seats[seat].holder, nullptr);
    Q_ASSERT(!holder || holder->utterance().hearing() == hearing);
    seats[seat].stage = Stage::Free;
    if (holder)
        moveBack(holder->utterance().speaker());
    arrange();
    // Last, because a listener may destroy the handle or the pool.
    if (holder)
        holder->end(words);
}

// ---- giving and taking recognisers

int RecognizerPool::Private::waiting() const
{
    return static_cast<int>(std::ranges::count_if(line, [](const Handle *handle) {
        return handle->utterance().claim() == Utterance::Claim::Full;
    }));
}

int RecognizerPool::Private::seatsOf(Speaker speaker) const
{
    return static_cast<int>(std::ranges::count_if(seats, [speaker](const Seat &seat) {
        return seat.holder && seat.holder->utterance().speaker() == speaker;
    }));
}

RecognizerPool::Private::Seat *RecognizerPool::Private::seatOf(const Handle &handle)
{
    const auto seat = std::ranges::find(seats, &handle, &Seat::holder);
    return seat == seats.end() ? nullptr : &*seat;
}

/// Call it whenever a seat or a claim has changed.
void RecognizerPool::Private::arrange()
{
    Changed changed;
    giveSeats(changed);
    takeSeats(changed);
    if (waiting() == 0 || isBroken())
        review.stop();
    else if (!review.isActive())
        review.start();
    for (const QPointer<Handle> &handle : changed) {
        if (handle)
            Q_EMIT handle->stateChanged();
    }
}

void RecognizerPool::Private::giveSeats(Changed &changed)
{
    for (Seat &seat : seats) {
        if (seat.stage != Stage::Free)
            continue;
        Handle *next = nextInLine(Utterance::Claim::Full);
        if (!next)
            next = nextInLine(Utterance::Claim::Spare);
        if (!next)
            return;
        give(seat, *next);
        changed.emplace_back(next);
    }
}

/// Takes a seat back for each waiting utterance for which no seat is becoming free.
void RecognizerPool::Private::takeSeats(Changed &changed)
{
    int leaving = count(Stage::Leaving);
    for (Handle *waiting : std::vector(line)) {
        if (waiting->utterance().claim() != Utterance::Claim::Full || leaving-- > 0)
            continue;
        Seat *seat = seatFor(*waiting);
        if (!seat)
            continue;
        changed.emplace_back(seat->holder);
        const bool isSlow =
            seat->holder->utterance().isGuest() || seat->holder->utterance().isLagging(clock.now());
        takeBack(*seat, !isSlow);
    }
}

/// The first utterance with this claim whose speaker has no seat; if there is none, the first with
/// this claim. Null if there is none either.
RecognizerPool::Private::Handle *RecognizerPool::Private::nextInLine(Utterance::Claim claim) const
{
    Handle *next = nullptr;
    for (Handle *handle : line) {
        if (handle->utterance().claim() != claim)
            continue;
        if (seatsOf(handle->utterance().speaker()) == 0)
            return handle;
        if (!next)
            next = handle;
    }
    return next;
}

/// The taken seat that `waiting` may get; null if there is none.
RecognizerPool::Private::Seat *RecognizerPool::Private::seatFor(const Handle &waiting)
{
    const auto isGuest = [](const Seat &seat) {
        return seat.holder && seat.holder->utterance().isGuest();
    };
    if (const auto seat = std::ranges::find_if(seats, isGuest); seat != seats.end())
        return &*seat;
    if (seatsOf(waiting.utterance().speaker()) > 0)
        return nullptr;
    const auto isLagging = [now = clock.now()](const Seat &seat) {
        return seat.holder && seat.holder->utterance().isLagging(now);
    };
    if (const auto seat = std::ranges::find_if(seats, isLagging); seat != seats.end())
        return &*seat;
    return newestOfTheGreedy();
}

/// The seat that was given last among those of speakers who have several; null if no speaker has.
RecognizerPool::Private::Seat *RecognizerPool::Private::newestOfTheGreedy()
{
    Seat *newest = nullptr;
    for (Seat &seat : seats) {
        if (seat.holder && seatsOf(seat.holder->utterance().speaker()) > 1
            && (!newest || seat.lent > newest->lent))
            newest = &seat;
    }
    return newest;
}

void RecognizerPool::Private::give(Seat &seat, Handle &handle)
{
    std::erase(line, &handle);
    moveBack(handle.utterance().speaker());
    seat.stage = Stage::Busy;
    seat.holder = &handle;
    seat.lent = ++given;
    seat.worker->hear(handle.utterance().lend(clock.now()));
}

/// The speaker was served, so all other waiting speakers come first.
void RecognizerPool::Private::moveBack(Speaker speaker)
{
    std::ranges::stable_partition(
        line, [speaker](const Handle *handle) { return handle->utterance().speaker() != speaker; });
}

void RecognizerPool::Private::takeBack(Seat &seat, bool patient)
{
    Handle *holder = std::exchange(seat.holder, nullptr);
    seat.stage = Stage::Leaving;
    holder->utterance().takeBack(patient);
    line.push_back(holder);
    ++takenBack;
}

// ---- the pool

RecognizerPool::RecognizerPool(RecognizerFactory factory, int size, const Clock &clock,
                               Loading loading)
    : d(std::make_unique<Private>(std::move(factory), clock))
{
    d->review.setInterval(kReviewInterval);
    connect(&d->review, &QTimer::timeout, this, [this] { d->arrange(); });
    d->seats.resize(static_cast<std::size_t>(std::max(size, 1)));
    if (loading == Loading::AtOnce)
        load();
}

RecognizerPool::~RecognizerPool()
{
    for (const Private::Seat &seat : d->seats) {
        if (seat.worker)
            seat.worker->stop();
    }
}

void RecognizerPool::load()
{
    for (std::size_t i = 0; i < d->seats.size(); ++i) {
        if (!d->seats[i].worker)
            d->seats[i].worker = d->makeWorker(this, i);
    }
}

bool RecognizerPool::understands(const QString &language) const
{
    return textLanguageOf(language) == TextLanguage::English;
}

std::unique_ptr<Recognition> RecognizerPool::begin(Speaker speaker, const Clues & /*clues*/)
{
    load();
    return std::make_unique<Private::Handle>(this, speaker);
}

int RecognizerPool::size() const
{
    return static_cast<int>(d->seats.size()) - d->count(Private::Stage::Loading)
        - d->count(Private::Stage::Broken);
}

int RecognizerPool::busy() const
{
    return d->count(Private::Stage::Busy) + d->count(Private::Stage::Leaving);
}

int RecognizerPool::waiting() const
{
    return d->waiting();
}

quint64 RecognizerPool::takenBack() const
{
    return d->takenBack;
}

QString RecognizerPool::trouble() const
{
    return d->trouble;
}

} // namespace holdline::speech
