// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/sessionid.h"

#include <QByteArray>
#include <QList>
#include <QString>

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
    friend bool operator==(const TextMessage &, const TextMessage &) = default;
};

using ClientMessage = std::variant<TtsStart, TtsStop, ClearHistory, SetSpeed, TextMessage>;

// ---- server to client

struct PartialUserRequest
{
    QString content; ///< everything heard in this turn so far
    friend bool operator==(const PartialUserRequest &, const PartialUserRequest &) = default;
};
struct FinalUserRequest
{
    QString content;
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

using ServerMessage = std::variant<PartialUserRequest, FinalUserRequest, PartialAssistantAnswer,
                                   FinalAssistantAnswer, TtsChunk, StopTts, TtsInterruption,
                                   SessionAssigned, SessionRestored, ValidationError, Activity>;

// ---- codec

/// Compact UTF-8 JSON, one object.
QByteArray encode(const ClientMessage &message);
QByteArray encode(const ServerMessage &message);

/// Decoding never crashes and never half-succeeds: the errors name each refused field, or "message"
/// when the text as a whole is no usable object. They are fit to be sent back as they are.
Result<ClientMessage, ValidationError> decodeClientMessage(const QByteArray &json);
Result<ServerMessage, ValidationError> decodeServerMessage(const QByteArray &json);

} // namespace holdline::protocol
