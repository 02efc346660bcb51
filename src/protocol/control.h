// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/sessionid.h"
#include "protocol/messages.h"

#include <optional>
#include <variant>

/// The messages by which two v1 peers find and leave each other. Never numbered.
namespace holdline::protocol {

/// Codecs of the microphone.
inline constexpr QLatin1StringView kPcm{"pcm"};
inline constexpr QLatin1StringView kOpus{"opus"};

/// What a client can record, play and decode; the server chooses.
struct AudioOffer
{
    QList<int> micRates; ///< Hz, best first
    QList<int> ttsRates;
    QStringList codecs; ///< kOpus, kPcm
    friend bool operator==(const AudioOffer &, const AudioOffer &) = default;
};
/// How far a peer has come in an epoch.
struct Cursor
{
    QString epoch;
    quint64 received;
    friend bool operator==(const Cursor &, const Cursor &) = default;
};
/// What a client still knows of the epoch that it was in last.
struct ResumePoint
{
    QString epoch;
    std::optional<quint64> received; ///< `nullopt` in a new process, which has heard nothing
    friend bool operator==(const ResumePoint &, const ResumePoint &) = default;
};
/// How far an answer has been heard.
struct Played
{
    quint32 utterance;
    quint64 position; ///< the first sample not heard
    bool read = false; ///< there is no loudspeaker for it: what is shown counts as heard
    friend bool operator==(const Played &, const Played &) = default;
};

struct Hello ///< hl_hello
{
    QByteArray nonce; ///< base64url on the wire; for one proof only
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
    std::optional<ResumePoint> point; ///< `nullopt` from a client that remembers no epoch
    friend bool operator==(const Resume &, const Resume &) = default;
};
struct Welcome ///< hl_welcome
{
    enum class Mode { New, Resumed, Rejoined };
    Mode mode;
    SessionId id;
    QString epoch;
    QByteArray secret; ///< only of a new session
    quint64 received; ///< of the epoch that the client named
    qint64 window;
    int micRate;
    int ttsRate;
    QString codec;
    int reconnected; ///< how often
    Duration age; ///< since the session was made; whole seconds on the wire
    WallTime createdAt;
    int messageCount;
    friend bool operator==(const Welcome &, const Welcome &) = default;
};
struct HistoryMessage
{
    enum class Role { User, Assistant };
    QString id;
    Role role;
    QString content; ///< as far as it was heard
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
    std::optional<Duration> after;
    friend bool operator==(const Reset &, const Reset &) = default;
};
struct Ack ///< hl_ack
{
    quint64 upTo;
    std::optional<Played> played;
    friend bool operator==(const Ack &, const Ack &) = default;
};
struct Goaway ///< hl_goaway
{
    enum class Reason { Restart, Drain, Overload };
    Reason reason;
    Duration after;
    Duration spread;
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

/// Compact UTF-8 JSON, one object.
QByteArray encode(const ControlMessage &message);
/// Whether the text is to be read by decodeControlMessage(), which may still refuse it: its type
/// begins with "hl_".
bool isControl(const QByteArray &json);
/// As decodeClientMessage().
Result<ControlMessage, ValidationError> decodeControlMessage(const QByteArray &json);

} // namespace holdline::protocol
