// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/playbackestimate.h"

#include "audio/pcm.h"

#include <QStringList>

#include <numeric>

using namespace std::chrono_literals;

namespace holdline::server {

namespace {

// For an unhurried voice. Only used for a sentence whose audio is not complete.
constexpr Duration kUsualTimePerCharacter = 65ms;

Duration lengthOf(std::size_t samples)
{
    return std::chrono::duration_cast<Duration>(audio::durationOf(samples, audio::kDeviceRate));
}

/// The words of `text` that end within the first `share` (0 … 1) of what is said for it.
QString wordsWithin(const QString &text, const speech::SpokenForm &spoken, double share)
{
    const auto end = static_cast<qsizetype>(static_cast<double>(spoken.text.size()) * share);
    if (end >= spoken.text.size())
        return text;
    if (spoken.text[end].isSpace())
        return text.left(spoken.writtenBefore(end)).trimmed();
    const qsizetype lastSpace = end > 0 ? spoken.text.lastIndexOf(u' ', end - 1) : -1;
    return lastSpace > 0 ? text.left(spoken.writtenBefore(lastSpace)).trimmed() : QString();
}

} // namespace

void PlaybackEstimate::addSentence(const QString &text, std::size_t samples)
{
    m_sentences.push_back({.text = text,
                           .spoken = speech::SpokenForm::verbatim(text),
                           .samples = samples,
                           .complete = true});
}

void PlaybackEstimate::beginSentence(const QString &text, const speech::SpokenForm &spoken)
{
    m_sentences.push_back({.text = text, .spoken = spoken});
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
    // A client cannot have played more than was sent, whatever it reports.
    m_playedBefore = std::min(playingTime(now), lengthOf(samples()));
    m_playingSince.reset();
}

Duration PlaybackEstimate::playingTime(Instant now) const
{
    return m_playedBefore + (m_playingSince ? elapsed(now, *m_playingSince) : Duration(0));
}

/// In samples. The result is larger than samples() while playback waits for more.
std::size_t PlaybackEstimate::played(Instant now) const
{
    return m_reported.value_or(audio::samplesIn(playingTime(now), audio::kDeviceRate));
}

std::size_t PlaybackEstimate::samples() const
{
    return std::accumulate(
        m_sentences.begin(), m_sentences.end(), std::size_t(0),
        [](std::size_t sum, const Sentence &sentence) { return sum + sentence.samples; });
}

Duration PlaybackEstimate::toPlay(Instant now) const
{
    return lengthOf(samples() - std::min(played(now), samples()));
}

QString PlaybackEstimate::saidBy(Instant now) const
{
    std::size_t left = played(now);
    if (left == 0)
        return {};
    QStringList said;
    for (const Sentence &sentence : m_sentences) {
        const std::size_t heard = std::min(left, sentence.samples);
        const std::size_t whole = wholeOf(sentence);
        left -= heard;
        if (heard < whole) {
            said.append(wordsWithin(sentence.text, sentence.spoken,
                                    static_cast<double>(heard) / static_cast<double>(whole)));
            break;
        }
        said.append(sentence.text);
    }
    said.removeAll(QString());
    return said.join(u' ');
}

/// The samples of the sentence; estimated while its audio is not complete.
std::size_t PlaybackEstimate::wholeOf(const Sentence &sentence)
{
    const Duration usual = kUsualTimePerCharacter * static_cast<int>(sentence.spoken.text.size());
    return sentence.complete
        ? sentence.samples
        : std::max(sentence.samples, audio::samplesIn(usual, audio::kDeviceRate));
}

} // namespace holdline::server
