// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QtGlobal>

#include <algorithm>

namespace holdline::server {

/// The samples of one answer on their way out: made, then stored with their sentence, then numbered
/// as items, then played. Positions count from the first sample of the answer, 48 kHz. What has
/// been played is freed. A plain value.
class UtteranceSpeech
{
public:
    struct Piece
    {
        quint64 position;
        audio::PcmView pcm; ///< until the next change
    };

    /// Begins at `played`: what came before has been heard in an earlier life. What follows until
    /// `numbered` has been numbered there, and is added once more.
    explicit UtteranceSpeech(quint32 utterance, quint64 played = 0, quint64 numbered = 0);

    quint32 utterance() const { return m_utterance; }

    void add(audio::PcmView pcm);
    /// What was added since the last sentence.
    Piece unstored() const { return between(m_stored, m_made); }
    /// Nothing leaves before its sentence is stored.
    void endSentence() { m_stored = m_made; }

    /// The next at most `limit` samples to be numbered; empty when there are none.
    Piece unnumbered(std::size_t limit) const;
    void setNumbered(std::size_t samples) { m_numbered += samples; }
    /// What was not played is to be numbered once more.
    void rewind() { m_numbered = std::max(m_played, m_begin); }
    /// What is not numbered never will be.
    void cut() { m_made = m_stored = m_numbered; }

    void setPlayed(quint64 position);

    quint64 made() const { return m_made; }
    quint64 played() const { return m_played; }
    Duration unplayed() const;
    qint64 heldBytes() const
    {
        return static_cast<qint64>(m_pcm.size()) * qint64(sizeof(audio::Sample));
    }

private:
    Piece between(quint64 from, quint64 to) const;

    quint32 m_utterance;
    audio::Pcm m_pcm; ///< m_begin … m_made
    // m_begin <= m_played, m_numbered <= m_stored <= m_made
    quint64 m_begin;
    quint64 m_played;
    quint64 m_numbered;
    quint64 m_stored;
    quint64 m_made;
};

} // namespace holdline::server
