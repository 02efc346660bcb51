// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/microphonecodec.h"
#include "client/session/outbox.h"
#include "client/session/outboxkeeper.h"
#include "client/session/wordsunderway.h"
#include "protocol/control.h"
#include "protocol/stream.h"

#include <optional>

namespace holdline::client {

/// The client's end of a holdline.v1 session, beyond any one connection and, with a file, beyond
/// the process: the numbered streams of its epoch, what waits for a number, and what has to be
/// numbered anew when the epoch is gone. Knows no socket and no timer.
class DurableSession
{
public:
    /// `clock` must outlive this.
    explicit DurableSession(const Clock &clock) : m_clock(clock), m_keeper(clock) { }

    // ---- beyond the process

    /// Forgets everything but what the file, if there is one, has kept of an earlier process. The
    /// file gets whatever is to be sent from now on, until the server acknowledges it.
    Line::Left begin(std::unique_ptr<OutboxFile> file);
    /// From now on nothing outlives the process.
    void stopKeeping();
    /// The same, and what waits is not sent.
    void discardUnsent();
    /// `nullptr` if nothing outlives the process.
    const OutboxFile *file() const { return m_keeper.file(); }
    /// Forgets everything, also what waits and what the file keeps.
    void forget();

    // ---- connections

    /// What a server could go on with.
    std::optional<protocol::ResumePoint> resumePoint() const;
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

    // ---- going out

    void send(const protocol::ClientMessage &message);
    void send(const protocol::AudioItem &item);
    /// What waited since before join() may go out.
    void release();
    void discardWaitingSpeech();
    /// See Line::discardLate().
    void discardLate();
    Line::Waiting waiting() const { return m_outbox.waiting(); }
    /// The next message for the wire.
    std::optional<protocol::WireMessage> next();
    /// Items that the server has not acknowledged.
    int unacknowledged() const;
    /// Of them and of what waits, the words.
    Line::Words unacknowledgedWords() const;
    /// The server has everything that may go out.
    bool isDelivered() const;
    /// True once for each join(): release() was called, and the server has all that waited then or
    /// had not been acknowledged.
    bool takeCaughtUp();

    // ---- of the stream, while attached

    using Violation = protocol::Stream::Violation;
    /// A fresh item counts as handled at once.
    Result<protocol::Stream::Arrival, Violation> receive(const protocol::WireMessage &message);
    Outcome<Violation> acknowledge(quint64 upTo);
    std::optional<Instant> ackDue() const;
    quint64 takeAck() { return m_now->stream.takeAck(); }

private:
    struct Epoch
    {
        QString name;
        protocol::Stream stream;
        WordsUnderWay words;

        quint64 append(protocol::WireMessage item);
    };
    /// The epoch of an earlier process, until one of this process holds.
    struct Inherited
    {
        QString epoch;
        quint64 first; ///< number that the front of the outbox had or would have got
        bool isSettled = false; ///< the server has told what it has got
    };
    enum class Catching { Up, Waiting, Numbered };

    bool isOpen() const { return isAttached() && !m_before; }
    bool passesBy() const { return isOpen() && m_outbox.isEmpty(); }
    bool hasRoomFor(const protocol::WireMessage &message) const;
    void noteAcknowledged();
    quint64 skipReceived(quint64 received);
    void discard(const std::function<bool(const Outbox::Entry &)> &isUnwanted);
    void number(protocol::WireMessage message);
    void numberWhatWaited();
    Epoch succeeding(const protocol::Welcome &welcome);
    protocol::AudioItem coded(const protocol::AudioItem &item);
    protocol::WireMessage renumbered(const protocol::WireMessage &item);

    const Clock &m_clock;
    OutboxKeeper m_keeper;
    std::optional<Inherited> m_inherited;
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
