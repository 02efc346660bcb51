// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/fingerprint.h"

namespace holdline::testing {

Fingerprint &Fingerprint::add(const Client &client)
{
    add(client.epoch()).add(client.knowsHistory());
    add(client.newEpoch() ? client.newEpoch()->epoch : 0);
    add(client.newEpoch() ? *client.newEpoch()->received : 0);
    add(client.stream());
    add(client.delivered());
    add(client.inHand());
    return *this;
}

Fingerprint &Fingerprint::add(const Server &server)
{
    add(server.epoch()).add(server.welcomedFrom().value_or(0));
    add(server.stream());
    add(server.store().disk());
    add(server.store().waiting());
    add(server.store().unreported());
    return *this;
}

Fingerprint &Fingerprint::add(const Network<QList<Message>> &network)
{
    add(network.current());
    for (const auto &connection : network.connections()) {
        add(connection.clientHolds).add(connection.serverHolds).add(connection.hasResumed);
        add(connection.toServer);
        add(connection.toClient);
    }
    return *this;
}

void Fingerprint::add(const QByteArray &content)
{
    add(content.size());
    m_bytes.append(content);
}

void Fingerprint::add(const QList<QByteArray> &contents)
{
    add(contents.size());
    for (const QByteArray &content : contents)
        add(content);
}

void Fingerprint::add(const protocol::Stream &stream)
{
    const auto at = stream.progress();
    add(at.acknowledged).add(at.sent).add(at.everSent).add(at.durable).add(at.given);
    add(at.arrived).add(at.committed).add(stream.isAttached()).add(stream.ackDue().has_value());
    for (const auto &item : stream.beyond(at.acknowledged))
        add(contentOf(item));
}

void Fingerprint::add(const Disk &disk)
{
    add(disk.epoch).add(disk.received).add(disk.firstLogged);
    for (const quint64 received : disk.receivedBefore)
        add(received);
    add(disk.effects);
    add(disk.produced);
    add(disk.log.size()); // the newest of the produced items
}

void Fingerprint::add(const QList<Batch> &batches)
{
    add(batches.size());
    for (const Batch &batch : batches) {
        add(batch.epoch);
        for (const Change &change : batch.changes) {
            add(change.index());
            if (const auto *effect = std::get_if<EffectDone>(&change))
                add(effect->content);
            else if (const auto *received = std::get_if<ItemReceived>(&change))
                add(received->seq);
            else if (const auto *logged = std::get_if<ItemLogged>(&change))
                add(logged->seq).add(contentOf(logged->item));
            else if (const auto *trimmed = std::get_if<LogTrimmed>(&change))
                add(trimmed->upTo);
        }
    }
}

void Fingerprint::add(const QList<Message> &messages)
{
    add(messages.size());
    for (const Message &message : messages) {
        add(static_cast<int>(message.kind)).add(message.epoch).add(message.received.value_or(255));
        add(message.history.size());
        if (message.kind == Message::Kind::Item)
            add(message.item.bytes);
    }
}

} // namespace holdline::testing
