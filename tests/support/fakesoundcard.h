// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

#include <algorithm>
#include <map>
#include <utility>

namespace holdline::testing {

/// A sound card without sound. The test decides what the microphone hears and how far playback
/// comes, and reads what was played. Starts with one device in each direction.
class FakeSoundCard : public audio::SoundCard
{
public:
    using Direction = audio::Direction;
    using State = audio::EndpointStatus::State;

    FakeSoundCard();
    ~FakeSoundCard() override;

    QList<audio::Device> devices(Direction direction) const override;
    void prefer(Direction direction, const audio::Device &device) override;
    audio::EndpointStatus status(Direction direction) const override;

    void openMicrophone() override;
    void closeMicrophone() override;

    void play(const audio::Pcm &pcm) override;
    qint64 unplayedSamples() const override { return static_cast<qint64>(m_pending.size()); }
    void stopPlayback() override;
    void playBeside(const audio::Pcm &pcm) override { m_beside.append(pcm); }
    bool isPlaying() const override { return m_playing; }
    qint64 playedSamples() const override { return m_playedSamples; }

    // For the test to act.

    /// The microphone hears this block. Lost while the microphone is closed, as on a real card.
    void hear(const audio::Pcm &block);
    /// Whether play() starts playback at once, as with a device that is present; true at first.
    void setStartsByItself(bool starts) { m_startsByItself = starts; }
    void startPlayback();
    /// Plays up to `samples` of the pending samples. Playback goes on.
    void advancePlayback(std::size_t samples);
    /// Plays all pending samples, and then runs out of them.
    void finishPlayback();
    void setDevices(Direction direction, const QList<audio::Device> &present);
    void setStatus(Direction direction, State state, const audio::Device &device = {});

    // For the test to check.

    bool isMicrophoneWanted() const { return m_microphoneWanted; }
    audio::Device preferred(Direction direction) const
    {
        return m_endpoints.at(direction).preferred;
    }
    /// All samples played since the start, without those that were stopped before.
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
