// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicecatalog.h"
#include "audio/devices/microphone.h"
#include "audio/devices/speaker.h"
#include "audio/devices/streamsupervisor.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace holdline::audio {

/// The data that the GUI thread and the audio thread share. It needs no lock.
struct AudioPipes
{
    SpscRing captured{4 * kDeviceRate}; ///< audio thread to GUI thread
    SpscRing pending{2 * kDeviceRate}; ///< GUI thread to audio thread
    std::atomic<quint64> handedOver{0}; ///< samples of `pending` that any device has taken
};

/// Owns all devices and works with them on the audio thread, because Qt's audio engines stay on the
/// thread that first used them. A 5 ms timer moves audio, and runs only while a stream is open.
/// Owned by QtSoundCard.
class AudioEngine : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kTick{5};
    /// The loudspeaker is closed after this much silence, so that an idle client uses no processor
    /// time.
    static constexpr std::chrono::seconds kSpeakerIdle{10};

    explicit AudioEngine(std::shared_ptr<AudioPipes> pipes);

    /// Must be called on the audio thread, before all other functions.
    void start();
    void wantMicrophone(bool wanted);
    /// Opens the loudspeaker, because there is something to play.
    void wantSpeaker();
    /// Mixes `pcm` into what plays. Drops it if the loudspeaker is not open at once, because later
    /// it would be out of date.
    void playBeside(const Pcm &pcm);
    void prefer(Direction direction, const Device &device);

Q_SIGNALS:
    void statusChanged(holdline::audio::Direction direction,
                       const holdline::audio::EndpointStatus &status);
    void devicesChanged(holdline::audio::Direction direction,
                        const QList<holdline::audio::Device> &devices);

private:
    void poll();
    void readCatalog();
    void tick();
    void supervise();
    void supervise(Direction direction);

    struct Endpoint
    {
        StreamSupervisor supervisor;
        QList<Device> devices;
        EndpointStatus status;
    };
    Endpoint &endpoint(Direction direction)
    {
        return direction == Direction::Input ? m_input : m_output;
    }

    std::shared_ptr<AudioPipes> m_pipes;
    Microphone m_microphone;
    Speaker m_speaker;
    Endpoint m_input;
    Endpoint m_output;
    std::unique_ptr<DeviceCatalog> m_catalog;
    QTimer m_tickTimer;
    QTimer m_pollTimer;
    QTimer m_settleTimer;
};

} // namespace holdline::audio
