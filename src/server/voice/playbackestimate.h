// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "speech/textnormalizer.h"

#include <QString>

#include <optional>
#include <vector>

namespace holdline::server {

/// How much of an answer the user has heard. The last word that was heard follows from the number
/// of played samples and the length of each sentence. A Durable client reports the number of played
/// samples. A plain client only reports when playback starts and stops, so the number is estimated
/// from the time in between. A plain value.
class PlaybackEstimate
{
public:
    /// Adds a sentence whose audio is complete.
    void addSentence(const QString &text, std::size_t samples);
    /// Begins a sentence, of which `spoken` is said; its audio follows.
    void beginSentence(const QString &text, const speech::SpokenForm &spoken);
    /// Adds samples at 48 kHz to the sentence that was begun last.
    void addSamples(std::size_t count);
    /// The audio of the sentence that was begun last is complete.
    void endSentence();

    /// Playback starts, or starts again after the buffer had run dry.
    void start(Instant now);
    void stop(Instant now);
    bool isPlaying() const { return m_playingSince.has_value(); }
    /// The client reports how many samples were played. From then on only this number counts.
    void setPlayed(std::size_t samples) { m_reported = samples; }

    /// All samples so far, at 48 kHz.
    std::size_t samples() const;
    /// Time that the rest of the samples takes to play at `now`.
    Duration toPlay(Instant now) const;
    /// The text that was heard until `now`, up to the last word that was heard to its end.
    QString saidBy(Instant now) const;

private:
    struct Sentence
    {
        QString text;
        speech::SpokenForm spoken;
        std::size_t samples = 0;
        bool complete = false;
    };

    static std::size_t wholeOf(const Sentence &sentence);
    std::size_t played(Instant now) const;
    Duration playingTime(Instant now) const;

    std::vector<Sentence> m_sentences;
    std::optional<Instant> m_playingSince;
    Duration m_playedBefore{0};
    std::optional<std::size_t> m_reported; ///< samples
};

} // namespace holdline::server
