// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/utterancesound.h"

namespace holdline::speech {

void UtteranceSound::add(const audio::Pcm &pcm)
{
    const std::scoped_lock lock(m_mutex);
    if (m_closed || pcm.empty())
        return;
    m_samples += pcm.size();
    m_blocks.push_back(pcm);
    m_changed.notify_all();
}

void UtteranceSound::close()
{
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

std::size_t UtteranceSound::samples() const
{
    const std::scoped_lock lock(m_mutex);
    return m_samples;
}

const audio::Pcm *UtteranceSound::block(std::size_t index, const std::atomic<bool> &cancelled) const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return cancelled || m_closed || index < m_blocks.size(); });
    return cancelled || index >= m_blocks.size() ? nullptr : &m_blocks[index];
}

void UtteranceSound::wake() const
{
    const std::scoped_lock lock(m_mutex); // so that no thread is between its check and its wait
    m_changed.notify_all();
}

} // namespace holdline::speech
