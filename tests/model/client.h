// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "model/mistakes.h"
#include "protocol/stream.h"

namespace holdline::testing {

/// The owner of the client's stream. Its log lives as long as its process; what it has shown to the
/// user is lost when the process ends.
class Client
{
public:
    explicit Client(qint64 window, const Mistakes &mistakes = {})
        : m_window(window)
        , m_mistakes(mistakes)
    {
    }

    const protocol::Stream &stream() const { return m_stream; }
    const QList<QByteArray> &produced() const { return m_produced; }
    const QList<QByteArray> &delivered() const { return m_delivered; }
    const QList<QByteArray> &inHand() const { return m_inHand; }
    quint32 epoch() const { return m_epoch; }
    /// False in a new process that was not yet told what the process before had shown.
    bool knowsHistory() const { return m_knowsHistory; }
    const std::optional<Message> &newEpoch() const { return m_newEpoch; }
    /// The first error that a client must never see; empty if there was none.
    const QString &complaint() const { return m_complaint; }

    void produce(const protocol::WireMessage &item);
    /// The first message on a new connection.
    Message resume();
    void receive(const Message &message);
    /// Shows the oldest item in hand.
    void commit(Instant now);
    std::optional<Message> nextItem();
    Message ack() { return {.kind = Message::Kind::Ack, .received = m_stream.takeAck()}; }
    void loseLine();
    /// Starts a new process, which has only the items that were not acknowledged.
    void restart();

private:
    void welcome(const Message &message);
    void numberAnew();
    void beginEpoch(const Message &history);
    void complain(const char *text);

    qint64 m_window;
    Mistakes m_mistakes;
    protocol::Stream m_stream;
    QList<QByteArray> m_produced;
    QList<QByteArray> m_delivered;
    QList<QByteArray> m_inHand;
    quint32 m_epoch = 1;
    bool m_knowsHistory = true;
    std::optional<Message> m_newEpoch; ///< the welcome to a new epoch whose history is not complete
    QString m_complaint;
};

} // namespace holdline::testing
