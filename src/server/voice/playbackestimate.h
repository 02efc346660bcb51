// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>
#include <vector>

namespace holdline::server {

/// How much of an answer the user has heard: the last word that was spoken follows from the samples
/// played and the length of each sentence. A v1 client says how many samples; a plain one tells
/// only when its loudspeaker starts and stops, and the time in between has to do. A plain value.
class PlaybackEstimate
{
public:
    /// All of this sentence.
    void addSentence(const QString &text, std::size_t samples);
    /// The audio of this sentence follows.
    void beginSentence(const QString &text);
    /// More samples of the sentence begun last, 48 kHz.
    void addSamples(std::size_t count);
    /// The sentence begun last has no more audio.
    void endSentence();

    /// The first sample plays, or plays again after running dry.
    void start(Instant now);
    void stop(Instant now);
    bool isPlaying() const { return m_playingSince.has_value(); }
    /// The client says that so many samples have been played. From then on only this counts.
    void setPlayed(std::size_t samples) { m_reported = samples; }

    /// All samples so far.
    std::size_t samples() const;
    /// What is left to play of them at `now`.
    Duration toPlay(Instant now) const;
    /// The text heard until `now`, up to the last word that was spoken to its end.
    QString saidBy(Instant now) const;

private:
    struct Sentence
    {
        QString text;
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
