// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/stream.h"

#include "protocol/limits.h"

#include <algorithm>
#include <utility>

namespace holdline::protocol {

Stream::Stream(Restored restored)
    : m_acked(restored.firstLogged - 1)
    , m_arrived(restored.received)
    , m_committed(restored.received)
{
    for (WireMessage &item : restored.log)
        append(std::move(item));
    logged(lastNumber());
    m_sent = m_acked;
    m_everSent = lastNumber(); // any of them may have been sent before the crash
}

// ---- the connection

bool Stream::covers(quint64 peerReceived) const
{
    return m_acked <= peerReceived && peerReceived <= m_everSent;
}

void Stream::attach(quint64 peerReceived, qint64 window)
{
    Q_ASSERT(covers(peerReceived));
    (void)acknowledge(peerReceived); // cannot fail, because it is covered
    m_sent = m_acked;
    m_window = window;
    m_attached = true;
}

// ---- outgoing

bool Stream::hasRoom(qsizetype bytes) const
{
    return m_attached && (m_log.isEmpty() || m_logBytes + bytes <= m_window);
}

quint64 Stream::append(WireMessage item)
{
    m_logBytes += item.bytes.size();
    m_log.push_back(std::move(item));
    return lastNumber();
}

void Stream::logged(quint64 upTo)
{
    Q_ASSERT(upTo <= lastNumber());
    m_durable = std::max(m_durable, upTo);
}

std::optional<WireMessage> Stream::next()
{
    if (!m_attached || m_sent >= m_durable)
        return std::nullopt;
    const WireMessage &item = m_log.at(static_cast<qsizetype>(m_sent - m_acked));
    ++m_sent;
    const bool isReplay = m_sent <= m_everSent;
    m_everSent = std::max(m_everSent, m_sent);
    m_replayedItems += isReplay ? 1 : 0;
    return tagged(item, {.seq = m_sent, .ack = takeAck(), .replayed = isReplay});
}

std::vector<WireMessage> Stream::beyond(quint64 peerReceived) const
{
    const quint64 skip = std::clamp(peerReceived, m_acked, lastNumber()) - m_acked;
    return {m_log.cbegin() + static_cast<qsizetype>(skip), m_log.cend()};
}

// ---- incoming

Result<Stream::Arrival, Stream::Violation> Stream::receive(const WireMessage &message)
{
    ParsedMessage json = message.binary ? ParsedMessage{} : parsed(message.bytes);
    const auto tag = message.binary ? tagOf(message) : tagOf(json);
    if (!tag)
        return Failure{Violation::Malformed};
    if (!tag.value())
        return Arrival(Unnumbered{std::move(json)});
    const auto [seq, ack, replayed] = *tag.value();
    if (seq > m_arrived + 1)
        return Failure{Violation::Gap};
    const auto full = fullAck(message, ack);
    if (!full || *full > m_everSent)
        return Failure{Violation::AckFromTheFuture};
    if (seq > m_arrived && !hasRoomFor(message))
        return Failure{Violation::BeyondWindow};
    (void)acknowledge(*full); // cannot fail, because it was checked above
    if (seq <= m_arrived) {
        ++m_duplicates;
        return Arrival(Duplicate{});
    }
    ++m_arrived;
    m_inHand.push_back(message.bytes.size());
    m_bytesInHand += message.bytes.size();
    return Arrival(Fresh{seq, replayed, std::move(json)});
}

/// The full acknowledgement of a message. A binary item has only the low 32 bits; the full value is
/// the one nearest to the newest acknowledgement. nullopt if that would be negative.
std::optional<quint64> Stream::fullAck(const WireMessage &message, quint64 ack) const
{
    if (!message.binary)
        return ack;
    const auto ahead = static_cast<qint32>(static_cast<quint32>(ack - m_acked));
    const qint64 full = static_cast<qint64>(m_acked) + ahead;
    return full < 0 ? std::nullopt : std::optional(static_cast<quint64>(full));
}

/// A peer that respects the window never has more than that uncommitted here, plus some JSON, which
/// does not wait for the window.
bool Stream::hasRoomFor(const WireMessage &message) const
{
    return m_inHand.isEmpty() || m_bytesInHand + message.bytes.size() <= 2 * kWindow;
}

void Stream::committed(quint64 upTo, Instant now)
{
    Q_ASSERT(upTo <= m_arrived);
    for (; m_committed < upTo; ++m_committed) {
        if (m_owedItems++ == 0)
            m_owedSince = now;
        m_owedBytes += m_inHand.front();
        m_bytesInHand -= m_inHand.front();
        m_inHand.pop_front();
    }
}

Outcome<Stream::Violation> Stream::acknowledge(quint64 upTo)
{
    if (upTo > m_everSent)
        return Failure{Violation::AckFromTheFuture};
    for (; m_acked < upTo; ++m_acked) {
        m_logBytes -= m_log.front().bytes.size();
        m_log.pop_front();
    }
    m_sent = std::max(m_sent, m_acked);
    return Success{};
}

// ---- acknowledging

std::optional<Instant> Stream::ackDue() const
{
    if (!m_attached || m_owedItems == 0)
        return std::nullopt;
    const bool isMuch = m_owedItems >= m_ackPolicy.items || m_owedBytes >= m_ackPolicy.bytes;
    return isMuch ? m_owedSince : m_owedSince + m_ackPolicy.delay;
}

quint64 Stream::takeAck()
{
    m_owedItems = 0;
    m_owedBytes = 0;
    return m_committed;
}

// ---- for logs

Stream::Progress Stream::progress() const
{
    return {.acknowledged = m_acked,
            .sent = m_sent,
            .everSent = m_everSent,
            .durable = m_durable,
            .given = lastNumber(),
            .arrived = m_arrived,
            .committed = m_committed};
}

} // namespace holdline::protocol
