// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/playout.h"
#include "audio/soundcard.h"

#include <QThread>
#include <QTimer>

#include <memory>

namespace holdline::audio {

class AudioEngine;
struct AudioPipes;

/// The sound card of this machine, through Qt Multimedia. Make one per process and keep it, because
/// Qt's audio engines stay bound to the thread of the first one. Owned by the application.
///
/// The audio thread moves samples through lock-free rings and never waits for the GUI thread. The
/// GUI thread looks into the rings every few milliseconds while samples are on their way.
class QtSoundCard : public SoundCard
{
    Q_OBJECT

public:
    explicit QtSoundCard(QObject *parent = nullptr);
    /// Waits half a second for the audio thread. A thread that hangs in the sound system is left
    /// behind.
    ~QtSoundCard() override;

    QList<Device> devices(Direction direction) const override;
    void prefer(Direction direction, const Device &device) override;
    EndpointStatus status(Direction direction) const override;

    void openMicrophone() override;
    void closeMicrophone() override;

    void play(const Pcm &pcm) override;
    qint64 unplayedSamples() const override { return m_playout.unplayedSamples(); }
    void stopPlayback() override;
    void playBeside(const Pcm &pcm) override;
    bool isPlaying() const override { return m_playout.isPlaying(); }
    qint64 playedSamples() const override { return m_playout.playedSamples(); }

private:
    struct Endpoint
    {
        QList<Device> devices;
        EndpointStatus status;
    };

    const Endpoint &endpoint(Direction direction) const;
    template <typename Call>
    void onAudioThread(Call call);
    quint64 handedOver() const;
    void pump();
    void pumpCaptured();
    void report(Playout::Event event);
    void updatePump();

    std::shared_ptr<AudioPipes> m_pipes;
    std::unique_ptr<QThread> m_thread;
    AudioEngine *m_engine; ///< lives on m_thread and is deleted there
    Endpoint m_input;
    Endpoint m_output;
    bool m_microphoneOpen = false;
    Pcm m_block;
    Playout m_playout;
    QTimer m_pump;
};

} // namespace holdline::audio
