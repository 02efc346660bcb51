// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/stream.h"
#include "server/durable/sessionwriter.h"
#include "server/session/changewriter.h"
#include "server/session/figures.h"

#include <QObject>

#include <functional>
#include <memory>

namespace holdline::server {

/// The server's end of a session's streams, which survives the server process: every item is in the
/// store before it is sent, and every effect is in the store before it is acknowledged. Owned by
/// DurableSession; main thread.
class DurableStream : public QObject, public ChangeWriter
{
    Q_OBJECT

public:
    /// `stored` is the state in the store. `store` and `clock` must outlive this object.
    DurableStream(SessionStore &store, const SessionId &id, const StoredStream &stored,
                  const Clock &clock, QObject *parent = nullptr);

    const QString &epoch() const { return m_epoch; }
    /// How many items of the client were received in `epoch`; nullopt if the epoch is not known.
    std::optional<quint64> receivedIn(const QString &epoch) const;
    /// The last item of the current epoch that was received and is durable.
    quint64 received() const { return m_stream->received(); }
    const std::optional<StoreError> &trouble() const { return m_writer.trouble(); }
    const protocol::Stream &stream() const { return *m_stream; }
    /// Counts all epochs since this object was made. Leaves heldSpeech at 0.
    StreamFigures figures() const;

    /// Everything that `function` writes is one transaction.
    template <typename Function>
    void together(Function function)
    {
        m_writer.together(function);
    }
    /// `then` is called when the batch is durable.
    void write(Batch batch, std::function<void()> then)
    {
        m_writer.write(std::move(batch), std::move(then));
    }
    /// See SessionWriter::writeSoon().
    void writeSoon(Change change) { m_writer.writeSoon(std::move(change)); }
    /// Ends the session for good. `then` is called when that is durable. Later writes are ignored.
    void end(std::function<void()> then)
    {
        m_writer.writeLast({SessionExpired{m_id}}, std::move(then));
    }

    // ---- the connection

    /// True if the streams can continue at `point`.
    bool covers(const protocol::ResumePoint &point) const;
    void attach(quint64 peerReceived, qint64 window);
    void detach() { m_stream->detach(); }
    /// True if every numbered item has been sent on this connection.
    bool isDrained() const { return m_stream->progress().sent == m_stream->lastNumber(); }
    /// The next message for the connection; nullopt if none may be sent now.
    std::optional<protocol::WireMessage> next() { return m_stream->next(); }
    /// Starts both directions again, detached. `then` is called when this and all earlier writes
    /// are durable.
    void beginEpoch(const QString &epoch, std::function<void()> then);

    // ---- incoming

    Result<protocol::Stream::Arrival, protocol::Stream::Violation>
    receive(const protocol::WireMessage &message);
    /// Commits the effects of item `seq`, which has just arrived. `then` is called when they are
    /// durable; it may write again.
    void commit(quint64 seq, Batch effects, std::function<void()> then);
    Outcome<protocol::Stream::Violation> acknowledge(quint64 upTo);
    std::optional<Instant> ackDue() const { return m_stream->ackDue(); }
    quint64 takeAck() { return m_stream->takeAck(); }

    // ---- outgoing

    void write(Change change) override { m_writer.write({std::move(change)}); }
    /// Numbers and stores `json`, an object. It is sent when it is durable.
    void writeItem(const QByteArray &json);
    bool hasRoomForSpeech(std::size_t samples) const;
    /// Numbers and stores the next item of speech. Its sentence must be written before.
    void writeSpeech(quint32 utterance, quint64 position, audio::PcmView pcm);

Q_SIGNALS:
    /// next() may return a message.
    void itemsReady();
    /// Effects are durable, so acknowledgements may be due.
    void committed();
    void troubleChanged();

private:
    void trim();
    void writeNumbered(Change logged);

    SessionId m_id;
    const Clock &m_clock;
    /// Shared with the callbacks of writes: a write that ends after the next epoch has begun is
    /// reported to the stream of its own epoch.
    std::shared_ptr<protocol::Stream> m_stream;
    StreamFigures m_figures; ///< everything that m_stream does not count
    QString m_epoch;
    std::vector<protocol::Cursor> m_earlier; ///< newest first
    quint64 m_trimmed; ///< the store has deleted log items up to this number, or soon will
    SessionWriter m_writer;
};

} // namespace holdline::server
