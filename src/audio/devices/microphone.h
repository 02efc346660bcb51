// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicestream.h"
#include "audio/devices/sampleformat.h"
#include "audio/spscring.h"

#include <QAudioSource>

#include <memory>
#include <optional>

namespace holdline::audio {

/// Moves the sound that a device captures into a ring, as 48 kHz mono. Owned by AudioEngine; audio
/// thread.
class Microphone : public DeviceStream
{
public:
    /// `captured` must outlive this. Sound that does not fit into it is lost.
    explicit Microphone(SpscRing &captured);
    ~Microphone() override;

    bool open(const Device &device) override;
    void close() override;
    bool isBroken() const override;
    quint64 transferredBytes() const override { return m_transferred; }

    bool isOpen() const { return m_device != nullptr; }
    /// Takes what the device has captured. Called every 5 ms; does nothing while closed.
    void transfer();

private:
    SpscRing &m_captured;
    std::unique_ptr<QAudioSource> m_source;
    QIODevice *m_device = nullptr; ///< owned by the source
    std::optional<CaptureConverter> m_converter;
    std::vector<char> m_buffer;
    qsizetype m_buffered = 0; ///< bytes of an incomplete frame at its start
    qsizetype m_bytesPerFrame = 0;
    quint64 m_transferred = 0;
};

} // namespace holdline::audio
