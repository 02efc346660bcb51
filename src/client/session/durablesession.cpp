// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/durablesession.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

using protocol::Stream;
using protocol::Welcome;
using protocol::WireMessage;

quint64 DurableSession::Epoch::append(const OutgoingItem &item)
{
    words.add(stream.lastNumber() + 1, item);
    return stream.append(item.wire());
}

// ---- beyond the process

DurableLine::Left DurableSession::begin(std::unique_ptr<OutboxFile> file)
{
    m_keeper.setFile(std::move(file));
    m_now.reset();
    m_before.reset();
    m_inherited.reset();
    m_outbox.clear();
    m_codec = {};
    m_catching = Catching::Up;
    if (const OutboxFile *left = m_keeper.file(); left && !left->kept().epoch.isEmpty())
        m_inherited = Inherited{left->kept().epoch, left->kept().first};
    return m_keeper.inherit(m_outbox);
}

void DurableSession::stopKeeping()
{
    m_keeper.erase();
    m_keeper.setFile(nullptr);
}

void DurableSession::discardUnsent()
{
    stopKeeping();
    m_outbox.clear();
}

void DurableSession::forget()
{
    m_keeper.erase();
    begin(m_keeper.takeFile());
}

// ---- connections

std::optional<protocol::ResumePoint> DurableSession::resumePoint() const
{
    if (m_now)
        return protocol::ResumePoint{m_now->name, m_now->stream.received()};
    if (m_inherited)
        return protocol::ResumePoint{m_inherited->epoch, std::nullopt};
    return std::nullopt;
}

/// Skips the items that the server has received, whether this process or an earlier one has
/// numbered them. Returns the number of the last one.
quint64 DurableSession::skipReceived(quint64 received)
{
    if (m_now)
        return std::min(received, m_now->stream.lastNumber());
    if (!m_inherited)
        return 0;
    for (; m_inherited->first <= received && m_outbox.isFrontLeft(); ++m_inherited->first)
        m_outbox.takeFront();
    m_inherited->isSettled = true;
    return m_inherited->first - 1;
}

bool DurableSession::join(const Welcome &welcome)
{
    if (welcome.mode == Welcome::Mode::Resumed) {
        if (!m_now || m_now->name != welcome.epoch || !m_now->stream.covers(welcome.received))
            return false;
    }
    using Coding = MicrophoneCodec::Coding;
    m_codec.choose(welcome.codec == protocol::kOpus ? Coding::Opus : Coding::Pcm);
    switch (welcome.mode) {
    case Welcome::Mode::Resumed:
        m_now->stream.attach(welcome.received, welcome.window);
        noteAcknowledged();
        break;
    case Welcome::Mode::Rejoined:
        m_keeper.acknowledge(skipReceived(welcome.received));
        m_before.emplace(std::exchange(m_now, succeeding(welcome)));
        m_now->stream.attach(0, welcome.window);
        break;
    case Welcome::Mode::New:
        m_outbox.discard([](const Outbox::Entry &entry) { return entry.item.isOfOneSession(); });
        m_now = succeeding(welcome);
        m_inherited.reset();
        m_keeper.beginEpoch(welcome.epoch, false);
        m_now->stream.attach(0, welcome.window);
        break;
    }
    m_isReleased = false;
    m_heldUntil = m_outbox.end();
    m_catching = Catching::Waiting;
    return true;
}

/// The item in a coding that the server understands. An item that cannot be decoded stays as it is,
/// and the server refuses it.
OutgoingItem DurableSession::coded(const OutgoingItem &item)
{
    const protocol::AudioItem *audio = item.audio();
    if (!audio)
        return item;
    const auto other = audio->opus ? m_codec.understandable(*audio) : m_codec.packed(*audio);
    return other ? OutgoingItem(*other) : item;
}

/// The item as it goes out in a new epoch. What was once sent as PCM stays PCM.
OutgoingItem DurableSession::renumbered(const OutgoingItem &item)
{
    if (!item.audio())
        return item;
    protocol::AudioItem late = *item.audio();
    late.replayed = true;
    return late.opus ? coded(OutgoingItem(late)) : OutgoingItem(late);
}

/// The stream of a new epoch. It begins with the items that the old epoch has left over.
DurableSession::Epoch DurableSession::succeeding(const Welcome &welcome)
{
    Epoch epoch{.name = welcome.epoch, .stream = Stream(), .words = {}};
    if (!m_now)
        return epoch;
    const bool sameSession = welcome.mode == Welcome::Mode::Rejoined;
    const quint64 received = sameSession ? welcome.received : m_now->stream.acknowledged();
    for (const WireMessage &wire : m_now->stream.beyond(received)) {
        const OutgoingItem item(wire);
        if (sameSession || !item.isOfOneSession())
            epoch.append(renumbered(item));
    }
    epoch.stream.logged(epoch.stream.lastNumber());
    return epoch;
}

void DurableSession::adoptEpoch()
{
    m_before.reset();
    m_inherited.reset();
    m_keeper.beginEpoch(m_now->name, true);
}

void DurableSession::detach()
{
    if (m_before)
        m_now = std::move(*std::exchange(m_before, std::nullopt));
    if (m_now)
        m_now->stream.detach();
    m_catching = Catching::Up;
}

// ---- going out

/// Speech is measured before it is coded, so that room does not depend on the codec.
bool DurableSession::hasRoomFor(const OutgoingItem &item) const
{
    const qsizetype bytes = item.binaryBytes();
    return bytes == 0 || m_now->stream.hasRoom(bytes);
}

void DurableSession::number(const OutgoingItem &item)
{
    m_now->stream.logged(m_now->append(coded(item)));
}

void DurableSession::send(OutgoingItem item)
{
    m_keeper.add(item);
    if (passesBy() && hasRoomFor(item))
        number(item);
    else
        m_outbox.add(std::move(item), m_clock.now());
}

void DurableSession::send(const protocol::ClientMessage &message)
{
    send(OutgoingItem(message));
}

void DurableSession::send(const protocol::AudioItem &item)
{
    protocol::AudioItem captured = item;
    captured.replayed = item.replayed || !isAttached();
    send(OutgoingItem(std::move(captured)));
}

void DurableSession::discardWaitingSpeech()
{
    discard([](const Outbox::Entry &entry) { return entry.item.audio(); });
}

void DurableSession::discardLate()
{
    discard([this](const Outbox::Entry &entry) {
        return entry.place < m_heldUntil && (entry.item.audio() || entry.isLeft());
    });
}

int DurableSession::recallAside()
{
    int count = 0;
    discard([&count](const Outbox::Entry &entry) {
        const bool isUnwanted =
            entry.by == Outbox::By::ThisProcess && entry.item.setsConversationAside();
        count += isUnwanted ? 1 : 0;
        return isUnwanted;
    });
    return count;
}

void DurableSession::discard(const std::function<bool(const Outbox::Entry &)> &isUnwanted)
{
    // Until the server tells which items of the earlier process it has received, their numbers must
    // not change.
    const bool isUnsettled = m_inherited && !m_inherited->isSettled;
    const auto mayGo = [&](const Outbox::Entry &entry) {
        return isUnwanted(entry) && !(isUnsettled && entry.by == Outbox::By::EarlierProcess);
    };
    m_keeper.discardLast(m_outbox.discard(mayGo)); // items in the outbox have the last numbers
}

void DurableSession::release()
{
    m_isReleased = isAttached();
}

/// Numbers only the first item, so that a minute of speech is encoded as it leaves and not all at
/// once.
void DurableSession::numberWhatWaited()
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

std::optional<WireMessage> DurableSession::next()
{
    if (!isOpen())
        return std::nullopt;
    auto message = m_now->stream.next();
    if (message)
        return message;
    numberWhatWaited();
    return m_now->stream.next();
}

int DurableSession::unacknowledged() const
{
    return m_now ? static_cast<int>(m_now->stream.lastNumber() - m_now->stream.acknowledged()) : 0;
}

DurableLine::Words DurableSession::unacknowledgedWords() const
{
    const DurableLine::Waiting waiting = m_outbox.waiting();
    DurableLine::Words words{.speech = waiting.speech, .texts = waiting.texts};
    if (m_now) {
        words.speech += m_now->words.words().speech;
        words.texts += m_now->words.words().texts;
    }
    return words;
}

bool DurableSession::isDelivered() const
{
    if (!isOpen())
        return false;
    const bool nothingWaits = m_outbox.isEmpty() || !m_isReleased;
    return nothingWaits && m_now->stream.acknowledged() == m_now->stream.lastNumber();
}

bool DurableSession::takeCaughtUp()
{
    if (m_catching != Catching::Numbered || m_now->stream.acknowledged() < m_catchUpTo)
        return false;
    m_catching = Catching::Up;
    return true;
}

void DurableSession::noteAcknowledged()
{
    m_now->words.acknowledge(m_now->stream.acknowledged());
    if (!m_before)
        m_keeper.acknowledge(m_now->stream.acknowledged());
}

// ---- coming in

Result<Stream::Arrival, Stream::Violation> DurableSession::receive(const WireMessage &message)
{
    auto arrival = m_now->stream.receive(message);
    // Received items do not outlive this process, so they count as handled on arrival.
    if (arrival) {
        if (const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value()))
            m_now->stream.committed(fresh->seq, m_clock.now());
        noteAcknowledged();
    }
    return arrival;
}

Outcome<Stream::Violation> DurableSession::acknowledge(quint64 upTo)
{
    const auto outcome = m_now->stream.acknowledge(upTo);
    noteAcknowledged();
    return outcome;
}

std::optional<Instant> DurableSession::ackDue() const
{
    return isAttached() ? m_now->stream.ackDue() : std::nullopt;
}

} // namespace holdline::client
