// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"

#include <QList>

#include <variant>
#include <vector>

namespace holdline::protocol {

/// One end of a pair of numbered streams, the same class at the client and at the server: it
/// numbers and logs what goes out, replays it after a cut, and lets through what comes in once and
/// in order. It knows no socket, timer or file; its owner does the work and reports it back in this
/// order:
///
/// - going out: append(), make the item durable, logged(); then next() hands it out for sending;
/// - coming in: receive() says Fresh, make the effect and the number durable in one transaction,
///   committed(); then it is acknowledged.
///
/// A new epoch is a new Stream.
class Stream
{
public:
    /// When an acknowledgement must go out although no item goes that could carry it.
    struct AckPolicy
    {
        int items = 16;
        qsizetype bytes = 64 * 1024;
        Duration delay{100};
    };
    /// What a store has kept of an epoch.
    struct Restored
    {
        quint64 received = 0; ///< the last number whose effect is durable
        quint64 firstLogged = 1; ///< the number of log.front()
        std::vector<WireMessage> log;
    };

    /// Both directions begin at 1.
    Stream() = default;
    explicit Stream(Restored restored);

    // ---- the connection

    /// Whether the peer, who has received everything up to `peerReceived`, can be served from the
    /// log.
    bool covers(quint64 peerReceived) const;
    /// A connection is there; the next items to go out follow `peerReceived`, which the log covers.
    /// At most `window` bytes may then be unacknowledged. What was committed after the handshake
    /// had told received() is still to be acknowledged.
    void attach(quint64 peerReceived, qint64 window);
    /// The connection is gone; what was on its way will be sent again.
    void detach() { m_attached = false; }
    bool isAttached() const { return m_attached; }

    // ---- going out

    /// Whether an item of so many bytes fits into the peer's window now. Short messages that must
    /// not wait may go beyond it; bulk must not.
    bool hasRoom(qsizetype bytes) const;
    /// Gives the item the next number.
    quint64 append(WireMessage item);
    /// Every item up to this number is durable.
    void logged(quint64 upTo);
    /// The next item for this connection with its number and an acknowledgement; nothing while
    /// there is none or no connection.
    std::optional<WireMessage> next();
    /// What the peer has not got, given that it has received everything up to `peerReceived`; in
    /// order and without numbers. For a new epoch.
    std::vector<WireMessage> beyond(quint64 peerReceived) const;
    /// The last number given, 0 before the first.
    quint64 lastNumber() const { return m_acked + static_cast<quint64>(m_log.size()); }
    /// The last number that the peer has acknowledged.
    quint64 acknowledged() const { return m_acked; }
    qint64 unacknowledgedBytes() const { return m_logBytes; }
    /// Items that went out more than once.
    quint64 replayedItems() const { return m_replayedItems; }

    // ---- coming in

    struct Fresh
    {
        quint64 seq; ///< handle it, make effect and number durable, then call committed()
        bool replayed;
    };
    struct Duplicate
    {
    };
    struct Unnumbered
    {
    };
    using Arrival = std::variant<Fresh, Duplicate, Unnumbered>;
    enum class Violation {
        Malformed, ///< the number or the acknowledgement is none
        Gap, ///< a number was left out
        AckFromTheFuture, ///< acknowledges what was never sent
        BeyondWindow, ///< more than twice the window would be in hand
    };

    /// A violation leaves the stream as it was.
    Result<Arrival, Violation> receive(const WireMessage &message);
    /// The effects of all items up to this number, and the number, are durable.
    void committed(quint64 upTo, Instant now);
    /// The peer has everything up to this number.
    Outcome<Violation> acknowledge(quint64 upTo);
    /// The last number whose effect is durable.
    quint64 received() const { return m_committed; }
    quint64 duplicates() const { return m_duplicates; }
    /// Bytes of items that were received and are not committed.
    qint64 bytesInHand() const { return m_bytesInHand; }

    // ---- acknowledging

    /// When an acknowledgement must go out by itself; nothing when none is owed. It may be past.
    std::optional<Instant> ackDue() const;
    /// received(), which the caller tells the peer now: in an ack, a welcome or a resume.
    quint64 takeAck();

    void setAckPolicy(const AckPolicy &policy) { m_ackPolicy = policy; }

    // ---- for logs

    /// How far each direction has come: every number up to this one.
    struct Progress
    {
        quint64 acknowledged; ///< by the peer
        quint64 sent; ///< on this connection
        quint64 everSent; ///< on any
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

    // Going out: m_acked <= m_sent <= m_everSent <= m_durable <= lastNumber().
    QList<WireMessage> m_log; ///< m_acked + 1 …
    qint64 m_logBytes = 0;
    quint64 m_acked = 0;
    quint64 m_sent = 0; ///< on this connection
    quint64 m_everSent = 0; ///< on any
    quint64 m_durable = 0;
    qint64 m_window = 0;
    bool m_attached = false;
    quint64 m_replayedItems = 0;

    // Coming in: m_committed <= m_arrived.
    quint64 m_arrived = 0;
    quint64 m_committed = 0;
    QList<qsizetype> m_inHand; ///< sizes of the items between the two
    qint64 m_bytesInHand = 0;
    quint64 m_duplicates = 0;

    AckPolicy m_ackPolicy;
    int m_owedItems = 0; ///< committed, not yet acknowledged
    qsizetype m_owedBytes = 0;
    Instant m_owedSince{};
};

} // namespace holdline::protocol
