// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "protocol/control.h"
#include "server/store/sessionchanges.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace holdline::server {

/// What the history of a session may take, in bytes of UTF-8 and kMessageOverhead for each message;
/// then its oldest messages go.
inline constexpr qint64 kHistoryBytes = 50'000'000;
/// What SQLite needs for a message besides its text, measured: its row, its id and its index.
inline constexpr qint64 kMessageOverhead = 100;
/// What the journal, the log and the speech of a session may take; then it waits until some of it
/// is no longer needed.
inline constexpr qint64 kStreamBytes = 50'000'000;
/// What all sessions may take in the store until the operator says otherwise.
inline constexpr qint64 kDefaultStoreLimit = 10'000'000'000;
/// Of how many earlier epochs, in which the client has sent something, a store knows how far it
/// came.
inline constexpr int kEpochsKept = 256;
/// So many of the client's texts are known by their ids.
inline constexpr int kTextsKept = 256;

struct StoredMessage
{
    speech::Message message; ///< as far as it was heard; its text may be empty
    QString messageId;
    QString unheard{}; ///< the rest of the text, if it was interrupted
};
struct StoredSentence
{
    quint32 utterance;
    int character;
    QString text;
    quint64 position;
    quint64 samples;
    QByteArray pcm; ///< all of them; empty if all have been played
};
/// The newest answer, as long as any of its speech may still be wanted.
struct StoredAnswer
{
    quint32 utterance;
    QString messageId;
    QString text;
    bool textComplete = false;
    bool announced = false; ///< in this epoch
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
    quint64 playedSpeech = 0; ///< of `answer`: the first position that the client has not played
    quint32 lastUtterance = 0;
    int restarts = 0;
    QStringList takenTexts; ///< the ids of the client's texts, oldest first
    std::optional<int> speed; ///< that the client has set: see turnPause()
    protocol::CallStatusChanged::Status call = protocol::CallStatusChanged::Status::Idle;
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
};
/// Nothing: this id was never given out, or so long ago that even its tombstone is gone.
using Lookup = std::variant<std::monostate, StoredSession, Tombstone>;

/// The secret of a v1 session, or its tombstone; `std::monostate` if the id was never given out.
using SecretLookup = std::variant<std::monostate, QByteArray, Tombstone>;

/// A part of the history, oldest first.
struct HistoryPage
{
    std::vector<StoredMessage> messages;
    qint64 next = 0; ///< where the following page begins; 0 after the last
};

/// What a sweep takes away: what has been left alone for longer than this. Only the time counts
/// during which a server ran on the store, so that no wrong clock deletes anything.
struct SweepLimits
{
    Duration passed; ///< since the last sweep, or since the server has the store
    Duration plain; ///< of plain sessions
    Duration streams; ///< of v1 sessions
    Duration tombstones;
};

struct StoreError
{
    enum class Kind {
        Full, ///< the disk, or what the store may take of it
        SessionFull, ///< what one session may take; the others can be stored
        ReadOnly,
        Damaged,
        Moved, ///< another file lies where the store should
        Other,
    };
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
    using SecretLoaded = std::function<void(Result<SecretLookup, StoreError>)>;
    using HistoryLoaded = std::function<void(Result<HistoryPage, StoreError>)>;
    using Swept = std::function<void(Result<std::vector<SessionId>, StoreError>)>;

    virtual ~SessionStore() = default;

    /// All of the batch or nothing of it. A change to a session that is not there is a failure;
    /// only touching and expiring it are not. The batch is not copied: who keeps it can offer it
    /// again.
    virtual void commit(std::shared_ptr<const Batch> batch, Committed done) = 0;
    void commit(Batch batch, Committed done)
    {
        commit(std::make_shared<const Batch>(std::move(batch)), std::move(done));
    }
    virtual void load(const SessionId &id, int messageLimit, Loaded done) = 0;
    /// So that a session, which may be large, is loaded only for a client that can prove to own it.
    virtual void loadSecret(const SessionId &id, SecretLoaded done) = 0;
    /// The history from `from` (0: its beginning) on: whole messages until they make up `bytes` of
    /// text. Empty when there is no such session.
    virtual void loadHistory(const SessionId &id, qint64 from, qint64 bytes,
                             HistoryLoaded done) = 0;
    /// Expires what `limits` says except those in `keep` (they are in memory), and reports the
    /// expired ones. A store reads no clock: a session counts as left from the first sweep on that
    /// finds it neither in `keep` nor touched since the one before.
    virtual void sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done) = 0;
    /// Waits until everything committed so far is written. Only for the orderly end of the process.
    virtual void flush() = 0;
    /// Nothing while all is well; otherwise the last failure, until a commit succeeds. For /health.
    virtual std::optional<StoreError> trouble() const = 0;
};

} // namespace holdline::server
