// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/control.h"
#include "protocol/itemcodec.h"
#include "protocol/messages.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// The received part of the newest utterance: its number, its positions and its end. A plain value,
/// owned by AnswerPlayback.
class Utterance
{
public:
    /// The number of the utterance, from 1; 0 if there is none yet.
    quint32 number() const { return m_number; }
    /// The position of the first received sample, and the position after the last one.
    quint64 begin() const { return m_begin; }
    quint64 end() const { return m_end; }

    /// Begins a new utterance and returns true if `number` is higher than number(). Otherwise
    /// returns false.
    bool startIfAnother(quint32 number);
    /// Returns the samples of the item that were not received before. Empty if there are none, or
    /// if the item belongs to another utterance.
    audio::Pcm take(const protocol::AudioItem &item);
    void finish(const protocol::TtsEnd &end);

    /// Whether the utterance has ended and was heard completely when it was heard up to `position`.
    bool isWhole(quint64 position) const { return m_ended && position >= m_samples; }
    /// Whether more of it will come.
    bool isExpected() const { return m_number > 0 && !isWhole(m_end); }
    /// How many of the `length` characters of the text are spoken at `position`. Interpolates
    /// between the server's marks, or without marks in proportion to the received speech.
    int charactersAt(quint64 position, int length) const;

private:
    quint32 m_number = 0;
    quint64 m_begin = 0;
    quint64 m_end = 0;
    bool m_empty = true;
    bool m_ended = false;
    quint64 m_samples = 0; ///< in the whole utterance, once ended
    QList<protocol::SpeechMark> m_marks;
};

/// Maps the number of samples that the sound card has played, since it last began to play, to a
/// position in an utterance. Remembers the latest and the furthest position. A plain value, owned
/// by AnswerPlayback.
class PlayoutMap
{
public:
    /// These samples were appended to what the card plays. Samples of utterance 0 are counted, but
    /// have no position.
    void append(quint32 utterance, quint64 position, quint64 samples);
    /// The position after the last sample heard when the card has played `playedSamples`; `nullopt`
    /// before the first sample.
    std::optional<protocol::Played> at(quint64 playedSamples);
    /// Forgets the appended samples, because they will not be played.
    void clear();

    /// The card has played `playedSamples` since it last began to play: updates position() and
    /// furthest().
    void follow(quint64 playedSamples);
    /// The latest position.
    const protocol::Played &position() const { return m_position; }
    /// The furthest position in the same utterance. A replay may be before it.
    const protocol::Played &furthest() const { return m_furthest; }
    /// Whether no more parts can be kept. An answer is usually a single part, and few answers wait
    /// at a time.
    bool isFull() const { return m_parts.size() >= kMostParts; }

private:
    static constexpr std::size_t kMostParts = 1000;

    struct Part
    {
        quint32 utterance;
        quint64 position;
        quint64 samples;
    };

    std::deque<Part> m_parts; ///< the part that plays and the parts after it
    quint64 m_before = 0; ///< samples played before the first part
    protocol::Played m_position{};
    protocol::Played m_furthest{};
};

} // namespace holdline::client
