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

/// How far the speech of the newest answer has come, by utterance and position. A plain value.
class Utterance
{
public:
    /// From 1; 0: none yet.
    quint32 number() const { return m_number; }
    /// Position of the first sample that was received, and behind the last one.
    quint64 begin() const { return m_begin; }
    quint64 end() const { return m_end; }
    bool isEnded() const { return m_ended; }

    /// Whether speech of this number belongs to another utterance, which then begins here; one that
    /// is older than the newest does not.
    bool startIfAnother(quint32 number);
    /// What of the item was not received before, if anything.
    audio::Pcm take(const protocol::AudioItem &item);
    void finish(const protocol::TtsEnd &end);

    /// All of it has been heard when `position` has.
    bool isWhole(quint64 position) const { return m_ended && position >= m_samples; }
    /// How many of the `length` characters of its text have been spoken at `position`: from mark to
    /// mark, or without marks in proportion to what has been received.
    int charactersAt(quint64 position, int length) const;

private:
    quint32 m_number = 0;
    quint64 m_begin = 0;
    quint64 m_end = 0;
    bool m_empty = true;
    bool m_ended = false;
    quint64 m_samples = 0; ///< once ended
    QList<protocol::SpeechMark> m_marks;
};

/// Which sample of which utterance the sound card has got to. A plain value.
class PlayoutMap
{
public:
    /// These samples were appended to what the card plays.
    void append(quint32 utterance, quint64 position, quint64 samples);
    /// Behind the last sample heard when the card has played so many; nothing before the first.
    std::optional<protocol::Played> at(quint64 playedSamples);
    /// Nothing that was appended is played any more.
    void clear();

    /// The card has played so many samples since it last began to play.
    void follow(quint64 playedSamples);
    /// Where it was last.
    const protocol::Played &position() const { return m_position; }
    /// The furthest that it came in that utterance, perhaps before a replay.
    const protocol::Played &furthest() const { return m_furthest; }
    /// No more parts can be kept. Few answers wait at a time, and one is a single part.
    bool isFull() const { return m_parts.size() >= kMostParts; }

private:
    static constexpr std::size_t kMostParts = 1000;

    struct Part
    {
        quint32 utterance;
        quint64 position;
        quint64 samples;
    };

    std::deque<Part> m_parts; ///< the one that plays and those after it
    quint64 m_before = 0; ///< samples played before the first of them
    protocol::Played m_position{};
    protocol::Played m_furthest{};
};

} // namespace holdline::client
