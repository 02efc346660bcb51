// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"
#include "protocol/messages.h"

#include <QList>

#include <variant>
#include <vector>

namespace holdline::protocol {

/// One end of a pair of numbered streams; client and server use the same class. It numbers and logs
/// outgoing items, sends them again after a cut, and accepts incoming items once and in order. It
/// knows no socket, timer or file; its owner does that work and reports it in this order:
///
/// - outgoing: append(), make the item durable, logged(); then next() returns it for sending;
/// - incoming: receive() returns Fresh; make the effect and the number durable in one transaction,
///   then committed(); then the item is acknowledged.
///
/// Each epoch has a Stream of its own. Owned by DurableStream in the server and by DurableSession
/// in the client; used by one thread.
class Stream
{
public:
    /// When an acknowledgement must be sent by itself because no item carries it.
    struct AckPolicy
    {
        int items = 16;
        qsizetype bytes = 64 * 1024;
        Duration delay{100};
    };
    /// What a store keeps of an epoch.
    struct Restored
    {
        quint64 received = 0; ///< the last number whose effect is durable
        quint64 firstLogged = 1; ///< number of log.front()
        std::vector<WireMessage> log;
    };

    /// A new epoch: both directions begin at 1.
    Stream() = default;
    explicit Stream(Restored restored);

    // ---- the connection

    /// True if the log has all items after `peerReceived`, the last one that the peer has received.
    bool covers(quint64 peerReceived) const;
    /// A connection begins. The items after `peerReceived` are sent next; covers(`peerReceived`)
    /// must be true. At most `window` bytes may be unacknowledged. What was committed after the
    /// handshake had sent received() still has to be acknowledged.
    void attach(quint64 peerReceived, qint64 window);
    /// The connection has ended. Items that were on their way will be sent again.
    void detach() { m_attached = false; }
    bool isAttached() const { return m_attached; }

    // ---- outgoing

    /// True if an item of `bytes` bytes fits into the peer's window now. Audio must fit; short
    /// messages that must not wait may exceed the window.
    bool hasRoom(qsizetype bytes) const;
    /// Gives the item the next number, which it returns.
    quint64 append(WireMessage item);
    /// All items up to `upTo` are durable.
    void logged(quint64 upTo);
    /// The next item for this connection, with its number and an acknowledgement; nullopt if there
    /// is none or no connection.
    std::optional<WireMessage> next();
    /// The items that the peer has not received, given that it has received all up to
    /// `peerReceived`; in order and without numbers. They get new numbers in a new epoch.
    std::vector<WireMessage> beyond(quint64 peerReceived) const;
    /// The last number that append() has given; 0 before the first.
    quint64 lastNumber() const { return m_acked + static_cast<quint64>(m_log.size()); }
    /// The last number that the peer has acknowledged.
    quint64 acknowledged() const { return m_acked; }
    qint64 unacknowledgedBytes() const { return m_logBytes; }
    /// Items that were sent more than once.
    quint64 replayedItems() const { return m_replayedItems; }

    // ---- incoming

    struct Fresh
    {
        quint64 seq; ///< handle the item, make effect and number durable, then call committed()
        bool replayed;
        ParsedMessage json; ///< of a JSON message
    };
    struct Duplicate
    {
    };
    struct Unnumbered
    {
        ParsedMessage json;
    };
    using Arrival = std::variant<Fresh, Duplicate, Unnumbered>;
    enum class Violation {
        Malformed, ///< number or acknowledgement are not valid
        Gap, ///< a number is missing
        AckFromTheFuture, ///< acknowledges an item that was never sent
        BeyondWindow, ///< more than twice the window would be uncommitted
    };

    /// Takes a message from the peer. A violation does not change the stream.
    Result<Arrival, Violation> receive(const WireMessage &message);
    /// The effects of all items up to `upTo`, and the number, are durable.
    void committed(quint64 upTo, Instant now);
    /// The peer has received all items up to `upTo`.
    Outcome<Violation> acknowledge(quint64 upTo);
    /// The last number whose effect is durable.
    quint64 received() const { return m_committed; }
    quint64 duplicates() const { return m_duplicates; }
    /// Bytes of items that were received and are not committed.
    qint64 bytesInHand() const { return m_bytesInHand; }

    // ---- acknowledging

    /// When an acknowledgement must be sent by itself; may be in the past. nullopt if none is due.
    std::optional<Instant> ackDue() const;
    /// Returns received(), which the caller sends to the peer now: in an ack, a welcome or a
    /// resume.
    quint64 takeAck();

    void setAckPolicy(const AckPolicy &policy) { m_ackPolicy = policy; }

    // ---- for logs

    /// How far each direction has come, as the last number.
    struct Progress
    {
        quint64 acknowledged; ///< by the peer
        quint64 sent; ///< on this connection
        quint64 everSent; ///< on any connection
        quint64 durable;
        quint64 given;
        quint64 arrived;
        quint64 committed;

        friend bool operator==(const Progress &, const Progress &) = default;
    };
    Progress progress() const;

private:
    std::optional<quint64> fullAck(const WireMessage &message, quint64 ack) const;
    bool hasRoomFor(const WireMessage &message) const;

    // Outgoing: m_acked <= m_sent <= m_everSent <= m_durable <= lastNumber().
    QList<WireMessage> m_log; ///< items from m_acked + 1 on
    qint64 m_logBytes = 0;
    quint64 m_acked = 0;
    quint64 m_sent = 0; ///< on this connection
    quint64 m_everSent = 0; ///< on any connection
    quint64 m_durable = 0;
    qint64 m_window = 0;
    bool m_attached = false;
    quint64 m_replayedItems = 0;

    // Incoming: m_committed <= m_arrived.
    quint64 m_arrived = 0;
    quint64 m_committed = 0;
    QList<qsizetype> m_inHand; ///< sizes of the items between m_committed and m_arrived
    qint64 m_bytesInHand = 0;
    quint64 m_duplicates = 0;

    AckPolicy m_ackPolicy;
    int m_owedItems = 0; ///< committed and not acknowledged
    qsizetype m_owedBytes = 0;
    Instant m_owedSince{};
};

} // namespace holdline::protocol
