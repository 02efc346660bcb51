// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"
#include "protocol/itemcodec.h"
#include "protocol/messages.h"
#include "speech/responder.h"

#include <QString>

#include <variant>
#include <vector>

namespace holdline::server {

// ---- of any session

struct SessionCreated
{
    SessionId id;
    WallTime at;
    /// Of a v1 session, whose epoch is then `epoch`; empty for a plain one.
    QByteArray secret{};
    QString epoch{};
};
/// The session was last heard of at `at`; its clock runs from there while nobody is connected.
struct SessionTouched
{
    SessionId id;
    WallTime at;
};
struct SessionReconnected
{
    SessionId id;
    WallTime at;
};
struct MessageAppended
{
    SessionId id;
    speech::Message message;
    QString messageId{}; ///< names it within its session; may be empty
};
/// The user has heard only the first `heard` characters of the message, which was interrupted. No
/// effect if there is none of that id (any more); of several, the newest is meant.
struct MessageCutShort
{
    SessionId id;
    QString messageId;
    int heard;
};
struct MemoryChanged
{
    SessionId id;
    speech::Memory memory; ///< the whole of it
};
/// Of the history, the answer, its speech unless a logged item needs it, and the journal. The
/// streams stay. Once this is committed, what it deletes lies in no file of the store any more.
struct HistoryCleared
{
    SessionId id;
};
/// Deletes everything about the session but a tombstone, so that a late owner can be told. Leaves
/// as little as HistoryCleared.
struct SessionExpired
{
    SessionId id;
};

// ---- of a v1 session

/// Both streams begin anew at 1; how far the client had come in the epoch before is kept, unless it
/// had sent nothing (of the last kEpochsKept). The journal, the answer and its sentences stay.
struct EpochBegun
{
    SessionId id;
    QString epoch;
};
/// The effect of this item, and all before it, is durable: it is in the same batch. A number that
/// is not above the last one is a failure.
struct ItemReceived
{
    SessionId id;
    quint64 seq;
};
/// The client's text of that id has had its effect; the newest kTextsKept ids are kept.
struct TextTaken
{
    SessionId id;
    QString textId;
};
/// The silence that ends a turn, as the client has set it: see turnPause().
struct PauseSet
{
    SessionId id;
    int speed;
};
struct CallChanged
{
    SessionId id;
    protocol::CallStatusChanged::Status status;
};
/// A microphone item, as it came, that the recogniser may have to hear again after a restart.
struct AudioJournaled
{
    SessionId id;
    /// Counts through all epochs, so that what belongs to an old one and what belongs to the new
    /// one can be told apart and lie in order: an entry that does not rise is a failure. After an
    /// epoch has begun or the session was loaded, the number of the item plus the entry of the last
    /// one journaled before will do.
    quint64 entry;
    protocol::AudioItem audio;
};
/// No restart needs what was journaled before `before`.
struct JournalTrimmed
{
    SessionId id;
    quint64 before; ///< an entry
};
/// An outgoing JSON item. Here and below, a number that does not follow the last one logged is a
/// failure.
struct ItemLogged
{
    SessionId id;
    quint64 seq;
    QByteArray json; ///< without its tag
};
/// An outgoing item of speech; a failure unless its samples lie in the sentences of its utterance.
struct SpeechLogged
{
    SessionId id;
    quint64 seq;
    quint32 utterance;
    quint64 position;
    quint32 samples;
};
/// The client has everything up to this number.
struct LogTrimmed
{
    SessionId id;
    quint64 upTo;
};
/// An answer is being made. One at a time: an older one is gone, and so is its speech except what
/// logged items need until they are trimmed. An utterance that was begun before is a failure.
struct AnswerBegun
{
    SessionId id;
    quint32 utterance;
    QString messageId;
};
/// The text so far; `complete`: nothing more will come of it. Here and below, another utterance
/// than that of the session's answer is a failure.
struct AnswerWritten
{
    SessionId id;
    quint32 utterance;
    QString text;
    bool complete;
};
/// The client is told in this epoch that speech of the answer follows.
struct SpeechAnnounced
{
    SessionId id;
    quint32 utterance;
};
/// The next sentence of an answer, before any of its items is logged.
struct SentenceStored
{
    SessionId id;
    quint32 utterance;
    int character; ///< where it begins in the answer's text
    QString text;
    quint64 position; ///< of its first sample
    QByteArray pcm; ///< s16 LE at 48 kHz
};
/// The client has played the answer up to this sample. Nothing happens when the session's answer is
/// another one by now. The samples before may go.
struct AnswerPlayed
{
    SessionId id;
    quint32 utterance;
    quint64 position;
};
/// All of the answer is made: nothing of it has to be made again after a restart.
struct AnswerEnded
{
    SessionId id;
    quint32 utterance;
};
/// The answer of that utterance, if it is still the session's, has been played or given up. Its
/// speech goes as soon as no logged item needs it.
struct SpeechForgotten
{
    SessionId id;
    quint32 utterance;
};
/// How often the session was loaded with work in hand since some of it was done last.
struct RestartsNoted
{
    SessionId id;
    int restarts;
};

using Change =
    std::variant<SessionCreated, SessionTouched, SessionReconnected, MessageAppended,
                 MessageCutShort, MemoryChanged, HistoryCleared, SessionExpired, EpochBegun,
                 ItemReceived, TextTaken, PauseSet, CallChanged, AudioJournaled, JournalTrimmed,
                 ItemLogged, SpeechLogged, LogTrimmed, AnswerBegun, AnswerWritten, SpeechAnnounced,
                 SentenceStored, AnswerPlayed, AnswerEnded, SpeechForgotten, RestartsNoted>;
using Batch = std::vector<Change>;

} // namespace holdline::server
