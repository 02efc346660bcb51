// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/closecode.h"
#include "protocol/itemcodec.h"

#include <QByteArray>

#include <array>
#include <optional>
#include <variant>

namespace holdline::protocol {

/// Turns the bytes from a WebSocket client into frames and messages (RFC 6455, without extensions).
/// The events do not depend on how the bytes are split. Knows no socket; a plain value.
class WebSocketReader
{
public:
    /// Why the connection must be closed. The value is the close code.
    enum class Fault : quint16 {
        /// A frame breaks a rule of RFC 6455, or is not masked.
        BrokenFrame = static_cast<quint16>(CloseCode::ProtocolError),
        NotUtf8 = static_cast<quint16>(CloseCode::NotUtf8),
        TooLarge = static_cast<quint16>(CloseCode::TooLarge),
    };
    /// A frame that does not end its message.
    struct Part
    {
        friend bool operator==(const Part &, const Part &) = default;
    };
    struct Ping
    {
        QByteArray payload;
        friend bool operator==(const Ping &, const Ping &) = default;
    };
    struct Pong
    {
        friend bool operator==(const Pong &, const Pong &) = default;
    };
    struct Close
    {
        std::optional<quint16> code;
        friend bool operator==(const Close &, const Close &) = default;
    };
    /// What a frame has brought.
    using Event = std::variant<WireMessage, Part, Ping, Pong, Close, Fault>;

    /// A longer message, in bytes, is a fault. Applies from the next frame on.
    void limitMessages(qsizetype bytes) { m_maxMessageBytes = bytes; }
    void add(QByteArrayView bytes);
    /// The event of the next complete frame; nullopt if more bytes are needed. No event follows a
    /// Close or a Fault.
    std::optional<Event> next();
    /// Memory of unfinished frames and messages, in bytes.
    qsizetype unfinishedBytes() const;
    /// True if there are bytes that next() may not have read.
    bool hasInput() const { return m_input.size() > m_at; }
    /// True if a frame or message has begun and not ended.
    bool isUnfinished() const { return m_frame || m_opcode || hasInput(); }

private:
    enum class Opcode : quint8 { Continuation, Text, Binary, Close = 8, Ping, Pong };
    struct Frame
    {
        Opcode opcode;
        bool isFinal;
        quint64 left; ///< bytes of the payload that have not arrived
        std::array<char, 4> mask;
        std::size_t taken = 0;

        bool isControl() const { return opcode >= Opcode::Close; }
    };

    std::optional<Event> fail(Fault fault);
    std::optional<Fault> beginFrame();
    std::optional<Fault> check(const Frame &frame) const;
    void takePayload();
    std::optional<Event> endFrame();
    std::optional<Event> endControlFrame(Opcode opcode);
    std::optional<Event> endMessage();

    qsizetype m_maxMessageBytes = 0;
    QByteArray m_input; ///< bytes from m_at on are not read yet
    qsizetype m_at = 0;
    std::optional<Frame> m_frame; ///< the frame whose payload is arriving
    std::optional<Opcode> m_opcode; ///< of the message that has begun
    QByteArray m_message; ///< the part of that message that has arrived
    QByteArray m_control; ///< payload of a control frame
    bool m_isOver = false;
};

/// A complete frame as a server sends it: final and not masked.
QByteArray serverFrame(const WireMessage &message);
QByteArray serverPing();
QByteArray serverPong(const QByteArray &payload);
/// `reason` is cut to the 123 bytes that fit into a close frame.
QByteArray serverClose(quint16 code, const QString &reason);

} // namespace holdline::protocol
