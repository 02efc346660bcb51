// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QList>
#include <QObject>
#include <QString>

namespace holdline::audio {

struct Device
{
    QByteArray id;
    QString name; ///< what people call it, "Built-in microphone"

    friend bool operator==(const Device &, const Device &) = default;
};

enum class Direction { Input, Output };

/// What one direction of the sound card is doing.
struct EndpointStatus
{
    enum class State {
        Closed, ///< not wanted now
        Open,
        Missing, ///< no device of this kind; it is taken as soon as one appears
        Failed, ///< a device is there but does not deliver; retried by itself
    };
    State state = State::Closed;
    Device device; ///< the one in use or last tried; empty when Missing

    friend bool operator==(const EndpointStatus &, const EndpointStatus &) = default;
};

/// The microphone and the loudspeaker of this machine as the rest of the client sees them: 48 kHz
/// mono, no threads, no devices that come and go. Called from and signalling on the GUI thread;
/// nothing here blocks.
class SoundCard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QList<Device> devices(Direction direction) const = 0;
    /// The device to use whenever it is there, remembered by id and by name; an empty device
    /// follows the system's default. Takes effect at once.
    virtual void prefer(Direction direction, const Device &device) = 0;
    virtual EndpointStatus status(Direction direction) const = 0;

    virtual void openMicrophone() = 0;
    virtual void closeMicrophone() = 0;

    /// Appends speech to what is still to be played; any amount is taken.
    virtual void play(const Pcm &pcm) = 0;
    /// Samples that play() was given and the device was not: what waits in memory.
    virtual qint64 unplayedSamples() const = 0;
    /// Forgets everything not yet played; silent within the sink's 40 ms.
    virtual void stopPlayback() = 0;
    /// Sounds at once, on top of what plays, and counts for nothing else; without a device it is
    /// dropped. A second one replaces the first.
    virtual void playBeside(const Pcm &pcm) = 0;
    /// True from playbackStarted to playbackFinished.
    virtual bool isPlaying() const = 0;
    /// Samples handed to the device since playbackStarted.
    virtual qint64 playedSamples() const = 0;

Q_SIGNALS:
    /// 20 ms (960 samples) at a time while the microphone is open.
    void captured(const holdline::audio::Pcm &block);
    void playbackStarted();
    /// Ran dry or was stopped. Not sent for a pause shorter than 200 ms between two play() calls.
    void playbackFinished();
    /// What plays had run dry and goes on: a gap that was heard, but too short for the above.
    void playbackStalled();
    void statusChanged(holdline::audio::Direction direction);
    void devicesChanged();
};

} // namespace holdline::audio
