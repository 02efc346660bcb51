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

/// Keeps a device fed from a ring of 48 kHz mono, and with silence when the ring is empty: a sink
/// that runs on answers within its buffer. Audio thread.
class Speaker : public DeviceStream
{
public:
    /// Both must outlive this. `handedOver` counts the samples from the ring that the device got.
    Speaker(SpscRing &pending, std::atomic<quint64> &handedOver);
    ~Speaker() override;

    bool open(const Device &device) override;
    void close() override;
    bool isBroken() const override;
    quint64 transferredBytes() const override { return m_transferred; }

    /// From the next block on, on top of the ring; replaces what is left of the one before.
    void mixIn(const Pcm &pcm);

    bool isOpen() const { return m_device != nullptr; }
    /// Every 5 ms: gives the device what it has room for. Does nothing while closed.
    void transfer();
    /// For how long the device has played nothing but silence.
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
    Pcm m_beside; ///< mixed in up to m_besideStart
    std::size_t m_besideStart = 0;
    QByteArrayView m_unsent; ///< converted, not yet taken by the device
    std::size_t m_leadIn = 0;
    std::size_t m_silentSamples = 0;
    quint64 m_transferred = 0;
};

} // namespace holdline::audio
