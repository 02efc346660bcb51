// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/client.h"

namespace holdline::testing {

using protocol::Stream;

void Client::produce(const protocol::WireMessage &item)
{
    m_produced.push_back(contentOf(item));
    m_stream.logged(m_stream.append(item));
}

Message Client::resume()
{
    const quint64 received = m_stream.takeAck();
    return {.kind = Message::Kind::Resume,
            .epoch = m_epoch,
            .received = m_knowsHistory ? std::optional(received) : std::nullopt};
}

void Client::receive(const Message &message)
{
    switch (message.kind) {
    case Message::Kind::Welcome:
        welcome(message);
        break;
    case Message::Kind::History:
        beginEpoch(message);
        break;
    case Message::Kind::Ack:
        if (!m_stream.acknowledge(*message.received))
            complain("the server acknowledges what was never sent");
        break;
    case Message::Kind::Item:
        if (const auto arrival = m_stream.receive(message.item); !arrival)
            complain("the client refuses an item");
        else if (std::holds_alternative<Stream::Fresh>(arrival.value()))
            m_inHand.push_back(contentOf(message.item));
        break;
    case Message::Kind::Resume:
        complain("the client is asked to resume");
    }
}

void Client::welcome(const Message &message)
{
    if (message.epoch != m_epoch) {
        m_newEpoch = message;
        if (m_mistakes.sendsBeforeHistory)
            numberAnew();
    } else if (m_stream.covers(*message.received)) {
        m_stream.attach(*message.received, m_window);
    } else {
        complain("the server knows less or more than it can");
    }
}

void Client::numberAnew()
{
    const auto rest = m_stream.beyond(*m_newEpoch->received);
    m_stream = Stream();
    for (const auto &item : rest)
        m_stream.logged(m_stream.append(item));
    m_stream.attach(0, m_window);
}

/// Begins the new epoch only when the whole history has arrived. Until then the client names the
/// old epoch, and an item that it sent in the new one would be numbered a second time.
void Client::beginEpoch(const Message &history)
{
    if (!m_mistakes.sendsBeforeHistory)
        numberAnew();
    m_epoch = m_newEpoch->epoch;
    m_newEpoch.reset();
    m_delivered = history.history;
    m_inHand.clear();
    m_knowsHistory = true;
}

void Client::commit(Instant now)
{
    m_delivered.push_back(m_inHand.takeFirst());
    m_stream.committed(m_stream.received() + 1, now);
}

std::optional<Message> Client::nextItem()
{
    auto item = m_stream.next();
    if (!item)
        return std::nullopt;
    return Message{.kind = Message::Kind::Item, .item = std::move(*item)};
}

void Client::loseLine()
{
    m_stream.detach();
    m_newEpoch.reset();
}

void Client::restart()
{
    const quint64 acknowledged = m_stream.acknowledged();
    m_stream = Stream(
        Stream::Restored{.firstLogged = acknowledged + 1, .log = m_stream.beyond(acknowledged)});
    m_newEpoch.reset();
    m_delivered.clear();
    m_inHand.clear();
    m_knowsHistory = false;
}

void Client::complain(const char *text)
{
    if (m_complaint.isEmpty())
        m_complaint = QString::fromLatin1(text);
}

} // namespace holdline::testing
