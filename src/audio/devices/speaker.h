// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicestream.h"
#include "audio/devices/sampleformat.h"
#include "audio/spscring.h"

#include <QAudioSink>

#include <atomic>
#include <memory>
#include <optional>

namespace holdline::audio {

/// Feeds a device from a ring of 48 kHz mono, and with silence while the ring is empty, because a
/// running sink plays new sound within the length of its buffer. Owned by AudioEngine; audio
/// thread.
class Speaker : public DeviceStream
{
public:
    /// Both must outlive this. `handedOver` counts the samples of the ring that devices have taken.
    Speaker(SpscRing &pending, std::atomic<quint64> &handedOver);
    ~Speaker() override;

    bool open(const Device &device) override;
    void close() override;
    bool isBroken() const override;
    quint64 transferredBytes() const override { return m_transferred; }

    /// Mixes `pcm` into the sound of the ring from the next block on. Replaces the rest of an
    /// earlier one.
    void mixIn(const Pcm &pcm);

    bool isOpen() const { return m_device != nullptr; }
    /// Gives the device as much as it has room for. Called every 5 ms; does nothing while closed.
    void transfer();
    /// How long the device has played only silence.
    std::chrono::microseconds idleFor() const { return durationOf(m_silentSamples, kDeviceRate); }

private:
    bool convertNext(qsizetype roomInBytes);
    std::size_t addBeside(std::span<Sample> block);

    SpscRing &m_pending;
    std::atomic<quint64> &m_handedOver;
    std::unique_ptr<QAudioSink> m_sink;
    QIODevice *m_device = nullptr; ///< owned by the sink
    std::optional<PlaybackConverter> m_converter;
    Pcm m_block;
    Pcm m_beside; ///< mixed into the output up to m_besideStart
    std::size_t m_besideStart = 0;
    QByteArrayView m_unsent; ///< converted, but not taken by the device yet
    std::size_t m_leadIn = 0;
    std::size_t m_silentSamples = 0;
    quint64 m_transferred = 0;
};

} // namespace holdline::audio
