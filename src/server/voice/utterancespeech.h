// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QtGlobal>

#include <algorithm>

namespace holdline::server {

/// The samples of one answer on their way to the client. They are made, stored with their sentence,
/// numbered as items, and played; then their memory is freed. Positions count from the first sample
/// of the answer, at 48 kHz. A plain value.
class UtteranceSpeech
{
public:
    struct Piece
    {
        quint64 position;
        audio::PcmView pcm; ///< valid until the next change
    };

    /// Begins at position `played`: earlier samples were played before a restart. Samples up to
    /// `numbered` have numbers already and are added again.
    explicit UtteranceSpeech(quint32 utterance, quint64 played = 0, quint64 numbered = 0);

    quint32 utterance() const { return m_utterance; }

    void add(audio::PcmView pcm);
    /// The samples that were added since the last sentence.
    Piece unstored() const { return between(m_stored, m_made); }
    /// Marks all samples as stored. Samples can be numbered only after that.
    void endSentence() { m_stored = m_made; }

    /// The next samples to number, at most `limit`; empty if there are none.
    Piece unnumbered(std::size_t limit) const;
    void setNumbered(std::size_t samples)
    {
        m_numbered += samples;
        m_sent = std::max(m_sent, m_numbered);
    }
    /// Any stored sample may have reached the client before a restart.
    void assumeSent() { m_sent = m_stored; }
    /// Samples that were not played get numbers again.
    void rewind() { m_numbered = std::max(m_played, m_begin); }
    /// Drops the samples that have no number.
    void cut() { m_made = m_stored = m_sent = m_numbered; }

    /// The client can have played what was sent to it in this epoch or an earlier one. What it has
    /// played gets no number any more.
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
    audio::Pcm m_pcm; ///< samples m_begin … m_made
    // m_begin <= m_played <= m_numbered <= m_sent <= m_stored <= m_made
    quint64 m_begin;
    quint64 m_played;
    quint64 m_numbered;
    quint64 m_sent; ///< had a number in some epoch
    quint64 m_stored;
    quint64 m_made;
};

} // namespace holdline::server
