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

/// The client's end of a holdline.v1 session. It outlives connections and, with a file, the
/// process. Owns the numbered streams of the epoch, the outbox of items that wait for a number, and
/// the items to number anew when the epoch has changed. Knows no socket and no timer. Owned by
/// DurableDialect; GUI thread.
class DurableSession
{
public:
    /// `clock` must outlive this.
    explicit DurableSession(const Clock &clock) : m_clock(clock), m_keeper(clock) { }

    // ---- beyond the process

    /// Forgets everything except the items that an earlier process has left in `file`. From now on
    /// the file gets each item before it is sent, until the server acknowledges it. `file` may be
    /// null.
    DurableLine::Left begin(std::unique_ptr<OutboxFile> file);
    /// Deletes the file. From now on no item outlives the process.
    void stopKeeping();
    /// The same, and drops the waiting items.
    void discardUnsent();
    /// Returns true if all unacknowledged items outlive the process; tries to write those that a
    /// full disk has refused.
    bool keepUnsent() { return m_keeper.complete(); }
    /// `nullptr` if no items outlive the process.
    const OutboxFile *file() const { return m_keeper.file(); }
    /// Forgets everything, including waiting items and the items in the file.
    void forget();

    // ---- connections

    /// Where a server could resume the session; `nullopt` if there is no epoch yet.
    std::optional<protocol::ResumePoint> resumePoint() const;
    /// The server has let us in: sends again the items that it has not received. Resumed continues
    /// the stream; the other modes begin a new one. Returns false and changes nothing if the
    /// welcome contradicts what was said before.
    bool join(const protocol::Welcome &welcome);
    /// After a Rejoined: the history is complete, so the new epoch holds. Before this call no item
    /// goes out, and a lost connection returns to the epoch before.
    void adoptEpoch();
    bool awaitsHistory() const { return m_before.has_value(); }
    /// The connection is lost.
    void detach();
    bool isAttached() const { return m_now && m_now->stream.isAttached(); }

    // ---- going out

    void send(const protocol::ClientMessage &message);
    void send(const protocol::AudioItem &item);
    /// Items that waited since before join() may go out.
    void release();
    void discardWaitingSpeech();
    /// See DurableLine::discardLate().
    void discardLate();
    /// See DurableLine::recallAside().
    int recallAside();
    DurableLine::Waiting waiting() const { return m_outbox.waiting(); }
    /// The next message to send; `nullopt` if none may go out now.
    std::optional<protocol::WireMessage> next();
    /// The number of items that the server has not acknowledged.
    int unacknowledged() const;
    /// The amount of words in them and in the waiting items.
    DurableLine::Words unacknowledgedWords() const;
    /// Whether the server has acknowledged all items that may go out.
    bool isDelivered() const;
    /// Returns true once for each join(): when release() was called and the server has all items
    /// that waited or were unacknowledged at that time.
    bool takeCaughtUp();

    // ---- of the stream, while attached

    using Violation = protocol::Stream::Violation;
    /// A new item counts as handled at once.
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

        quint64 append(const OutgoingItem &item);
    };
    /// The epoch of an earlier process. It is replaced by the first epoch of this process.
    struct Inherited
    {
        QString epoch;
        quint64 first; ///< number that the front of the outbox got, or would have got next
        bool isSettled = false; ///< the server has told how far it received
    };
    enum class Catching { Up, Waiting, Numbered };

    bool isOpen() const { return isAttached() && !m_before; }
    bool passesBy() const { return isOpen() && m_outbox.isEmpty(); }
    bool hasRoomFor(const OutgoingItem &item) const;
    void send(OutgoingItem item);
    void noteAcknowledged();
    quint64 skipReceived(quint64 received);
    void discard(const std::function<bool(const Outbox::Entry &)> &isUnwanted);
    void number(const OutgoingItem &item);
    void numberWhatWaited();
    Epoch succeeding(const protocol::Welcome &welcome);
    OutgoingItem coded(const OutgoingItem &item);
    OutgoingItem renumbered(const OutgoingItem &item);

    const Clock &m_clock;
    OutboxKeeper m_keeper;
    std::optional<Inherited> m_inherited;
    std::optional<Epoch> m_now;
    std::optional<std::optional<Epoch>> m_before; ///< set until the history for m_now arrives
    Outbox m_outbox;
    MicrophoneCodec m_codec;
    bool m_isReleased = false;

    Catching m_catching = Catching::Up;
    quint64 m_heldUntil = 0; ///< entries before this place waited at the latest join()
    quint64 m_catchUpTo = 0; ///< number of the last item to be acknowledged before caughtUp
};

} // namespace holdline::client
