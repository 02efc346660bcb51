// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QByteArray>

#include <chrono>

namespace holdline::attack {

/// The server to attack, and what an attack has to know about it.
struct Target
{
    quint16 port = 0; ///< on 127.0.0.1
    QByteArray headers{}; ///< more header lines of each upgrade, each with its CRLF
    QByteArray session{}; ///< the id of a stored session, if the attack needs one
};

/// A WebSocket opcode of RFC 6455.
enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Ping = 9 };

/// A frame of a client. It is masked with zeros, so that its bytes stay readable.
QByteArray frame(Opcode opcode, const QByteArray &payload, bool isFinal = true);
/// The header of a frame whose payload has `size` bytes.
QByteArray frameHeader(Opcode opcode, quint64 size, bool isFinal = true);
/// A numbered message in a frame of its own.
QByteArray itemFrame(const protocol::WireMessage &content, quint64 number);

/// A connection that sends whatever it is told to, right or wrong, on a blocking socket. Used by
/// one thread.
class RawClient
{
public:
    /// Connects; isOpen() tells whether that succeeded.
    explicit RawClient(quint16 port);
    RawClient(RawClient &&other) noexcept;
    RawClient &operator=(RawClient &&) = delete;
    ~RawClient();

    bool isOpen() const { return m_descriptor >= 0; }
    /// Sends all bytes, and blocks until the system has taken them. Returns false if the connection
    /// has ended.
    bool say(const QByteArray &bytes);
    /// Reads until `words` have come. Returns false if they do not come in time, if the server
    /// refuses (hl_reset), or if the connection ends.
    bool hears(const char *words,
               std::chrono::milliseconds patience = std::chrono::milliseconds(10'000));
    /// Reads and discards bytes for this time, or until the connection ends.
    void listen(std::chrono::milliseconds duration);
    /// Resets the connection like a pulled cable.
    void cut();

    /// Upgrades to a WebSocket at `path`. With `isV1` it speaks holdline.v1 and waits for the
    /// server's hello.
    bool upgrade(const Target &target, bool isV1 = true, const QByteArray &path = "/ws");
    /// Upgrades, and opens a holdline.v1 session.
    bool openSession(const Target &target);

private:
    /// Waits for bytes and reads them. Returns false if none come in time, or if the connection
    /// ends.
    bool read(std::chrono::milliseconds patience);
    void close();

    int m_descriptor = -1;
    QByteArray m_heard;
};

} // namespace holdline::attack
