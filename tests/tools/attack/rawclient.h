// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QByteArray>

#include <chrono>

namespace holdline::attack {

/// A server to harm, and what an attack has to know about it.
struct Target
{
    quint16 port = 0; ///< on 127.0.0.1
    QByteArray headers{}; ///< further lines of each upgrade, each with its CRLF
    QByteArray session{}; ///< the id of a stored session, if the attack needs one
};

/// A WebSocket opcode of RFC 6455.
enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Ping = 9 };

/// A frame of a client. Masked with zeros, so that it reads as it is.
QByteArray frame(Opcode opcode, const QByteArray &payload, bool isFinal = true);
/// The first bytes of a frame whose payload has `size` bytes.
QByteArray frameHeader(Opcode opcode, quint64 size, bool isFinal = true);
/// A numbered message in a frame of its own.
QByteArray itemFrame(const protocol::WireMessage &content, quint64 number);

/// A connection that says whatever it is told to, right or wrong, on a blocking socket. It is used
/// by one thread.
class RawClient
{
public:
    /// Connects; isOpen() tells whether that went well.
    explicit RawClient(quint16 port);
    RawClient(RawClient &&other) noexcept;
    RawClient &operator=(RawClient &&) = delete;
    ~RawClient();

    bool isOpen() const { return m_descriptor >= 0; }
    /// Waits for as long as it takes to hand over all of it; false when the connection has ended.
    bool say(const QByteArray &bytes);
    /// Reads until `words` have come. False when they do not come in time, when a refusal
    /// (hl_reset) comes instead, or when the connection ends.
    bool hears(const char *words,
               std::chrono::milliseconds patience = std::chrono::milliseconds(10'000));
    /// Reads and forgets for so long, or until the connection ends.
    void listen(std::chrono::milliseconds duration);
    /// As when a cable is pulled: the server is told nothing but a reset.
    void cut();

    /// Becomes a WebSocket at `path`; with `isV1` one of holdline.v1, which has been greeted then.
    bool upgrade(const Target &target, bool isV1 = true, const QByteArray &path = "/ws");
    /// Upgrades, and opens a holdline.v1 session.
    bool openSession(const Target &target);

private:
    /// Waits for bytes and reads them. False when none come in time, or the connection ends.
    bool read(std::chrono::milliseconds patience);
    void close();

    int m_descriptor = -1;
    QByteArray m_heard;
};

} // namespace holdline::attack
