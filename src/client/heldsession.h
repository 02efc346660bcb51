// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/microphonecodec.h"
#include "client/outbox.h"
#include "protocol/control.h"
#include "protocol/stream.h"

#include <optional>

namespace holdline::client {

/// The client's end of a holdline.v1 session, beyond any one connection: the numbered streams of
/// its epoch, what waits for a number, and what has to be numbered anew when the epoch is gone.
/// Knows no socket and no timer.
class HeldSession
{
public:
    // ---- connections

    /// How far the stream has come that a server could go on with.
    std::optional<protocol::Cursor> cursor() const;
    /// The server lets us in, and what it has not got goes out again. Resumed goes on with the
    /// stream; anything else makes a new one. False, and nothing is changed, if it does not fit to
    /// what was said before.
    bool join(const protocol::Welcome &welcome);
    /// After a Rejoined: the history is told, the new epoch holds. Until then nothing goes out, and
    /// a lost connection falls back on the epoch before.
    void adoptEpoch();
    bool awaitsHistory() const { return m_before.has_value(); }
    /// The connection is gone.
    void detach();
    bool isAttached() const { return m_now && m_now->stream.isAttached(); }
    /// Forgets everything, also what waits.
    void clear();

    // ---- going out

    void send(const protocol::ClientMessage &message);
    void send(const protocol::AudioItem &item, Instant now);
    /// What waited since before join() may go out.
    void release();
    void discardWaitingSpeech() { m_outbox.discardSpeech(); }
    Line::Waiting waiting() const { return m_outbox.waiting(); }
    /// The next message for the wire.
    std::optional<protocol::WireMessage> next();
    /// Items that the server has not acknowledged.
    int unacknowledged() const;
    /// The server has everything that may go out.
    bool isDelivered() const;
    /// True once for each join(): release() was called, and the server has all that waited then or
    /// had not been acknowledged.
    bool takeCaughtUp();

    // ---- of the stream, while attached

    using Violation = protocol::Stream::Violation;
    /// A fresh item counts as handled at once.
    Result<protocol::Stream::Arrival, Violation> receive(const protocol::WireMessage &message,
                                                         Instant now);
    Outcome<Violation> acknowledge(quint64 upTo) { return m_now->stream.acknowledge(upTo); }
    std::optional<Instant> ackDue() const;
    quint64 takeAck() { return m_now->stream.takeAck(); }

private:
    struct Epoch
    {
        QString name;
        protocol::Stream stream;
    };
    enum class Catching { Up, Waiting, Numbered };

    bool isOpen() const { return isAttached() && !m_before; }
    bool passesBy() const { return isOpen() && m_outbox.isEmpty(); }
    bool hasRoomFor(const protocol::WireMessage &message) const;
    void number(protocol::WireMessage message);
    void numberWhatWaited();
    Epoch succeeding(const protocol::Welcome &welcome);
    std::optional<protocol::WireMessage> renumberable(const protocol::WireMessage &item,
                                                      bool sameSession);

    std::optional<Epoch> m_now;
    std::optional<std::optional<Epoch>> m_before; ///< while the history of m_now is awaited
    Outbox m_outbox;
    MicrophoneCodec m_codec;
    bool m_isReleased = false;

    Catching m_catching = Catching::Up;
    quint64 m_heldUntil = 0; ///< place in the outbox
    quint64 m_catchUpTo = 0; ///< number
};

} // namespace holdline::client
