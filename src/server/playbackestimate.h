// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>
#include <vector>

namespace holdline::server {

/// How much of an answer the user has heard. A plain client tells only when its loudspeaker starts
/// and stops; from the time in between and the length of each sentence follows the last word that
/// was spoken. A plain value.
class PlaybackEstimate
{
public:
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

    /// How long the loudspeaker has played until `now`.
    Duration played(Instant now) const;
    /// How long all audio so far is.
    Duration length() const;
    /// The text heard until `now`, up to the last word that was spoken to its end.
    QString saidBy(Instant now) const;

private:
    struct Sentence
    {
        QString text;
        std::size_t samples = 0;
        bool complete = false;
    };

    std::vector<Sentence> m_sentences;
    std::optional<Instant> m_playingSince;
    Duration m_playedBefore{0};
};

} // namespace holdline::server
