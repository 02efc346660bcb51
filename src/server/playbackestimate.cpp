// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/playbackestimate.h"

#include "audio/pcm.h"

#include <QStringList>

#include <numeric>

using namespace std::chrono_literals;

namespace holdline::server {

namespace {

// Of a voice that is not in a hurry. Only for a sentence whose end has not been made yet.
constexpr Duration kUsualTimePerCharacter = 65ms;

Duration lengthOf(std::size_t samples)
{
    return std::chrono::duration_cast<Duration>(audio::durationOf(samples, audio::kDeviceRate));
}

/// The words of `text` that end within its first `share`, 0 … 1.
QString wordsWithin(const QString &text, double share)
{
    const auto end = static_cast<qsizetype>(static_cast<double>(text.size()) * share);
    if (end >= text.size())
        return text;
    if (text[end].isSpace())
        return text.left(end).trimmed();
    const qsizetype lastSpace = end > 0 ? text.lastIndexOf(u' ', end - 1) : -1;
    return lastSpace > 0 ? text.left(lastSpace).trimmed() : QString();
}

} // namespace

void PlaybackEstimate::beginSentence(const QString &text)
{
    m_sentences.push_back({.text = text});
}

void PlaybackEstimate::addSamples(std::size_t count)
{
    m_sentences.back().samples += count;
}

void PlaybackEstimate::endSentence()
{
    m_sentences.back().complete = true;
}

void PlaybackEstimate::start(Instant now)
{
    if (!m_playingSince)
        m_playingSince = now;
}

void PlaybackEstimate::stop(Instant now)
{
    // Nothing is played that was not sent, whatever a client's clock or honesty says.
    m_playedBefore = std::min(played(now), length());
    m_playingSince.reset();
}

Duration PlaybackEstimate::played(Instant now) const
{
    return m_playedBefore + (m_playingSince ? elapsed(now, *m_playingSince) : Duration(0));
}

Duration PlaybackEstimate::length() const
{
    return lengthOf(std::accumulate(
        m_sentences.begin(), m_sentences.end(), std::size_t(0),
        [](std::size_t sum, const Sentence &sentence) { return sum + sentence.samples; }));
}

QString PlaybackEstimate::saidBy(Instant now) const
{
    Duration left = played(now);
    if (left == Duration(0))
        return {};
    QStringList said;
    for (const Sentence &sentence : m_sentences) {
        const Duration made = lengthOf(sentence.samples);
        const Duration whole = sentence.complete
            ? made
            : std::max(made, kUsualTimePerCharacter * static_cast<int>(sentence.text.size()));
        const Duration heard = std::min(left, made);
        left -= heard;
        if (heard < whole) {
            said.append(wordsWithin(sentence.text,
                                    static_cast<double>(heard.count())
                                        / static_cast<double>(whole.count())));
            break;
        }
        said.append(sentence.text);
    }
    said.removeAll(QString());
    return said.join(u' ');
}

} // namespace holdline::server
