// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/stream.h"
#include "server/durable/sessionwriter.h"
#include "server/session/figures.h"

#include <QObject>

#include <functional>
#include <memory>

namespace holdline::server {

/// The server's end of a session's streams, which survives its process: every item is in the store
/// before it leaves, and every effect before it is acknowledged. Main thread.
class DurableStream : public QObject
{
    Q_OBJECT

public:
    /// As the store knows it. `store` and `clock` must outlive this.
    DurableStream(SessionStore &store, const SessionId &id, const StoredStream &stored,
                  const Clock &clock, QObject *parent = nullptr);

    const QString &epoch() const { return m_epoch; }
    /// How far the client had come in this epoch or an earlier one; nothing for one not known.
    std::optional<quint64> receivedIn(const QString &epoch) const;
    /// What came in of the current epoch and is durable.
    quint64 received() const { return m_stream->received(); }
    const std::optional<StoreError> &trouble() const { return m_writer.trouble(); }
    const protocol::Stream &stream() const { return *m_stream; }
    /// In all epochs since this was made. heldSpeech is not known here.
    StreamFigures figures() const;

    /// Everything written by `function` is one transaction.
    template <typename Function>
    void together(Function function)
    {
        m_writer.together(function);
    }
    /// `then` comes when the batch is durable.
    void write(Batch batch, std::function<void()> then)
    {
        m_writer.write(std::move(batch), std::move(then));
    }
    /// As SessionWriter::writeSoon().
    void writeSoon(Change change) { m_writer.writeSoon(std::move(change)); }
    /// The session ends for good; `then` comes when that is durable. Nothing is written afterwards.
    void end(std::function<void()> then)
    {
        m_writer.writeLast({SessionExpired{m_id}}, std::move(then));
    }

    // ---- the connection

    bool covers(const protocol::ResumePoint &point) const;
    void attach(quint64 peerReceived, qint64 window);
    void detach() { m_stream->detach(); }
    /// Every item that was ever numbered has left on this connection.
    bool isDrained() const { return m_stream->progress().sent == m_stream->lastNumber(); }
    /// The next message for the connection.
    std::optional<protocol::WireMessage> next() { return m_stream->next(); }
    /// Both directions begin anew, unattached; `then` comes when that, and all before it, is
    /// durable.
    void beginEpoch(const QString &epoch, std::function<void()> then);

    // ---- in

    Result<protocol::Stream::Arrival, protocol::Stream::Violation>
    receive(const protocol::WireMessage &message);
    /// The effects of the fresh item `seq`. `then` comes when they are durable; it may act.
    void commit(quint64 seq, Batch effects, std::function<void()> then);
    Outcome<protocol::Stream::Violation> acknowledge(quint64 upTo);
    std::optional<Instant> ackDue() const { return m_stream->ackDue(); }
    quint64 takeAck() { return m_stream->takeAck(); }

    // ---- out

    void write(Batch changes) { m_writer.write(std::move(changes)); }
    /// A JSON object, which leaves once it is durable.
    void writeItem(const QByteArray &json);
    bool hasRoomForSpeech(std::size_t samples) const;
    /// The next item of speech; its sentence has been written before.
    void writeSpeech(quint32 utterance, quint64 position, audio::PcmView pcm);

Q_SIGNALS:
    /// next() may have something.
    void itemsReady();
    /// Acknowledgements are owed, or the store is in trouble or no longer.
    void committed();
    void troubleChanged();

private:
    void trim();
    void writeNumbered(Change logged);

    SessionId m_id;
    const Clock &m_clock;
    /// What was written in an epoch is reported to its own stream.
    std::shared_ptr<protocol::Stream> m_stream;
    StreamFigures m_figures; ///< what m_stream does not count itself
    QString m_epoch;
    std::vector<protocol::Cursor> m_earlier; ///< newest first
    quint64 m_trimmed; ///< what the store has been told, or will be soon
    SessionWriter m_writer;
};

} // namespace holdline::server
