// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/sessionid.h"
#include "protocol/configuration.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

/// The JSON messages as plain values. PROTOCOL.md defines their meaning. Bytes from outside are
/// validated here and nowhere else.
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
    int speed; ///< 0 (answers fast) … 100 (waits patiently)
    friend bool operator==(const SetSpeed &, const SetSpeed &) = default;
};
struct TextMessage
{
    QString text; ///< 1 … 5 000 characters
    QString id{}; ///< Durable: of the client, up to kMaxIdLength; returned in FinalUserRequest
    friend bool operator==(const TextMessage &, const TextMessage &) = default;
};

/// Durable: the user stopped the answer; `position` is the first sample that was not heard.
struct Interrupt
{
    quint32 utterance;
    quint64 position;
    friend bool operator==(const Interrupt &, const Interrupt &) = default;
};
/// Durable: a call begins or ends; the connection stays.
struct CallRequest
{
    bool start; ///< false if the call ends
    friend bool operator==(const CallRequest &, const CallRequest &) = default;
};
/// Durable: begins an empty context in the same session. The work under way is given up.
struct NewConversation
{
    friend bool operator==(const NewConversation &, const NewConversation &) = default;
};
/// Durable: begins an empty context like NewConversation, but the conversation so far can be taken
/// back until the client forgets it.
struct SetAside
{
    bool memory; ///< sets aside what the session was asked to remember, too
    friend bool operator==(const SetAside &, const SetAside &) = default;
};
/// Durable: what was set aside is back, before everything that was said since.
struct TakeBack
{
    friend bool operator==(const TakeBack &, const TakeBack &) = default;
};
/// Durable: what was set aside is deleted.
struct ForgetAside
{
    friend bool operator==(const ForgetAside &, const ForgetAside &) = default;
};
/// Replaces the configuration of the session. Answered by Configured.
struct Configure
{
    Configuration configuration;
    friend bool operator==(const Configure &, const Configure &) = default;
};
/// Durable: asks for the voices of the server. Answered by Voices.
struct ListVoices
{
    friend bool operator==(const ListVoices &, const ListVoices &) = default;
};
/// Durable: asks for a short text in a voice, for comparison. Answered by VoiceSample.
struct SampleVoice
{
    QString voice; ///< an id from Voices; empty for the voice that the server prefers
    double speakingRate = 1;
    QString text; ///< 1 … kMaxSampleText characters
    friend bool operator==(const SampleVoice &, const SampleVoice &) = default;
};
/// v1: what has been heard of the turn that is not over yet is not to be answered.
struct DiscardTurn
{
    friend bool operator==(const DiscardTurn &, const DiscardTurn &) = default;
};

using ClientMessage = std::variant<TtsStart, TtsStop, ClearHistory, SetSpeed, TextMessage,
                                   Interrupt, CallRequest, NewConversation, SetAside, TakeBack,
                                   ForgetAside, DiscardTurn, Configure, ListVoices, SampleVoice>;

// ---- server to client

struct PartialUserRequest
{
    QString content; ///< everything heard in this turn so far
    friend bool operator==(const PartialUserRequest &, const PartialUserRequest &) = default;
};
struct FinalUserRequest
{
    QString content;
    QString id{}; ///< Durable: of the typed message, or made by the server
    std::optional<WallTime> at{}; ///< Durable only
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
    QString content; ///< after an interruption: what the user had heard until then
    QString id{}; ///< Durable: the message of TtsBegin
    std::optional<WallTime> at{}; ///< Durable only
    QString unheard{}; ///< Durable: after an interruption, the rest of the text
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
    SessionId id; ///< "session_id": the client keeps it and offers it next time
    friend bool operator==(const SessionAssigned &, const SessionAssigned &) = default;
};
struct SessionRestored
{
    SessionId id; ///< "session_restored": the offered id was valid
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
/// An extension of ours; stock pages ignore unknown types.
struct Activity
{
    enum class State {
        Idle,
        Listening, ///< hears speech
        Waiting, ///< hears speech, but no recogniser is free
        Thinking,
        Speaking,
    };
    State state;
    friend bool operator==(const Activity &, const Activity &) = default;
};

/// Durable: binary items with speech of this utterance follow; they speak the message with the id
/// `message`.
struct TtsBegin
{
    quint32 utterance;
    QString message;
    friend bool operator==(const TtsBegin &, const TtsBegin &) = default;
};
/// Where a sentence begins: its first character in the message and its first sample.
struct SpeechMark
{
    int character;
    quint64 position;
    friend bool operator==(const SpeechMark &, const SpeechMark &) = default;
};
/// Durable: the utterance is complete and has this many samples.
struct TtsEnd
{
    quint32 utterance;
    quint64 samples;
    QList<SpeechMark> marks;
    friend bool operator==(const TtsEnd &, const TtsEnd &) = default;
};
/// Durable: the state of the call has changed.
struct CallStatusChanged
{
    enum class Status { Idle, Active, Ended };
    Status status;
    QString reason; ///< a word such as "user" or "timeout"; may be empty
    friend bool operator==(const CallStatusChanged &, const CallStatusChanged &) = default;
};
/// The session has this configuration now.
struct Configured
{
    Configuration configuration;
    friend bool operator==(const Configured &, const Configured &) = default;
};
/// A voice that the server can speak with.
struct Voice
{
    QString id;
    QString name; ///< for people
    QString language; ///< as in BCP 47; empty if it speaks several
    QString engine; ///< for people: what makes the voice
    friend bool operator==(const Voice &, const Voice &) = default;
};
/// Durable: all voices of the server.
struct Voices
{
    QList<Voice> list;
    friend bool operator==(const Voices &, const Voices &) = default;
};
/// Durable: the text of the newest SampleVoice, spoken.
struct VoiceSample
{
    QString voice; ///< as in SampleVoice
    QByteArray pcm; ///< s16 little endian, mono, kMicRate, at most kMaxSample; base64 on the wire
    friend bool operator==(const VoiceSample &, const VoiceSample &) = default;
};
/// Durable: something went wrong at the server.
struct ServerError
{
    QString code; ///< a word such as "work_given_up" or "store_full"
    QString message;
    bool recoverable;
    friend bool operator==(const ServerError &, const ServerError &) = default;
};

using ServerMessage =
    std::variant<PartialUserRequest, FinalUserRequest, PartialAssistantAnswer, FinalAssistantAnswer,
                 TtsChunk, StopTts, TtsInterruption, SessionAssigned, SessionRestored,
                 ValidationError, Activity, TtsBegin, TtsEnd, CallStatusChanged, ServerError,
                 Configured, Voices, VoiceSample>;

// ---- codec

/// One JSON object in compact UTF-8.
QByteArray encode(const ClientMessage &message);
QByteArray encode(const ServerMessage &message);

/// The text of a message, parsed.
struct ParsedMessage
{
    /// Without what is nested too deeply; empty if the text is no JSON object.
    QJsonObject object{};
    /// Why the message is refused whatever its type is; nullopt if it may be decoded.
    std::optional<ValidationError> error{};
};
/// Parses the text of a message. Each message is parsed once: its number and its content are read
/// from the result. Never crashes.
ParsedMessage parsed(const QByteArray &json);

/// Decodes a message, or fails. The errors name each field that is refused, or "message" if the
/// text is no usable object. They can be sent back to the peer.
Result<ClientMessage, ValidationError> decodeClientMessage(const ParsedMessage &message);
Result<ServerMessage, ValidationError> decodeServerMessage(const ParsedMessage &message);
inline Result<ClientMessage, ValidationError> decodeClientMessage(const QByteArray &json)
{
    return decodeClientMessage(parsed(json));
}
inline Result<ServerMessage, ValidationError> decodeServerMessage(const QByteArray &json)
{
    return decodeServerMessage(parsed(json));
}
/// Decodes what encode(Configuration) makes.
Result<Configuration, ValidationError> decodeConfiguration(const QJsonObject &json);

} // namespace holdline::protocol
