// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/turn.h"

#include <QStringList>

#include <algorithm>

namespace holdline::server {

void Turn::beginUtterance(std::unique_ptr<speech::Recognition> recognition)
{
    m_utterances.push_back({.recognition = std::move(recognition)});
    listenTo(m_utterances.back());
}

void Turn::listenTo(Utterance &utterance)
{
    const speech::Recognition *recognition = utterance.recognition.get();
    if (!recognition)
        return;
    const auto setWords = [this, &utterance](const QString &words) {
        if (std::exchange(utterance.words, words) != words)
            Q_EMIT wordsChanged();
    };
    connect(recognition, &speech::Recognition::stateChanged, this, &Turn::stateChanged);
    connect(recognition, &speech::Recognition::partial, this, setWords);
    connect(recognition, &speech::Recognition::finished, this,
            [this, &utterance, setWords](const QString &words) {
                setWords(words);
                // It is the sender of the current signal.
                utterance.recognition.release()->deleteLater();
                utterance.samples = 0;
                Q_EMIT utteranceKnown();
            });
}

void Turn::feed(const audio::Pcm &pcm)
{
    Utterance &utterance = m_utterances.back();
    if (!utterance.recognition || pcm.empty())
        return;
    utterance.samples += pcm.size();
    utterance.recognition->feed(pcm);
}

void Turn::endUtterance()
{
    if (const auto &recognition = m_utterances.back().recognition)
        recognition->finish();
}

void Turn::setSuspended(bool suspended)
{
    if (const auto &recognition = m_utterances.back().recognition)
        recognition->setSuspended(suspended);
}

bool Turn::isTooLong(Instant now) const
{
    return m_live >= audio::samplesIn(kLongestLive, audio::kSpeechRate)
        || m_late >= audio::samplesIn(kLongestLate, audio::kSpeechRate)
        || elapsed(now, m_since) >= kLongestTime;
}

bool Turn::isKnown() const
{
    return std::ranges::none_of(
        m_utterances, [](const Utterance &utterance) { return utterance.recognition != nullptr; });
}

bool Turn::isWaiting() const
{
    return std::ranges::any_of(m_utterances, [](const Utterance &utterance) {
        return utterance.recognition && utterance.recognition->isWaiting();
    });
}

QString Turn::words() const
{
    QStringList parts;
    for (const Utterance &utterance : m_utterances) {
        if (!utterance.words.isEmpty())
            parts.append(utterance.words);
    }
    return parts.join(u' ');
}

qint64 Turn::heldBytes() const
{
    std::size_t samples = 0;
    for (const Utterance &utterance : m_utterances)
        samples += utterance.samples;
    return static_cast<qint64>(samples * sizeof(audio::Sample));
}

} // namespace holdline::server
