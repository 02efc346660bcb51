// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QList>
#include <QObject>
#include <QString>

namespace holdline::audio {

/// A device as the system names it. A plain value.
struct Device
{
    QByteArray id;
    QString name; ///< for people, such as "Built-in microphone"

    friend bool operator==(const Device &, const Device &) = default;
};

enum class Direction { Input, Output };

/// What one direction of the sound card is doing.
struct EndpointStatus
{
    enum class State {
        Closed, ///< not wanted now
        Open,
        Missing, ///< there is no such device; the first one that appears is used
        Failed, ///< the device does not deliver; it is tried again
    };
    State state = State::Closed;
    Device device; ///< the device in use or last tried; empty if Missing

    friend bool operator==(const EndpointStatus &, const EndpointStatus &) = default;
};

/// The microphone and the loudspeaker as the rest of the client sees them: 48 kHz mono, without
/// threads and without devices that come and go. Called on the GUI thread, where it also emits its
/// signals. No function blocks. Owned by the application.
class SoundCard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QList<Device> devices(Direction direction) const = 0;
    /// Sets the device to use whenever it is present, known by its id and its name. An empty device
    /// follows the system's default. Takes effect at once.
    virtual void prefer(Direction direction, const Device &device) = 0;
    virtual EndpointStatus status(Direction direction) const = 0;

    virtual void openMicrophone() = 0;
    virtual void closeMicrophone() = 0;

    /// Appends speech to what is still to be played. Takes any amount.
    virtual void play(const Pcm &pcm) = 0;
    /// Samples that wait in memory: passed to play(), but not to the device yet.
    virtual qint64 unplayedSamples() const = 0;
    /// Drops everything that is not played yet. Silent within the sink's buffer of 40 ms.
    virtual void stopPlayback() = 0;
    /// Plays a sound at once, mixed into what plays. It does not count as playback. Without a
    /// device it is dropped. A second sound replaces the first.
    virtual void playBeside(const Pcm &pcm) = 0;
    /// True from playbackStarted to playbackFinished.
    virtual bool isPlaying() const = 0;
    /// Samples passed to the device since playbackStarted.
    virtual qint64 playedSamples() const = 0;

Q_SIGNALS:
    /// 20 ms (960 samples) at a time while the microphone is open.
    void captured(const holdline::audio::Pcm &block);
    void playbackStarted();
    /// Playback ran out of speech or was stopped. Not emitted for a pause shorter than 200 ms
    /// between two play() calls.
    void playbackFinished();
    /// Playback had run out of speech and continues: people heard a gap, but it was too short for
    /// playbackFinished.
    void playbackStalled();
    void statusChanged(holdline::audio::Direction direction);
    void devicesChanged();
};

} // namespace holdline::audio
