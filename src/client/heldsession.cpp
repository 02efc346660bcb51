// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/heldsession.h"

#include <utility>

namespace holdline::client {

using protocol::Stream;
using protocol::Welcome;
using protocol::WireMessage;

// ---- connections

std::optional<protocol::Cursor> HeldSession::cursor() const
{
    if (!m_now)
        return std::nullopt;
    return protocol::Cursor{m_now->name, m_now->stream.received()};
}

bool HeldSession::join(const Welcome &welcome)
{
    if (welcome.mode == Welcome::Mode::Resumed) {
        if (!m_now || m_now->name != welcome.epoch || !m_now->stream.covers(welcome.received))
            return false;
    }
    using Coding = MicrophoneCodec::Coding;
    m_codec.choose(welcome.codec == protocol::kOpus ? Coding::Opus : Coding::Pcm);
    if (welcome.mode != Welcome::Mode::Resumed) {
        std::optional<Epoch> before = std::exchange(m_now, succeeding(welcome));
        if (welcome.mode == Welcome::Mode::Rejoined)
            m_before.emplace(std::move(before));
    }
    const quint64 peerReceived =
        welcome.mode == Welcome::Mode::Resumed ? welcome.received : quint64(0);
    m_now->stream.attach(peerReceived, welcome.window);
    m_isReleased = false;
    m_heldUntil = m_outbox.end();
    m_catching = Catching::Waiting;
    return true;
}

/// As it goes out in another epoch; nothing if it means nothing in another session.
std::optional<WireMessage> HeldSession::renumberable(const WireMessage &item, bool sameSession)
{
    if (item.binary) {
        const auto audio = protocol::decodeAudioItem(item.bytes);
        auto again = audio ? m_codec.understandable(*audio) : std::nullopt;
        if (!again)
            return std::nullopt;
        again->replayed = true;
        return WireMessage{.binary = true, .bytes = protocol::encode(*again)};
    }
    // Answers are counted per session.
    const auto message = protocol::decodeClientMessage(item.bytes);
    if (!sameSession && message && std::holds_alternative<protocol::Interrupt>(message.value()))
        return std::nullopt;
    return item;
}

/// The stream of a new epoch, which begins with what the old one has left over.
HeldSession::Epoch HeldSession::succeeding(const Welcome &welcome)
{
    Epoch epoch{welcome.epoch, Stream()};
    if (!m_now)
        return epoch;
    const bool sameSession = welcome.mode == Welcome::Mode::Rejoined;
    const quint64 received = sameSession ? welcome.received : m_now->stream.acknowledged();
    for (const WireMessage &item : m_now->stream.beyond(received)) {
        if (auto content = renumberable(item, sameSession))
            epoch.stream.append(std::move(*content));
    }
    epoch.stream.logged(epoch.stream.lastNumber());
    return epoch;
}

void HeldSession::adoptEpoch()
{
    m_before.reset();
}

void HeldSession::detach()
{
    if (m_before)
        m_now = std::move(*std::exchange(m_before, std::nullopt));
    if (m_now)
        m_now->stream.detach();
    m_catching = Catching::Up;
}

void HeldSession::clear()
{
    m_now.reset();
    m_before.reset();
    m_outbox.clear();
    m_codec = {};
    m_catching = Catching::Up;
}

// ---- going out

bool HeldSession::hasRoomFor(const WireMessage &message) const
{
    return !message.binary || m_now->stream.hasRoom(message.bytes.size());
}

void HeldSession::number(WireMessage message)
{
    if (message.binary)
        message.bytes = protocol::encode(m_codec.packed(*protocol::decodeAudioItem(message.bytes)));
    m_now->stream.logged(m_now->stream.append(std::move(message)));
}

void HeldSession::send(const protocol::ClientMessage &message)
{
    if (passesBy())
        number({.binary = false, .bytes = protocol::encode(message)});
    else
        m_outbox.add(message);
}

void HeldSession::send(const protocol::AudioItem &item, Instant now)
{
    protocol::AudioItem captured = item;
    captured.replayed = item.replayed || !isAttached();
    const WireMessage message{.binary = true, .bytes = protocol::encode(captured)};
    if (passesBy() && hasRoomFor(message))
        number(message);
    else
        m_outbox.add(captured, now);
}

void HeldSession::release()
{
    m_isReleased = isAttached();
}

/// Only the first, so that a minute of speech is packed as it leaves and not all at once.
void HeldSession::numberWhatWaited()
{
    if (!m_isReleased)
        return;
    if (!m_outbox.isEmpty() && hasRoomFor(m_outbox.front()))
        number(m_outbox.takeFront());
    if (m_catching == Catching::Waiting && m_outbox.begin() >= m_heldUntil) {
        m_catching = Catching::Numbered;
        m_catchUpTo = m_now->stream.lastNumber();
    }
}

std::optional<WireMessage> HeldSession::next()
{
    if (!isOpen())
        return std::nullopt;
    auto message = m_now->stream.next();
    if (message)
        return message;
    numberWhatWaited();
    return m_now->stream.next();
}

int HeldSession::unacknowledged() const
{
    return m_now ? static_cast<int>(m_now->stream.lastNumber() - m_now->stream.acknowledged()) : 0;
}

bool HeldSession::isDelivered() const
{
    if (!isOpen())
        return false;
    const bool nothingWaits = m_outbox.isEmpty() || !m_isReleased;
    return nothingWaits && m_now->stream.acknowledged() == m_now->stream.lastNumber();
}

bool HeldSession::takeCaughtUp()
{
    if (m_catching != Catching::Numbered || m_now->stream.acknowledged() < m_catchUpTo)
        return false;
    m_catching = Catching::Up;
    return true;
}

// ---- coming in

Result<Stream::Arrival, Stream::Violation> HeldSession::receive(const WireMessage &message,
                                                                Instant now)
{
    auto arrival = m_now->stream.receive(message);
    // Nothing of it outlives this process, so to have it is to have handled it.
    if (arrival) {
        if (const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value()))
            m_now->stream.committed(fresh->seq, now);
    }
    return arrival;
}

std::optional<Instant> HeldSession::ackDue() const
{
    return isAttached() ? m_now->stream.ackDue() : std::nullopt;
}

} // namespace holdline::client
