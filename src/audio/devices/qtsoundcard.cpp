// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/qtsoundcard.h"
#include "audio/devices/audioengine.h"
#include "core/handover.h"
#include "core/log.h"

#include <utility>

namespace holdline::audio {

namespace {

using namespace std::chrono_literals;

// Half a block. A shorter interval only costs wake-ups.
constexpr auto kPumpInterval = 10ms;
constexpr auto kBlock = 20ms;
constexpr auto kLongestGoodbye = 500ms;

Instant now()
{
    return std::chrono::steady_clock::now();
}

} // namespace

QtSoundCard::QtSoundCard(QObject *parent)
    : SoundCard(parent)
    , m_pipes(std::make_shared<AudioPipes>())
    , m_thread(std::make_unique<QThread>())
    , m_engine(new AudioEngine(m_pipes))
    , m_block(samplesIn(kBlock, kDeviceRate))
    , m_playout(m_pipes->pending)
    , m_pump(this)
{
    m_pump.setTimerType(Qt::PreciseTimer);
    m_pump.setInterval(kPumpInterval);
    connect(&m_pump, &QTimer::timeout, this, &QtSoundCard::pump);

    connect(m_engine, &AudioEngine::statusChanged, this,
            [this](Direction direction, const EndpointStatus &status) {
                (direction == Direction::Input ? m_input : m_output).status = status;
                Q_EMIT statusChanged(direction);
            });
    connect(m_engine, &AudioEngine::devicesChanged, this,
            [this](Direction direction, const QList<Device> &devices) {
                (direction == Direction::Input ? m_input : m_output).devices = devices;
                Q_EMIT devicesChanged();
            });

    m_thread->setObjectName(u"audio");
    m_engine->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::started, m_engine, &AudioEngine::start);
    connect(m_thread.get(), &QThread::finished, m_engine, &QObject::deleteLater);
    m_thread->start(QThread::TimeCriticalPriority);
}

QtSoundCard::~QtSoundCard()
{
    m_engine->disconnect(this);
    m_thread->quit();
    if (!m_thread->wait(kLongestGoodbye)) {
        qCWarning(lcPlayout) << "the sound system does not answer; its thread is left behind";
        Q_UNUSED(m_thread.release());
    }
}

const QtSoundCard::Endpoint &QtSoundCard::endpoint(Direction direction) const
{
    return direction == Direction::Input ? m_input : m_output;
}

QList<Device> QtSoundCard::devices(Direction direction) const
{
    return endpoint(direction).devices;
}

EndpointStatus QtSoundCard::status(Direction direction) const
{
    return endpoint(direction).status;
}

template <typename Call>
void QtSoundCard::onAudioThread(Call call)
{
    handOver(m_engine, std::move(call));
}

void QtSoundCard::prefer(Direction direction, const Device &device)
{
    onAudioThread([engine = m_engine, direction, device] { engine->prefer(direction, device); });
}

void QtSoundCard::openMicrophone()
{
    if (std::exchange(m_microphoneOpen, true))
        return;
    while (m_pipes->captured.read(m_block) > 0) {
        // Drops what the last opening of the microphone has left.
    }
    onAudioThread([engine = m_engine] { engine->wantMicrophone(true); });
    updatePump();
}

void QtSoundCard::closeMicrophone()
{
    if (!std::exchange(m_microphoneOpen, false))
        return;
    onAudioThread([engine = m_engine] { engine->wantMicrophone(false); });
    updatePump();
}

void QtSoundCard::play(const Pcm &pcm)
{
    const bool wasDry = m_playout.append(pcm, handedOver(), now());
    onAudioThread([engine = m_engine] { engine->wantSpeaker(); });
    updatePump();
    if (wasDry)
        Q_EMIT playbackStalled();
}

void QtSoundCard::stopPlayback()
{
    report(m_playout.stop());
    updatePump();
}

void QtSoundCard::playBeside(const Pcm &pcm)
{
    onAudioThread([engine = m_engine, pcm] { engine->playBeside(pcm); });
}

quint64 QtSoundCard::handedOver() const
{
    return m_pipes->handedOver.load(std::memory_order_acquire);
}

void QtSoundCard::pump()
{
    pumpCaptured();
    report(m_playout.step(handedOver(), now()));
    updatePump();
}

void QtSoundCard::pumpCaptured()
{
    // Checked each time, because a slot may close the microphone.
    while (m_microphoneOpen && m_pipes->captured.size() >= m_block.size()) {
        m_pipes->captured.read(m_block);
        Q_EMIT captured(m_block);
    }
}

void QtSoundCard::report(Playout::Event event)
{
    switch (event) {
    case Playout::Event::None:
        break;
    case Playout::Event::Started:
        Q_EMIT playbackStarted();
        break;
    case Playout::Event::Finished:
        Q_EMIT playbackFinished();
        break;
    }
}

void QtSoundCard::updatePump()
{
    const bool needed = m_microphoneOpen || !m_playout.isIdle();
    if (needed && !m_pump.isActive())
        m_pump.start();
    else if (!needed)
        m_pump.stop();
}

} // namespace holdline::audio
