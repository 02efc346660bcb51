// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/doctorsound.h"

#include <algorithm>
#include <chrono>

namespace holdline {

using audio::Direction;
using audio::EndpointStatus;
using Level = Finding::Level;

namespace {

constexpr int kSampleRate = 48'000;
constexpr std::size_t kEnough = kSampleRate / 2;
constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr int kMostLooks = 40;

} // namespace

SoundCheck::SoundCheck(audio::SoundCard &card) : m_card(card)
{
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, &SoundCheck::look);
    connect(&m_card, &audio::SoundCard::captured, this, &SoundCheck::onCaptured);
}

void SoundCheck::start()
{
    m_card.openMicrophone();
    m_card.play(audio::Pcm(kEnough));
    m_look.start();
}

void SoundCheck::onCaptured(const audio::Pcm &block)
{
    m_samples += block.size();
    m_isSilent = m_isSilent && std::all_of(block.begin(), block.end(), [](audio::Sample sample) {
                     return sample == 0;
                 });
}

void SoundCheck::look()
{
    m_played = std::max(m_played, m_card.playedSamples());
    const bool isGood = m_samples >= kEnough && m_played > 0;
    if (++m_looks < kMostLooks && !isGood)
        return;
    m_look.stop();
    Q_EMIT found(microphone());
    Q_EMIT found(loudspeaker());
    m_card.closeMicrophone();
    m_card.stopPlayback();
    Q_EMIT finished();
}

Finding SoundCheck::microphone() const
{
    const EndpointStatus status = m_card.status(Direction::Input);
    if (status.state == EndpointStatus::State::Missing)
        return {Level::Failure, tr("Microphone"), tr("none found"),
                tr("Plug one in and check that your sound settings show it.")};
    if (m_samples < kEnough)
        return {Level::Failure, tr("Microphone"), tr("no sound from %1").arg(status.device.name),
                tr("Choose another one in the Audio menu, or allow Holdline to use it.")};
    if (m_isSilent)
        return {
            Level::Warning, tr("Microphone"), tr("only silence from %1").arg(status.device.name),
            tr("Check whether it is muted in your sound settings or by a switch on the device.")};
    return {Level::Fine, tr("Microphone"), tr("%1 works").arg(status.device.name)};
}

Finding SoundCheck::loudspeaker() const
{
    const EndpointStatus status = m_card.status(Direction::Output);
    if (status.state == EndpointStatus::State::Missing)
        return {Level::Failure, tr("Loudspeaker"), tr("none found"),
                tr("Plug one in and check that your sound settings show it.")};
    if (m_played == 0)
        return {Level::Failure, tr("Loudspeaker"), tr("%1 doesn’t play").arg(status.device.name),
                tr("Choose another one in the Audio menu, or restart your sound server.")};
    return {Level::Fine, tr("Loudspeaker"), tr("%1 works").arg(status.device.name)};
}

} // namespace holdline
