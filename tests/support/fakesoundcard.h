// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

#include <algorithm>
#include <map>
#include <utility>

namespace holdline::testing {

/// A sound card without sound: the test says what the microphone hears and when playback gets on,
/// and reads what was to be played. Starts with one device each way.
class FakeSoundCard : public audio::SoundCard
{
public:
    using Direction = audio::Direction;
    using State = audio::EndpointStatus::State;

    QList<audio::Device> devices(Direction direction) const override
    {
        return m_endpoints.at(direction).present;
    }
    void prefer(Direction direction, const audio::Device &device) override
    {
        m_endpoints.at(direction).preferred = device;
    }
    audio::EndpointStatus status(Direction direction) const override
    {
        return m_endpoints.at(direction).status;
    }

    void openMicrophone() override
    {
        m_microphoneWanted = true;
        const auto &present = devices(Direction::Input);
        if (present.isEmpty())
            setStatus(Direction::Input, State::Missing);
        else
            setStatus(Direction::Input, State::Open, present.first());
    }
    void closeMicrophone() override
    {
        m_microphoneWanted = false;
        setStatus(Direction::Input, State::Closed);
    }

    void play(const audio::Pcm &pcm) override
    {
        m_pending.insert(m_pending.end(), pcm.begin(), pcm.end());
        if (!m_playing && !m_pending.empty() && m_startsByItself)
            startPlayback();
    }
    void stopPlayback() override
    {
        m_pending.clear();
        ++m_stops;
        if (m_playing)
            finishPlayback();
    }
    void playBeside(const audio::Pcm &pcm) override { m_beside.append(pcm); }
    bool isPlaying() const override { return m_playing; }
    qint64 playedSamples() const override { return m_playedSamples; }

    // What the test does.

    /// The microphone heard this; lost while it is closed, as on a real card.
    void hear(const audio::Pcm &block)
    {
        if (status(Direction::Input).state == State::Open)
            Q_EMIT captured(block);
    }
    /// Whether play() starts at once, as with a card that is there; on at first.
    void setStartsByItself(bool starts) { m_startsByItself = starts; }
    void startPlayback()
    {
        m_playing = true;
        m_playedSamples = 0;
        Q_EMIT playbackStarted();
    }
    /// Plays up to `samples` of what is pending and goes on playing.
    void advancePlayback(std::size_t samples)
    {
        const auto count = std::min(samples, m_pending.size());
        const auto end = m_pending.begin() + static_cast<std::ptrdiff_t>(count);
        m_played.insert(m_played.end(), m_pending.begin(), end);
        m_pending.erase(m_pending.begin(), end);
        m_playedSamples += static_cast<qint64>(count);
    }
    /// Plays all that is pending and runs dry.
    void finishPlayback()
    {
        advancePlayback(m_pending.size());
        m_playing = false;
        Q_EMIT playbackFinished();
    }
    void setDevices(Direction direction, const QList<audio::Device> &present)
    {
        m_endpoints.at(direction).present = present;
        Q_EMIT devicesChanged();
    }
    void setStatus(Direction direction, State state, const audio::Device &device = {})
    {
        const audio::EndpointStatus next{.state = state, .device = device};
        if (std::exchange(m_endpoints.at(direction).status, next) != next)
            Q_EMIT statusChanged(direction);
    }

    // What the test reads.

    bool isMicrophoneWanted() const { return m_microphoneWanted; }
    audio::Device preferred(Direction direction) const
    {
        return m_endpoints.at(direction).preferred;
    }
    /// All that was played since the start, without what was stopped before its turn.
    const audio::Pcm &played() const { return m_played; }
    const audio::Pcm &pending() const { return m_pending; }
    int stops() const { return m_stops; }
    const QList<audio::Pcm> &playedBeside() const { return m_beside; }

private:
    struct Endpoint
    {
        QList<audio::Device> present;
        audio::Device preferred = {};
        audio::EndpointStatus status = {};
    };

    std::map<Direction, Endpoint> m_endpoints{
        {Direction::Input, {.present = {{"mic", QStringLiteral("Fake microphone")}}}},
        {Direction::Output, {.present = {{"speaker", QStringLiteral("Fake loudspeaker")}}}}};
    bool m_microphoneWanted = false;
    bool m_startsByItself = true;
    bool m_playing = false;
    qint64 m_playedSamples = 0;
    audio::Pcm m_pending;
    audio::Pcm m_played;
    QList<audio::Pcm> m_beside;
    int m_stops = 0;
};

} // namespace holdline::testing
