// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "model/mistakes.h"
#include "model/modelstore.h"
#include "protocol/stream.h"

namespace holdline::testing {

/// The owner of the server's stream and store.
class Server
{
public:
    explicit Server(qint64 window, const Mistakes &mistakes = {})
        : m_window(window)
        , m_mistakes(mistakes)
    {
    }

    const protocol::Stream &stream() const { return m_stream; }
    const ModelStore &store() const { return m_store; }
    quint32 epoch() const { return m_epoch; }
    /// Includes those that are not durable yet, of all epochs.
    qsizetype producedItems() const { return m_producedItems; }
    const std::optional<quint32> &welcomedFrom() const { return m_welcomedFrom; }
    const QString &complaint() const { return m_complaint; }

    /// Puts the item into the log. It is sent when that is durable.
    void produce(const protocol::WireMessage &item);
    /// The newest connection resumes; it is the only one from now on.
    void takeOver(const Message &resume);
    void receive(const Message &message);
    void loseLine();
    void syncStore() { m_store.sync(); }
    /// The server is told that the oldest unreported batch is durable.
    void hear(Instant now);
    /// Messages that must be sent before any item.
    QList<Message> takeReplies() { return std::exchange(m_replies, {}); }
    std::optional<Message> nextItem();
    Message ack() { return {.kind = Message::Kind::Ack, .received = m_stream.takeAck()}; }
    void crash();

private:
    void beginEpoch(quint32 namedEpoch);
    void take(protocol::WireMessage item);
    void handle(quint64 seq, const QByteArray &content);
    void heard(const Change &change, Instant now);
    void welcome();
    void commit(QList<Change> changes) { m_store.commit({m_epoch, std::move(changes)}); }
    void trim();
    void complain(const char *text);

    qint64 m_window;
    Mistakes m_mistakes;
    protocol::Stream m_stream;
    ModelStore m_store;
    quint32 m_epoch = 1;
    quint64 m_trimmed = 0;
    qsizetype m_producedItems = 0;
    /// The epoch that a client has named; it waits until the new epoch is durable.
    std::optional<quint32> m_welcomedFrom;
    QList<Message> m_replies;
    QString m_complaint;
};

} // namespace holdline::testing
