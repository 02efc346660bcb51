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

/// Limit for the history of a session, in bytes of UTF-8 plus kMessageOverhead for each message.
/// Beyond it the oldest messages are deleted.
inline constexpr qint64 kHistoryBytes = 50'000'000;
/// What SQLite stores for a message besides its text: row, id and index. Measured.
inline constexpr qint64 kMessageOverhead = 100;
/// Limit for the journal, the log and the speech of a session, in bytes. Beyond it nothing more is
/// stored until some of it is no longer needed.
inline constexpr qint64 kStreamBytes = 50'000'000;
/// Limit for all sessions in the store, in bytes, unless the operator sets another one.
inline constexpr qint64 kDefaultStoreLimit = 10'000'000'000;
/// Number of earlier epochs for which a store keeps the number of the last item received.
inline constexpr int kEpochsKept = 256;
/// Number of typed texts of a session whose ids the store keeps.
inline constexpr int kTextsKept = 256;

struct StoredMessage
{
    speech::Message message; ///< the part that was heard; its text may be empty
    QString messageId;
    QString unheard{}; ///< the rest of the text of an interrupted answer
};
struct StoredSentence
{
    quint32 utterance;
    int character;
    QString text;
    quint64 position;
    quint64 samples;
    QByteArray pcm; ///< all its samples; empty if the client has played them
};
/// The newest answer, while some of its speech may still be needed.
struct StoredAnswer
{
    quint32 utterance;
    QString messageId;
    QString text;
    bool textComplete = false;
    bool announced = false; ///< tts_begin was sent in this epoch
    bool ended = false;
};
struct JournaledAudio
{
    quint64 entry;
    protocol::AudioItem audio;
};
/// What a Durable session has besides its history.
struct StoredStream
{
    QByteArray secret;
    QString epoch;
    quint64 received = 0;
    quint64 firstLogged = 1; ///< number of log.front(), or the next number if the log is empty
    std::vector<protocol::WireMessage> log; ///< JSON items as logged; speech with its samples
    std::vector<protocol::Cursor> earlierEpochs; ///< newest first
    std::vector<JournaledAudio> journal;
    std::optional<StoredAnswer> answer;
    std::vector<StoredSentence> sentences; ///< sentences of `answer`, oldest first
    /// The first sample of `answer` that was not logged in this epoch.
    quint64 numberedSpeech = 0;
    quint64 playedSpeech = 0; ///< the first sample of `answer` that the client has not played
    quint32 lastUtterance = 0;
    int restarts = 0;
    QStringList takenTexts; ///< ids of typed texts, oldest first
    std::optional<int> speed; ///< as the client has set it; see turnPause()
    protocol::CallStatusChanged::Status call = protocol::CallStatusChanged::Status::Idle;
};
/// The part of a session that was set aside and can be taken back.
struct StoredAside
{
    QList<speech::Message> messages; ///< the newest `messageLimit` messages, oldest first
    int messageCount = 0; ///< number of all messages
    std::optional<speech::Memory> memory{};
};
struct StoredSession
{
    SessionId id;
    WallTime createdAt;
    WallTime lastActiveAt;
    int reconnectionAttempts = 0;
    QList<speech::Message> messages; ///< the newest `messageLimit` messages, oldest first
    int messageCount = 0; ///< number of all messages
    speech::Memory memory;
    protocol::Configuration configuration;
    std::optional<StoredStream> stream; ///< only for a Durable session
    std::optional<StoredAside> aside{};
};
struct Tombstone
{
};
/// `std::monostate` if the store does not know the id: it was never given out, or its tombstone was
/// deleted.
using Lookup = std::variant<std::monostate, StoredSession, Tombstone>;

/// The secret of a Durable session, or its tombstone; `std::monostate` if the store does not know
/// the id.
using SecretLookup = std::variant<std::monostate, QByteArray, Tombstone>;

/// Part of a history, oldest message first.
struct HistoryPage
{
    std::vector<StoredMessage> messages;
    qint64 next = 0; ///< where the following page begins; 0 on the last page
};

/// How long sessions stay in the store after their clients have left. Only time in which a server
/// runs on the store counts, so that a wrong clock deletes nothing.
struct SweepLimits
{
    Duration passed; ///< since the last sweep, or since the server opened the store
    Duration plain; ///< for Plain sessions, and for Durable ones that were never used
    Duration streams; ///< for other Durable sessions
    Duration tombstones;
};

struct StoreError
{
    enum class Kind {
        Full, ///< the disk is full, or the limit of the store is reached
        SessionFull, ///< one session has reached its limit; others can be stored
        ReadOnly,
        Damaged,
        Moved, ///< another file is in the place of the store
        Other,
    };
    Kind kind;
    QString detail; ///< for the log and for /health
};

/// Why a store cannot be opened.
struct StoreRefusal
{
    enum class Kind {
        Damaged, ///< no database, or an incomplete one: it must be moved away
        Foreign, ///< a database of another program
        Other,
    };
    Kind kind;
    QString sentence; ///< for the operator
};

/// Keeps sessions beyond the life of the process. Owned by main(). Called from the main thread of
/// the server, which it does not block. Callbacks come later, on that thread and in the order of
/// the calls.
class SessionStore
{
public:
    using Committed = std::function<void(const Outcome<StoreError> &)>;
    using Loaded = std::function<void(Result<Lookup, StoreError>)>;
    using SecretLoaded = std::function<void(Result<SecretLookup, StoreError>)>;
    using HistoryLoaded = std::function<void(Result<HistoryPage, StoreError>)>;
    using Swept = std::function<void(Result<std::vector<SessionId>, StoreError>)>;

    virtual ~SessionStore() = default;

    /// Writes the whole batch, or fails and writes none of it. A change to a session that does not
    /// exist is a failure, except SessionTouched and SessionExpired. The batch is not copied; the
    /// caller may keep it and offer it again.
    virtual void commit(std::shared_ptr<const Batch> batch, Committed done) = 0;
    void commit(Batch batch, Committed done)
    {
        commit(std::make_shared<const Batch>(std::move(batch)), std::move(done));
    }
    /// Loads a session with its newest `messageLimit` messages.
    virtual void load(const SessionId &id, int messageLimit, Loaded done) = 0;
    /// Loads only the secret. So a session, which may be large, is loaded only for a client that
    /// has proved to own it.
    virtual void loadSecret(const SessionId &id, SecretLoaded done) = 0;
    /// Loads whole messages from `from` on (0: the beginning) until their text has `bytes` bytes.
    /// The page is empty if there is no such session.
    virtual void loadHistory(const SessionId &id, qint64 from, qint64 bytes,
                             HistoryLoaded done) = 0;
    /// Expires the sessions that `limits` describes, except those in `keep` (they are in memory),
    /// and returns the ids of the expired ones. A store reads no clock: a session counts as left
    /// from the first sweep that finds it neither in `keep` nor touched since the sweep before.
    virtual void sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done) = 0;
    /// Waits until all commits are written. Only for a regular end of the process.
    virtual void flush() = 0;
    /// The last failure; nullopt after a commit that succeeded. For /health.
    virtual std::optional<StoreError> trouble() const = 0;
};

} // namespace holdline::server
