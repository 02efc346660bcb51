// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/sessionid.h"
#include "protocol/messages.h"

#include <optional>
#include <variant>

/// The messages with which two peers of the Durable dialect begin, continue and end a session. They
/// have no numbers.
namespace holdline::protocol {

/// Codecs of the microphone.
inline constexpr QLatin1StringView kPcm{"pcm"};
inline constexpr QLatin1StringView kOpus{"opus"};

/// The formats that a client can record, play and decode; the server chooses one of each.
struct AudioOffer
{
    QList<int> micRates; ///< Hz, best first
    QList<int> ttsRates;
    QStringList codecs; ///< kOpus, kPcm
    friend bool operator==(const AudioOffer &, const AudioOffer &) = default;
};
/// What was received in an epoch: all items up to `received`.
struct Cursor
{
    QString epoch;
    quint64 received;
    friend bool operator==(const Cursor &, const Cursor &) = default;
};
/// What a client knows of its latest epoch.
struct ResumePoint
{
    QString epoch;
    std::optional<quint64> received; ///< nullopt in a new process, which has received nothing
    friend bool operator==(const ResumePoint &, const ResumePoint &) = default;
};
/// How much of an answer the user has heard.
struct Played
{
    quint32 utterance;
    quint64 position; ///< the first sample that was not heard
    bool read = false; ///< the client has no loudspeaker: shown text counts as heard
    friend bool operator==(const Played &, const Played &) = default;
};

struct Hello ///< hl_hello
{
    QByteArray nonce; ///< base64url on the wire; used for one proof only
    qint64 maxMessage; ///< bytes
    friend bool operator==(const Hello &, const Hello &) = default;
};
struct Open ///< hl_open
{
    QString instance; ///< names the client process, for logs
    AudioOffer audio;
    qint64 window; ///< bytes
    friend bool operator==(const Open &, const Open &) = default;
};
struct Resume ///< hl_resume
{
    QString instance;
    AudioOffer audio;
    qint64 window;
    SessionId id;
    QByteArray proof; ///< see resumeProof(); base64url on the wire
    std::optional<ResumePoint> point; ///< nullopt if the client does not know an epoch
    friend bool operator==(const Resume &, const Resume &) = default;
};
struct Welcome ///< hl_welcome
{
    enum class Mode { New, Resumed, Rejoined };
    Mode mode;
    SessionId id;
    QString epoch;
    QByteArray secret; ///< only for a new session
    quint64 received; ///< last item received in the epoch that the client named
    qint64 window;
    int micRate; ///< Hz
    int ttsRate; ///< Hz
    QString codec;
    int reconnected; ///< number of earlier reconnections
    Duration age; ///< since the session was created; whole seconds on the wire
    WallTime createdAt;
    int messageCount;
    friend bool operator==(const Welcome &, const Welcome &) = default;
};
struct HistoryMessage
{
    enum class Role { User, Assistant };
    QString id;
    Role role;
    QString content; ///< of an interrupted answer only the part that was heard
    WallTime at;
    QString unheard{}; ///< the rest of an answer that was interrupted
    friend bool operator==(const HistoryMessage &, const HistoryMessage &) = default;
};
struct History ///< hl_history: the next part, oldest first; always marked as replay
{
    QList<HistoryMessage> messages;
    friend bool operator==(const History &, const History &) = default;
};
struct HistoryEnd ///< hl_history_end
{
    friend bool operator==(const HistoryEnd &, const HistoryEnd &) = default;
};
struct Reset ///< hl_reset
{
    enum class Reason { Unknown, Expired, Overload };
    Reason reason;
    std::optional<Duration> after; ///< when to come back; only with Overload
    friend bool operator==(const Reset &, const Reset &) = default;
};
struct Ack ///< hl_ack
{
    quint64 upTo; ///< all items up to this number have taken effect
    std::optional<Played> played; ///< only from the client
    friend bool operator==(const Ack &, const Ack &) = default;
};
struct Goaway ///< hl_goaway
{
    enum class Reason { Restart, Drain, Overload };
    Reason reason;
    Duration after; ///< the client comes back after this time
    Duration spread; ///< and a random part of this time
    friend bool operator==(const Goaway &, const Goaway &) = default;
};
struct Bye ///< hl_bye: ends the session for good
{
    friend bool operator==(const Bye &, const Bye &) = default;
};
struct ByeOk ///< hl_bye_ok
{
    friend bool operator==(const ByeOk &, const ByeOk &) = default;
};

using ControlMessage =
    std::variant<Hello, Open, Resume, Welcome, History, HistoryEnd, Reset, Ack, Goaway, Bye, ByeOk>;

/// One JSON object in compact UTF-8.
QByteArray encode(const ControlMessage &message);
/// True if the type of the message begins with "hl_". Such a message goes to
/// decodeControlMessage(), which may still refuse it.
bool isControl(const QByteArray &json);
/// See decodeClientMessage().
Result<ControlMessage, ValidationError> decodeControlMessage(const QByteArray &json);

} // namespace holdline::protocol
