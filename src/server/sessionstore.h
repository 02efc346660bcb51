// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "protocol/control.h"
#include "server/sessionchanges.h"

#include <QString>

#include <functional>
#include <optional>

namespace holdline::server {

/// What a session may say in all, in bytes of UTF-8; then its oldest messages go.
inline constexpr qint64 kHistoryBytes = 50'000'000;
/// Of how many earlier epochs a store knows how far the client came.
inline constexpr int kEpochsKept = 8;

struct StoredMessage
{
    speech::Message message;
    QString messageId;
};
struct StoredSentence
{
    quint32 utterance;
    int character;
    QString text;
    quint64 position;
    QByteArray pcm;
};
/// The newest answer, as long as any of its speech may still be wanted.
struct StoredAnswer
{
    quint32 utterance;
    QString messageId;
    QString text;
    bool textComplete = false;
    bool ended = false;
};
struct JournaledAudio
{
    quint64 entry;
    protocol::AudioItem audio;
};
/// What a v1 session has besides its history.
struct StoredStream
{
    QByteArray secret;
    QString epoch;
    quint64 received = 0;
    quint64 firstLogged = 1; ///< the number of log.front(), or the next one to be given
    std::vector<protocol::WireMessage> log; ///< JSON items as logged; speech with its samples
    std::vector<protocol::Cursor> earlierEpochs; ///< newest first
    std::vector<JournaledAudio> journal;
    std::optional<StoredAnswer> answer;
    std::vector<StoredSentence> sentences; ///< of `answer`, oldest first
    /// Of `answer`: the first position that was not logged in this epoch.
    quint64 numberedSpeech = 0;
    quint32 lastUtterance = 0;
    int restarts = 0;
};
struct StoredSession
{
    SessionId id;
    WallTime createdAt;
    WallTime lastActiveAt;
    int reconnectionAttempts = 0;
    QList<speech::Message> messages; ///< the newest `messageLimit`, oldest first
    int messageCount = 0; ///< all of them
    speech::Memory memory;
    std::optional<StoredStream> stream; ///< only of a v1 session
};
struct Tombstone
{
    WallTime expiredAt;
};
/// Nothing: this id was never given out, or so long ago that even its tombstone is gone.
using Lookup = std::variant<std::monostate, StoredSession, Tombstone>;

/// A part of the history, oldest first.
struct HistoryPage
{
    std::vector<StoredMessage> messages;
    qint64 next = 0; ///< where the following page begins; 0 after the last
};

/// What a sweep takes away.
struct SweepLimits
{
    WallTime expirePlainBefore; ///< plain sessions last active before this
    WallTime expireStreamsBefore; ///< v1 sessions
    WallTime forgetBefore; ///< tombstones
};

struct StoreError
{
    enum class Kind { Full, ReadOnly, Damaged, Other };
    Kind kind;
    QString detail; ///< for the log and for /health
};

/// Why a store cannot be opened.
struct StoreRefusal
{
    enum class Kind {
        Damaged, ///< no database, or incomplete or inconsistent: it has to be moved away
        Foreign, ///< the database of another program
        Other,
    };
    Kind kind;
    QString sentence; ///< for the operator
};

/// Keeps sessions beyond the life of the process. Called from the server's main thread and never
/// blocking it; every callback comes later on that thread, in the order of the calls.
class SessionStore
{
public:
    using Committed = std::function<void(const Outcome<StoreError> &)>;
    using Loaded = std::function<void(Result<Lookup, StoreError>)>;
    using HistoryLoaded = std::function<void(Result<HistoryPage, StoreError>)>;
    using Swept = std::function<void(Result<std::vector<SessionId>, StoreError>)>;

    virtual ~SessionStore() = default;

    /// All of the batch or nothing of it. A change to a session that is not there is a failure;
    /// only touching and expiring it are not.
    virtual void commit(Batch batch, Committed done) = 0;
    virtual void load(const SessionId &id, int messageLimit, Loaded done) = 0;
    /// The history from `from` (0: its beginning) on: whole messages until they make up `bytes` of
    /// text. Empty when there is no such session.
    virtual void loadHistory(const SessionId &id, qint64 from, qint64 bytes,
                             HistoryLoaded done) = 0;
    /// Expires what `limits` says except those in `keep` (they are in memory). Reports the expired
    /// ones, whose tombstones are dated as their limit: a store reads no clock.
    virtual void sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done) = 0;
    /// Waits until everything committed so far is written. Only for the orderly end of the process.
    virtual void flush() = 0;
    /// Nothing while all is well; otherwise the last failure, until a commit succeeds. For /health.
    virtual std::optional<StoreError> trouble() const = 0;
};

} // namespace holdline::server
