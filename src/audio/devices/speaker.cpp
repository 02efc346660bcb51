// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/speaker.h"
#include "core/log.h"

#include <QMediaDevices>

#include <algorithm>
#include <limits>

namespace holdline::audio {

namespace {

constexpr std::chrono::milliseconds kSinkBuffer{40};
constexpr std::chrono::milliseconds kLargestBlock{20};
/// Silence before the first speech: PulseAudio loses the first few milliseconds of a new stream.
constexpr std::chrono::milliseconds kLeadIn{20};

QAudioDevice outputDevice(const QByteArray &id)
{
    const auto outputs = QMediaDevices::audioOutputs();
    const auto found =
        std::find_if(outputs.begin(), outputs.end(),
                     [&id](const QAudioDevice &output) { return output.id() == id; });
    return found == outputs.end() ? QAudioDevice() : *found;
}

} // namespace

Speaker::Speaker(SpscRing &pending, std::atomic<quint64> &handedOver)
    : m_pending(pending)
    , m_handedOver(handedOver)
    , m_block(samplesIn(kLargestBlock, kDeviceRate))
{
}

Speaker::~Speaker() = default;

bool Speaker::open(const Device &device)
{
    close();
    const QAudioDevice output = outputDevice(device.id);
    if (output.isNull())
        return false;
    const QAudioFormat format = bestFormat(output);
    if (!format.isValid())
        return false;
    // A new object each time: Qt before 6.6.3 shrinks the buffer of a sink that is started again.
    m_sink = std::make_unique<QAudioSink>(output, format);
    m_sink->setBufferSize(format.bytesForDuration(std::chrono::microseconds(kSinkBuffer).count()));
    // Push mode, because pull mode with such small buffers never starts in Qt before 6.6.2
    // (QTBUG-116519).
    m_device = m_sink->start();
    if (!m_device) {
        close();
        return false;
    }
    m_converter.emplace(format);
    m_unsent = {};
    m_silentSamples = 0;
    m_leadIn = samplesIn(kLeadIn, kDeviceRate);
    qCInfo(lcPlayout) << "playing to" << device.name << format;
    transfer();
    return true;
}

void Speaker::close()
{
    if (!m_sink)
        return;
    m_device = nullptr;
    m_besideStart = m_beside.size();
    m_sink->stop();
    // The destructor of the sink runs events of this thread (Qt before 6.5.3), so no function of
    // ours may be on the stack then.
    m_sink.release()->deleteLater();
}

bool Speaker::isBroken() const
{
    return m_sink && m_sink->state() == QAudio::StoppedState;
}

void Speaker::transfer()
{
    if (!m_device || isBroken())
        return;
    // Checked first, because write() takes any amount. Negative if the stream has failed.
    qsizetype room = m_sink->bytesFree();
    while (room > 0 && (!m_unsent.isEmpty() || convertNext(room))) {
        const qint64 written = m_device->write(m_unsent.data(), std::min(room, m_unsent.size()));
        if (written <= 0)
            return;
        m_transferred += static_cast<quint64>(written);
        m_unsent = m_unsent.sliced(static_cast<qsizetype>(written));
        room -= static_cast<qsizetype>(written);
    }
}

void Speaker::mixIn(const Pcm &pcm)
{
    m_beside = pcm;
    m_besideStart = 0;
}

/// Mixes sound into `block`. Returns how many of its samples have changed.
std::size_t Speaker::addBeside(std::span<Sample> block)
{
    const PcmView rest = PcmView(m_beside).subspan(m_besideStart);
    const std::size_t count = std::min(rest.size(), block.size());
    for (std::size_t i = 0; i < count; ++i) {
        const int sum = int(block[i]) + int(rest[i]);
        block[i] = static_cast<Sample>(std::clamp<int>(sum, std::numeric_limits<Sample>::min(),
                                                       std::numeric_limits<Sample>::max()));
    }
    m_besideStart += count;
    return count;
}

/// Converts the next block. Returns false if there is no room for a whole frame.
bool Speaker::convertNext(qsizetype roomInBytes)
{
    const std::span block =
        std::span(m_block).first(std::min(m_block.size(), m_converter->samplesFor(roomInBytes)));
    const bool leadingIn = m_leadIn > 0;
    const std::size_t speech = leadingIn ? 0 : m_pending.read(block);
    std::fill(block.begin() + static_cast<std::ptrdiff_t>(speech), block.end(), Sample(0));
    const std::size_t beside = leadingIn ? 0 : addBeside(block);
    m_leadIn -= std::min(m_leadIn, block.size());
    m_handedOver.fetch_add(speech, std::memory_order_release);
    m_silentSamples = speech > 0 || beside > 0 ? 0 : m_silentSamples + block.size();
    m_unsent = m_converter->convert(block);
    return !m_unsent.isEmpty();
}

} // namespace holdline::audio
