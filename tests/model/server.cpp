// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server.h"

namespace holdline::testing {

using protocol::Stream;

void Server::produce(const protocol::WireMessage &item)
{
    ++m_producedItems;
    const quint64 seq = m_stream.append(item);
    commit({ItemLogged{seq, item}});
    if (m_mistakes.sendsBeforeLog)
        m_stream.logged(seq);
}

void Server::takeOver(const Message &resume)
{
    m_welcomedFrom.reset();
    m_replies.clear();
    if (resume.epoch != m_epoch || !resume.received || !m_stream.covers(*resume.received)) {
        beginEpoch(resume.epoch);
        return;
    }
    m_stream.attach(*resume.received, m_window);
    trim();
    const quint64 told = m_stream.takeAck();
    m_replies = {{.kind = Message::Kind::Welcome,
                  .epoch = m_epoch,
                  .received = m_mistakes.tellsArrived ? m_stream.progress().arrived : told}};
}

/// Gives new numbers to what the client has not acknowledged. The welcome waits until that is
/// durable.
void Server::beginEpoch(quint32 namedEpoch)
{
    const auto rest = m_stream.beyond(m_stream.acknowledged());
    m_stream = Stream();
    for (const auto &item : rest)
        m_stream.append(item);
    m_trimmed = 0;
    ++m_epoch;
    commit({EpochBegun{rest.size()}});
    m_welcomedFrom = namedEpoch;
}

void Server::receive(const Message &message)
{
    if (message.kind == Message::Kind::Item)
        take(message.item);
    else if (message.kind != Message::Kind::Ack)
        complain("the server is welcomed");
    else if (!m_stream.acknowledge(*message.received))
        complain("the client acknowledges what was never sent");
    trim();
}

void Server::take(protocol::WireMessage item)
{
    if (m_mistakes.countsItems)
        item = tagged(
            item,
            {.seq = m_stream.progress().arrived + 1, .ack = protocol::tagOf(item).value()->ack});
    const auto arrival = m_stream.receive(item);
    if (!arrival)
        complain("the server refuses an item");
    else if (const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value()))
        handle(fresh->seq, contentOf(item));
}

void Server::handle(quint64 seq, const QByteArray &content)
{
    const Change effect = EffectDone{content};
    const Change cursor = ItemReceived{seq};
    if (m_mistakes.knowsTexts && m_store.has(content)) {
        commit({cursor});
    } else if (m_mistakes.effectBeforeCursor) {
        commit({effect});
        commit({cursor});
    } else if (m_mistakes.cursorBeforeEffect) {
        commit({cursor});
        commit({effect});
    } else {
        commit({effect, cursor});
    }
    if (m_mistakes.ackBeforeCommit)
        m_stream.committed(seq, {});
}

void Server::trim()
{
    if (m_stream.acknowledged() == m_trimmed)
        return;
    m_trimmed = m_stream.acknowledged();
    commit({LogTrimmed{m_trimmed}});
}

void Server::hear(Instant now)
{
    const Batch batch = m_store.report();
    if (batch.epoch != m_epoch)
        return; // its numbers belong to an older epoch
    for (const Change &change : batch.changes)
        heard(change, now);
}

void Server::heard(const Change &change, Instant now)
{
    if (const auto *item = std::get_if<ItemReceived>(&change); item && !m_mistakes.ackBeforeCommit)
        m_stream.committed(item->seq, now);
    else if (const auto *logged = std::get_if<ItemLogged>(&change))
        m_stream.logged(logged->seq);
    else if (const auto *begun = std::get_if<EpochBegun>(&change)) {
        m_stream.logged(begun->items);
        welcome();
    }
}

void Server::welcome()
{
    if (!m_welcomedFrom)
        return;
    const Disk &disk = m_store.disk();
    const qsizetype shown = disk.produced.size() - disk.log.size();
    const bool isForgotten = m_mistakes.forgetsEpochs && *m_welcomedFrom + 1 < m_epoch;
    m_replies = {{.kind = Message::Kind::Welcome,
                  .epoch = m_epoch,
                  .received = isForgotten ? 0 : disk.receivedIn(*m_welcomedFrom)},
                 {.kind = Message::Kind::History, .history = disk.produced.first(shown)}};
    m_welcomedFrom.reset();
    m_stream.attach(0, m_window);
}

std::optional<Message> Server::nextItem()
{
    auto item = m_stream.next();
    if (!item)
        return std::nullopt;
    return Message{.kind = Message::Kind::Item, .item = std::move(*item)};
}

void Server::loseLine()
{
    m_stream.detach();
    m_welcomedFrom.reset();
    m_replies.clear();
}

void Server::crash()
{
    m_store.crash();
    loseLine();
    const Disk &disk = m_store.disk();
    m_stream = Stream(Stream::Restored{.received = disk.received,
                                       .firstLogged = disk.firstLogged,
                                       .log = {disk.log.begin(), disk.log.end()}});
    m_epoch = disk.epoch;
    m_producedItems = disk.produced.size();
    m_trimmed = disk.firstLogged - 1;
}

void Server::complain(const char *text)
{
    if (m_complaint.isEmpty())
        m_complaint = QString::fromLatin1(text);
}

} // namespace holdline::testing
