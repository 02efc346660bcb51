// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/currentanswer.h"

#include "server/session/sessionmemory.h"

#include <utility>

using namespace std::chrono_literals;

namespace holdline::server {

namespace {

// A client that plays answers at all has started by then.
constexpr Duration kPlaybackStart = 2s;

} // namespace

CurrentAnswer::CurrentAnswer(const Session &session, speech::Voice &voice, const Clock &clock,
                             Playback playback, Outlet &outlet, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_voice(voice)
    , m_clock(clock)
    , m_playback(playback)
    , m_outlet(outlet)
{
    m_playbackCheck.setSingleShot(true);
    connect(&m_playbackCheck, &QTimer::timeout, this, &CurrentAnswer::checkPlayback);
}

// ---- making it

void CurrentAnswer::begin(std::unique_ptr<speech::Answer> source,
                          const SpokenAnswer::Beginning &beginning,
                          const std::optional<speech::Reminder> &reminder)
{
    m_reminder = reminder;
    const protocol::Configuration &chosen = m_session.configuration;
    const speech::Manner manner{chosen.voice, chosen.language, chosen.speakingRate};
    m_answer = std::make_unique<SpokenAnswer>(
        std::move(source), m_voice, manner, [this] { return m_outlet.hasRoom(); }, beginning);
    connect(m_answer.get(), &SpokenAnswer::textGrew, this, [this](const QString &whole) {
        m_outlet.sendPartialAnswer(whole);
        m_outlet.writeAnswer(whole, false, m_session.memory);
    });
    connect(m_answer.get(), &SpokenAnswer::toolsCalled, this,
            [this](const speech::MemoryChange &change) {
                // Now, because an interrupted or unfinished answer must not undo it.
                m_outlet.writeAnswer(m_answer->text(), false,
                                     speech::changed(m_session.memory, change));
            });
    connect(m_answer.get(), &SpokenAnswer::textEnded, this, &CurrentAnswer::endText);
    connect(m_answer.get(), &SpokenAnswer::chunkReady, this, [this](const audio::Pcm &pcm) {
        Q_EMIT changed();
        m_outlet.addSpeech(pcm);
    });
    connect(m_answer.get(), &SpokenAnswer::sentenceSpoken, this, [this](const Sentence &sentence) {
        m_outlet.endSentence(sentence.text, sentence.character);
    });
    connect(m_answer.get(), &SpokenAnswer::completed, this, &CurrentAnswer::complete);
    Q_EMIT changed();
}

void CurrentAnswer::endText(const speech::MemoryChange &change)
{
    speech::Memory memory = speech::changed(m_session.memory, change);
    // A Durable client will hear the reminder in spite of cuts and restarts. A plain client may be
    // gone before it does, so its reminder stays until the answer is complete.
    if (m_reminder && isDurable())
        memory = without(std::move(memory), *std::exchange(m_reminder, std::nullopt));
    m_outlet.writeAnswer(m_answer->text(), true, memory);
}

/// Removes the current reminder from memory, because it was told.
void CurrentAnswer::forgetReminder()
{
    if (const auto reminder = std::exchange(m_reminder, std::nullopt))
        m_outlet.writeAnswer(m_answer->text(), true, without(m_session.memory, *reminder));
}

void CurrentAnswer::complete()
{
    forgetReminder();
    m_outlet.completeAnswer(m_answer->text());
    m_playbackCheck.start(isDurable() ? Duration(0) : toPlay() + kPlaybackStart);
    Q_EMIT changed();
}

void CurrentAnswer::proceed()
{
    if (m_answer)
        m_answer->proceed();
}

protocol::Activity::State CurrentAnswer::activity() const
{
    using Activity = protocol::Activity::State;
    if (!m_answer)
        return Activity::Idle;
    if (m_answer->hasSound())
        return Activity::Speaking;
    return m_answer->isComplete() ? Activity::Idle : Activity::Thinking;
}

// ---- playing it

Duration CurrentAnswer::toPlay() const
{
    return m_answer->playback().toPlay(m_clock.now());
}

/// True if the user may still hear some of it.
bool CurrentAnswer::isHeard() const
{
    if (!m_answer->isComplete())
        return true;
    if (isDurable())
        return toPlay() > Duration(0);
    return m_answer->playback().isPlaying() || (m_clientReportsPlayback && m_answer->hasSound());
}

void CurrentAnswer::checkPlayback()
{
    if (isDurable() && toPlay() > Duration(0))
        return; // setPlayed() follows
    if (m_answer->playback().isPlaying() && toPlay() > Duration(0)) {
        m_playbackCheck.start(toPlay() + kPlaybackStart);
        return;
    }
    drop();
    Q_EMIT changed();
}

void CurrentAnswer::setPlayed(quint64 samples, bool read)
{
    if (!m_answer)
        return;
    m_answer->setRead(read);
    m_answer->playback().setPlayed(samples);
    m_answer->proceed();
    if (m_answer->isComplete() && toPlay() == Duration(0))
        drop();
}

void CurrentAnswer::onPlaybackStarted()
{
    m_clientReportsPlayback = true;
    if (m_answer)
        m_answer->playback().start(m_clock.now());
}

void CurrentAnswer::onPlaybackStopped()
{
    if (!m_answer || !m_answer->playback().isPlaying())
        return;
    m_answer->playback().stop(m_clock.now());
    if (m_answer->isComplete()) {
        drop();
        Q_EMIT changed();
    }
}

// ---- its end

void CurrentAnswer::interruptAt(quint64 position)
{
    if (m_answer)
        m_answer->playback().setPlayed(position);
    interrupt();
}

void CurrentAnswer::interrupt(Unheard unheard)
{
    if (m_answer && isHeard()) {
        if (m_answer->hasBegun())
            forgetReminder();
        const int heard = m_answer->heardBy(m_clock.now());
        const QString text = m_answer->text();
        m_outlet.interruptAnswer(unheard == Unheard::Keep ? text : text.left(heard), heard,
                                 m_answer->hasBegun());
    }
    drop();
}

void CurrentAnswer::hangUp()
{
    // A reminder that was not told yet stays due.
    if (isBusy())
        m_outlet.completeAnswer(m_answer->text());
    drop();
}

void CurrentAnswer::drop()
{
    m_playbackCheck.stop();
    m_reminder.reset();
    m_answer.reset();
}

} // namespace holdline::server
