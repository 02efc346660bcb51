// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/sessionid.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

/// The JSON messages of the wire as plain values. PROTOCOL.md says what they mean; bytes from
/// outside are validated here and nowhere else.
namespace holdline::protocol {

// ---- client to server

struct TtsStart
{
    friend bool operator==(const TtsStart &, const TtsStart &) = default;
};
struct TtsStop
{
    friend bool operator==(const TtsStop &, const TtsStop &) = default;
};
struct ClearHistory
{
    friend bool operator==(const ClearHistory &, const ClearHistory &) = default;
};
struct SetSpeed
{
    int speed; ///< 0 (answer fast) … 100 (be patient)
    friend bool operator==(const SetSpeed &, const SetSpeed &) = default;
};
struct TextMessage
{
    QString text; ///< 1 … 5 000 characters
    QString id{}; ///< v1: made by the client, comes back in FinalUserRequest; at most kMaxIdLength
    friend bool operator==(const TextMessage &, const TextMessage &) = default;
};

/// v1: the user stopped the answer; `position` is the first sample not heard.
struct Interrupt
{
    quint32 utterance;
    quint64 position;
    friend bool operator==(const Interrupt &, const Interrupt &) = default;
};
/// v1: a conversation begins or ends on a line that stays.
struct CallRequest
{
    bool start; ///< else end
    friend bool operator==(const CallRequest &, const CallRequest &) = default;
};
/// v1: the same line and session, an empty context. What is under way is given up.
struct NewConversation
{
    friend bool operator==(const NewConversation &, const NewConversation &) = default;
};

using ClientMessage = std::variant<TtsStart, TtsStop, ClearHistory, SetSpeed, TextMessage,
                                   Interrupt, CallRequest, NewConversation>;

// ---- server to client

struct PartialUserRequest
{
    QString content; ///< everything heard in this turn so far
    friend bool operator==(const PartialUserRequest &, const PartialUserRequest &) = default;
};
struct FinalUserRequest
{
    QString content;
    QString id{}; ///< v1: of the typed message, or made by the server
    std::optional<WallTime> at{}; ///< v1
    friend bool operator==(const FinalUserRequest &, const FinalUserRequest &) = default;
};
struct PartialAssistantAnswer
{
    QString content; ///< the whole answer so far
    friend bool operator==(const PartialAssistantAnswer &,
                           const PartialAssistantAnswer &) = default;
};
struct FinalAssistantAnswer
{
    QString content; ///< after an interruption: what had been said until then
    QString id{}; ///< v1: the message of TtsBegin
    std::optional<WallTime> at{}; ///< v1
    QString unheard{}; ///< v1: after an interruption, the rest of what was written
    friend bool operator==(const FinalAssistantAnswer &, const FinalAssistantAnswer &) = default;
};
struct TtsChunk
{
    QByteArray pcm; ///< s16 little endian, mono, 48 000 Hz; base64 on the wire
    friend bool operator==(const TtsChunk &, const TtsChunk &) = default;
};
struct StopTts
{
    friend bool operator==(const StopTts &, const StopTts &) = default;
};
struct TtsInterruption
{
    friend bool operator==(const TtsInterruption &, const TtsInterruption &) = default;
};
struct SessionAssigned
{
    SessionId id; ///< "session_id": keep it and offer it again
    friend bool operator==(const SessionAssigned &, const SessionAssigned &) = default;
};
struct SessionRestored
{
    SessionId id; ///< "session_restored": the offered id was good
    int messageCount;
    friend bool operator==(const SessionRestored &, const SessionRestored &) = default;
};
struct FieldError
{
    QString field;
    QString message;
    friend bool operator==(const FieldError &, const FieldError &) = default;
};
struct ValidationError
{
    QList<FieldError> errors;
    friend bool operator==(const ValidationError &, const ValidationError &) = default;
};
/// Our extension; a stock page ignores types that it does not know.
struct Activity
{
    enum class State {
        Idle,
        Listening, ///< hears speech
        Waiting, ///< hears speech, but every recogniser is taken
        Thinking,
        Speaking,
    };
    State state;
    friend bool operator==(const Activity &, const Activity &) = default;
};

/// v1: speech of this utterance follows, binary, and speaks message `message`.
struct TtsBegin
{
    quint32 utterance;
    QString message;
    friend bool operator==(const TtsBegin &, const TtsBegin &) = default;
};
/// The character at which a sentence begins in its message, and its first sample.
struct SpeechMark
{
    int character;
    quint64 position;
    friend bool operator==(const SpeechMark &, const SpeechMark &) = default;
};
/// v1: the utterance has this many samples and no more.
struct TtsEnd
{
    quint32 utterance;
    quint64 samples;
    QList<SpeechMark> marks;
    friend bool operator==(const TtsEnd &, const TtsEnd &) = default;
};
/// v1
struct CallStatusChanged
{
    enum class Status { Idle, Active, Ended };
    Status status;
    QString reason; ///< a word such as "user" or "timeout"; may be empty
    friend bool operator==(const CallStatusChanged &, const CallStatusChanged &) = default;
};
/// v1: something went wrong at the server.
struct ServerError
{
    QString code; ///< a word such as "item_set_aside" or "store_full"
    QString message;
    bool recoverable;
    friend bool operator==(const ServerError &, const ServerError &) = default;
};

using ServerMessage =
    std::variant<PartialUserRequest, FinalUserRequest, PartialAssistantAnswer, FinalAssistantAnswer,
                 TtsChunk, StopTts, TtsInterruption, SessionAssigned, SessionRestored,
                 ValidationError, Activity, TtsBegin, TtsEnd, CallStatusChanged, ServerError>;

// ---- codec

/// Compact UTF-8 JSON, one object.
QByteArray encode(const ClientMessage &message);
QByteArray encode(const ServerMessage &message);

/// Decoding never crashes and never half-succeeds: the errors name each refused field, or "message"
/// when the text as a whole is no usable object. They are fit to be sent back as they are.
Result<ClientMessage, ValidationError> decodeClientMessage(const QByteArray &json);
Result<ServerMessage, ValidationError> decodeServerMessage(const QByteArray &json);

} // namespace holdline::protocol
