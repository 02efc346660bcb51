// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/audioengine.h"
#include "core/handover.h"
#include "core/log.h"

namespace holdline::audio {

namespace {

using namespace std::chrono_literals;

constexpr auto kPollInterval = 1s;
/// A headset appears as several devices, and Qt knows them a moment later than the catalog.
constexpr auto kSettleTime = 100ms;

constexpr Direction kDirections[] = {Direction::Input, Direction::Output};

const char *nameOf(EndpointStatus::State state)
{
    switch (state) {
    case EndpointStatus::State::Closed:
        return "closed";
    case EndpointStatus::State::Open:
        return "open";
    case EndpointStatus::State::Missing:
        return "no device";
    case EndpointStatus::State::Failed:
        return "failed, will be retried";
    }
    Q_UNREACHABLE();
}

} // namespace

AudioEngine::AudioEngine(std::shared_ptr<AudioPipes> pipes)
    : m_pipes(std::move(pipes))
    , m_microphone(m_pipes->captured)
    , m_speaker(m_pipes->pending, m_pipes->handedOver)
    , m_input{.supervisor = StreamSupervisor(m_microphone), .devices = {}, .status = {}}
    , m_output{.supervisor = StreamSupervisor(m_speaker), .devices = {}, .status = {}}
    , m_tickTimer(this)
    , m_pollTimer(this)
    , m_settleTimer(this)
{
    m_tickTimer.setTimerType(Qt::PreciseTimer);
    m_tickTimer.setInterval(kTick);
    connect(&m_tickTimer, &QTimer::timeout, this, &AudioEngine::tick);
    m_pollTimer.setInterval(kPollInterval);
    connect(&m_pollTimer, &QTimer::timeout, this, &AudioEngine::poll);
    m_settleTimer.setSingleShot(true);
    m_settleTimer.setInterval(kSettleTime);
    connect(&m_settleTimer, &QTimer::timeout, this, &AudioEngine::readCatalog);
}

void AudioEngine::start()
{
    m_catalog =
        DeviceCatalog::create([this] { handOver(this, [this] { m_settleTimer.start(); }); });
    m_pollTimer.start();
    poll();
}

void AudioEngine::wantMicrophone(bool wanted)
{
    m_input.supervisor.want(wanted);
    supervise();
}

void AudioEngine::wantSpeaker()
{
    m_output.supervisor.want(true);
    supervise();
}

void AudioEngine::playBeside(const Pcm &pcm)
{
    wantSpeaker();
    if (m_speaker.isOpen())
        m_speaker.mixIn(pcm);
}

void AudioEngine::prefer(Direction direction, const Device &device)
{
    endpoint(direction).supervisor.prefer(device);
    supervise();
}

void AudioEngine::poll()
{
    m_catalog->poll();
    if (m_speaker.idleFor() >= kSpeakerIdle)
        m_output.supervisor.want(false);
    supervise();
}

void AudioEngine::readCatalog()
{
    for (const Direction direction : kDirections) {
        const auto list = m_catalog->list(direction);
        Endpoint &which = endpoint(direction);
        which.supervisor.setDevices(list);
        const auto present = list ? list->present : QList<Device>();
        if (std::exchange(which.devices, present) != present)
            Q_EMIT devicesChanged(direction, present);
    }
    supervise();
}

void AudioEngine::tick()
{
    m_microphone.transfer();
    m_speaker.transfer();
    if (m_microphone.isBroken() || m_speaker.isBroken())
        supervise();
}

void AudioEngine::supervise()
{
    for (const Direction direction : kDirections)
        supervise(direction);
    const bool streaming = m_microphone.isOpen() || m_speaker.isOpen();
    if (streaming && !m_tickTimer.isActive())
        m_tickTimer.start();
    else if (!streaming)
        m_tickTimer.stop();
}

void AudioEngine::supervise(Direction direction)
{
    Endpoint &which = endpoint(direction);
    const EndpointStatus status = which.supervisor.supervise(std::chrono::steady_clock::now());
    if (std::exchange(which.status, status) == status)
        return;
    qCInfo(direction == Direction::Input ? lcCapture() : lcPlayout())
        << nameOf(status.state) << status.device.name;
    Q_EMIT statusChanged(direction, status);
}

} // namespace holdline::audio
