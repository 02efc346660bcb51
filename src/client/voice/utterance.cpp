// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/utterance.h"

#include "core/log.h"

#include <algorithm>

namespace holdline::client {

bool Utterance::startIfAnother(quint32 number)
{
    if (number <= m_number)
        return false;
    *this = {};
    m_number = number;
    return true;
}

audio::Pcm Utterance::take(const protocol::AudioItem &item)
{
    audio::Pcm pcm = audio::fromBytes(item.pcm);
    if (item.stream != m_number)
        return {};
    if (std::exchange(m_empty, false)) {
        m_begin = item.position;
        m_end = item.position;
    }
    if (item.position > m_end) {
        qCWarning(lcPlayout) << "speech is missing:" << item.position - m_end << "samples of answer"
                             << m_number;
        m_end = item.position;
    }
    const auto known = std::min<quint64>(m_end - item.position, pcm.size());
    pcm.erase(pcm.begin(), pcm.begin() + static_cast<std::ptrdiff_t>(known));
    m_end += pcm.size();
    return pcm;
}

void Utterance::finish(const protocol::TtsEnd &end)
{
    if (end.utterance != m_number)
        return;
    m_ended = true;
    m_samples = end.samples;
    m_marks = end.marks;
}

int Utterance::charactersAt(quint64 position, int length) const
{
    if (m_end == 0)
        return 0;
    protocol::SpeechMark from{.character = 0, .position = 0};
    protocol::SpeechMark to{.character = length, .position = m_ended ? m_samples : m_end};
    for (const protocol::SpeechMark &mark : m_marks) {
        if (mark.position > position) {
            to = mark;
            break;
        }
        from = mark;
    }
    if (position >= to.position || to.position <= from.position)
        return std::min(to.character, length);
    const double share = static_cast<double>(position - from.position)
        / static_cast<double>(to.position - from.position);
    const int characters = from.character
        + static_cast<int>(share * static_cast<double>(to.character - from.character) + 0.5);
    return std::clamp(characters, 0, length);
}

void PlayoutMap::append(quint32 utterance, quint64 position, quint64 samples)
{
    if (samples == 0)
        return;
    if (!m_parts.empty()) {
        Part &last = m_parts.back();
        const bool follows = utterance == 0 || last.position + last.samples == position;
        if (last.utterance == utterance && follows) {
            last.samples += samples;
            return;
        }
    }
    m_parts.push_back({utterance, position, samples});
}

std::optional<protocol::Played> PlayoutMap::at(quint64 playedSamples)
{
    while (m_parts.size() > 1 && playedSamples > m_before + m_parts.front().samples) {
        m_before += m_parts.front().samples;
        m_parts.pop_front();
    }
    if (m_parts.empty() || playedSamples <= m_before)
        return std::nullopt;
    const Part &part = m_parts.front();
    return protocol::Played{.utterance = part.utterance,
                            .position =
                                part.position + std::min(playedSamples - m_before, part.samples)};
}

void PlayoutMap::clear()
{
    m_parts.clear();
    m_before = 0;
}

void PlayoutMap::follow(quint64 playedSamples)
{
    const auto now = at(playedSamples);
    if (!now || now->utterance == 0)
        return;
    m_position = *now;
    if (now->utterance != m_furthest.utterance || now->position > m_furthest.position)
        m_furthest = *now;
}

} // namespace holdline::client
