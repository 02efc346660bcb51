// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"
#include "protocol/itemcodec.h"
#include "protocol/messages.h"
#include "speech/responder.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace holdline::server {

// ---- any session

struct SessionCreated
{
    SessionId id;
    WallTime at;
    /// Not empty for a Durable session; then `epoch` is its epoch.
    QByteArray secret{};
    QString epoch{};
};
/// The client was last heard of at `at`. The session's timeout runs from there while no client is
/// connected.
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
    QString messageId{}; ///< unique within its session; may be empty
};
/// The user has heard only the first `heard` characters of the message, which was interrupted. Does
/// nothing if no message has that id. If several have it, the newest is changed.
struct MessageCutShort
{
    SessionId id;
    QString messageId;
    int heard;
};
struct MemoryChanged
{
    SessionId id;
    speech::Memory memory; ///< the whole memory
};
/// The client has configured the assistant.
struct ConfigurationChanged
{
    SessionId id;
    protocol::Configuration configuration;
};
/// Deletes the history, also what was set aside of it, the answer, its speech unless a logged item
/// needs it, and the journal. The streams stay. When this is committed, no file of the store
/// contains the deleted data.
struct HistoryCleared
{
    SessionId id;
};
/// Sets the history so far aside: it stays in the store, but counts no more. What was set aside
/// before stays aside, too. `memory` is what the session was asked to remember until then;
/// `nullopt` if that still counts.
struct HistorySetAside
{
    SessionId id;
    std::optional<speech::Memory> memory;
};
/// The messages that were set aside count again, before all others.
struct HistoryTakenBack
{
    SessionId id;
};
/// Deletes what was set aside. When this is committed, no file of the store contains it.
struct AsideForgotten
{
    SessionId id;
};
/// Deletes everything about the session except a tombstone, which lets the server tell a client
/// that the session has ended. When this is committed, no file of the store contains the deleted
/// data.
struct SessionExpired
{
    SessionId id;
};

// ---- Durable sessions

/// Both streams start again at 1. Keeps the number of the last item received in the epoch before,
/// unless none was received; keeps the last kEpochsKept of these. The journal, the answer and its
/// sentences stay.
struct EpochBegun
{
    SessionId id;
    QString epoch;
};
/// The effects of this item, which are in the same batch, and of all items before it are durable.
/// Fails if `seq` is not above the last one.
struct ItemReceived
{
    SessionId id;
    quint64 seq;
};
/// The text with this id has taken effect. The newest kTextsKept ids are kept.
struct TextTaken
{
    SessionId id;
    QString textId;
};
/// The client has set the silence that ends a turn; see turnPause().
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
/// A microphone item, as it came, which the recogniser may have to hear again after a restart.
struct AudioJournaled
{
    SessionId id;
    /// Rises through all epochs, so that items of an old and a new epoch differ and have an order.
    /// Fails if it does not rise. Journal counts it.
    quint64 entry;
    protocol::AudioItem audio;
};
/// No restart needs the entries before `before`.
struct JournalTrimmed
{
    SessionId id;
    quint64 before; ///< an entry
};
/// An outgoing JSON item. Fails, like SpeechLogged, if `seq` does not follow the last logged
/// number.
struct ItemLogged
{
    SessionId id;
    quint64 seq;
    QByteArray json; ///< without the member "hl"
};
/// An outgoing item of speech. Fails if its samples are not in the stored sentences of `utterance`.
struct SpeechLogged
{
    SessionId id;
    quint64 seq;
    quint32 utterance;
    quint64 position;
    quint32 samples;
};
/// The client has received all items up to `upTo`.
struct LogTrimmed
{
    SessionId id;
    quint64 upTo;
};
/// An answer begins. A session has one answer at a time: the older one is deleted, and so is its
/// speech, except what logged items need until they are trimmed. Fails if the number of the
/// utterance does not rise.
struct AnswerBegun
{
    SessionId id;
    quint32 utterance;
    QString messageId;
};
/// The text of the answer so far; if `complete`, the whole text. This and the following changes
/// fail if the session's answer has another utterance, unless they say otherwise.
struct AnswerWritten
{
    SessionId id;
    quint32 utterance;
    QString text;
    bool complete;
};
/// The client was told in this epoch that speech of the answer follows.
struct SpeechAnnounced
{
    SessionId id;
    quint32 utterance;
};
/// The next sentence of an answer. It is stored before its items are logged.
struct SentenceStored
{
    SessionId id;
    quint32 utterance;
    int character; ///< where it begins in the answer's text
    QString text;
    quint64 position; ///< position of its first sample
    QByteArray pcm; ///< s16 LE at 48 kHz
};
/// The client has played the answer up to `position`; earlier samples may be deleted. Does nothing
/// if the session's answer has another utterance.
struct AnswerPlayed
{
    SessionId id;
    quint32 utterance;
    quint64 position;
};
/// The whole answer is made. No part of it has to be made again after a restart.
struct AnswerEnded
{
    SessionId id;
    quint32 utterance;
};
/// The answer with this utterance was played or given up; does nothing if it is no longer the
/// session's answer. Its speech is deleted when no logged item needs it.
struct SpeechForgotten
{
    SessionId id;
    quint32 utterance;
};
/// How often the session was loaded with unfinished work since part of that work was last done.
struct RestartsNoted
{
    SessionId id;
    int restarts;
};

using Change =
    std::variant<SessionCreated, SessionTouched, SessionReconnected, MessageAppended,
                 MessageCutShort, MemoryChanged, ConfigurationChanged, HistoryCleared,
                 HistorySetAside, HistoryTakenBack, AsideForgotten, SessionExpired, EpochBegun,
                 ItemReceived, TextTaken, PauseSet, CallChanged, AudioJournaled, JournalTrimmed,
                 ItemLogged, SpeechLogged, LogTrimmed, AnswerBegun, AnswerWritten, SpeechAnnounced,
                 SentenceStored, AnswerPlayed, AnswerEnded, SpeechForgotten, RestartsNoted>;
using Batch = std::vector<Change>;

} // namespace holdline::server
