// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/capturestream.h"

#include "protocol/limits.h"

#include <utility>

namespace holdline::client {

namespace {

constexpr std::size_t kFrame = audio::VoiceDetector::kFrameSamples;
constexpr auto kItem = static_cast<std::size_t>(protocol::kCaptureItemSamples);

static_assert(protocol::kMicRate == audio::kSpeechRate);
static_assert(kItem % kFrame == 0);

} // namespace

void CaptureStream::begin()
{
    ++m_stream;
    m_position = 0;
    m_itemEnd = 0;
    m_gapBefore = false;
    m_uncut.clear();
    m_item.clear();
    m_resampler.reset();
    m_gate.reset();
}

CaptureStream::Items CaptureStream::push(audio::PcmView block, Pass pass)
{
    const audio::Pcm heard = m_resampler.process(block);
    m_uncut.insert(m_uncut.end(), heard.begin(), heard.end());
    const audio::PcmView uncut(m_uncut);
    Items items;
    std::size_t cut = 0;
    for (; uncut.size() - cut >= kFrame; cut += kFrame) {
        const audio::PcmView frame = uncut.subspan(cut, kFrame);
        const quint64 position = std::exchange(m_position, m_position + kFrame);
        const bool voiced = m_detector.isVoiced(frame); // it learns also from frames not taken
        if (pass == Pass::Nothing) {
            m_gate.reset();
            items += flush();
            continue;
        }
        const auto taken = m_gate.push({position, audio::Pcm(frame.begin(), frame.end())}, voiced,
                                       pass == Pass::Everything);
        if (taken.empty()) // the end of a phrase does not wait for the next word
            items += flush();
        for (const CaptureFrame &one : taken)
            append(one, items);
    }
    m_uncut.erase(m_uncut.begin(), m_uncut.begin() + static_cast<std::ptrdiff_t>(cut));
    return items;
}

void CaptureStream::append(const CaptureFrame &frame, Items &items)
{
    if (frame.position != m_itemEnd) {
        items += flush();
        m_gapBefore = true;
    }
    m_item.insert(m_item.end(), frame.pcm.begin(), frame.pcm.end());
    m_itemEnd = frame.position + frame.pcm.size();
    if (m_item.size() >= kItem)
        items += flush();
}

CaptureStream::Items CaptureStream::flush()
{
    if (m_item.empty())
        return {};
    const auto now = m_clock.wallTime().time_since_epoch().count();
    const protocol::AudioItem item{.timestampMs = static_cast<quint32>(now),
                                   .gapBefore = std::exchange(m_gapBefore, false),
                                   .position = m_itemEnd - m_item.size(),
                                   .stream = m_stream,
                                   .pcm = audio::toBytes(m_item)};
    m_item.clear();
    return {item};
}

} // namespace holdline::client
