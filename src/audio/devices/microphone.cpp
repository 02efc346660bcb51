// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/microphone.h"
#include "core/log.h"

#include <QMediaDevices>

#include <algorithm>

namespace holdline::audio {

namespace {

constexpr std::chrono::milliseconds kSourceBuffer{20};
constexpr std::chrono::milliseconds kLargestRead{100};

QAudioDevice inputDevice(const QByteArray &id)
{
    const auto inputs = QMediaDevices::audioInputs();
    const auto found = std::find_if(inputs.begin(), inputs.end(),
                                    [&id](const QAudioDevice &input) { return input.id() == id; });
    return found == inputs.end() ? QAudioDevice() : *found;
}

} // namespace

Microphone::Microphone(SpscRing &captured) : m_captured(captured) { }

Microphone::~Microphone() = default;

bool Microphone::open(const Device &device)
{
    close();
    const QAudioDevice input = inputDevice(device.id);
    if (input.isNull())
        return false;
    const QAudioFormat format = bestFormat(input);
    if (!format.isValid())
        return false;
    // A new object each time: Qt before 6.6.3 shrinks the buffer of a source that is started again.
    m_source = std::make_unique<QAudioSource>(input, format);
    m_source->setBufferSize(
        format.bytesForDuration(std::chrono::microseconds(kSourceBuffer).count()));
    m_device = m_source->start();
    if (!m_device) {
        close();
        return false;
    }
    m_converter.emplace(format);
    m_bytesPerFrame = format.bytesPerFrame();
    m_buffered = 0;
    m_buffer.resize(static_cast<std::size_t>(
        format.bytesForDuration(std::chrono::microseconds(kLargestRead).count())));
    qCInfo(lcCapture) << "capturing from" << device.name << format;
    return true;
}

void Microphone::close()
{
    if (!m_source)
        return;
    m_device = nullptr;
    m_source->stop();
    // The destructor of the source runs events of this thread (Qt before 6.5.3), so no function of
    // ours may be on the stack then.
    m_source.release()->deleteLater();
}

bool Microphone::isBroken() const
{
    return m_source && m_source->state() == QAudio::StoppedState;
}

void Microphone::transfer()
{
    if (!m_device || isBroken())
        return;
    while (true) {
        const qint64 got = m_device->read(m_buffer.data() + m_buffered,
                                          static_cast<qint64>(m_buffer.size()) - m_buffered);
        if (got <= 0)
            return;
        m_transferred += static_cast<quint64>(got);
        const qsizetype bytes = m_buffered + static_cast<qsizetype>(got);
        const qsizetype whole = bytes - bytes % m_bytesPerFrame;
        m_captured.write(m_converter->convert({m_buffer.data(), whole}));
        std::copy(m_buffer.data() + whole, m_buffer.data() + bytes, m_buffer.data());
        m_buffered = bytes - whole;
    }
}

} // namespace holdline::audio
