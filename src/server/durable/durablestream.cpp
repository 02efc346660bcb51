// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/durablestream.h"

#include "protocol/limits.h"

#include <algorithm>
#include <utility>

namespace holdline::server {

using protocol::Stream;

DurableStream::DurableStream(SessionStore &store, const SessionId &id, const StoredStream &stored,
                             const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_clock(clock)
    , m_stream(std::make_shared<Stream>(Stream::Restored{
          .received = stored.received, .firstLogged = stored.firstLogged, .log = stored.log}))
    , m_epoch(stored.epoch)
    , m_earlier(stored.earlierEpochs)
    , m_trimmed(m_stream->acknowledged())
    , m_writer(store)
{
    connect(&m_writer, &SessionWriter::troubleChanged, this, &DurableStream::troubleChanged);
}

std::optional<quint64> DurableStream::receivedIn(const QString &epoch) const
{
    if (epoch == m_epoch)
        return received();
    const auto found = std::ranges::find(m_earlier, epoch, &protocol::Cursor::epoch);
    return found == m_earlier.end() ? std::nullopt : std::optional(found->received);
}

StreamFigures DurableStream::figures() const
{
    StreamFigures all = m_figures;
    all.replayedOut += m_stream->replayedItems();
    all.duplicates += m_stream->duplicates();
    return all;
}

// ---- the connection

bool DurableStream::covers(const protocol::ResumePoint &point) const
{
    return point.epoch == m_epoch && point.received && m_stream->covers(*point.received);
}

void DurableStream::attach(quint64 peerReceived, qint64 window)
{
    m_stream->attach(peerReceived, window);
    trim();
    Q_EMIT itemsReady();
}

void DurableStream::beginEpoch(const QString &epoch, std::function<void()> then)
{
    m_figures = figures();
    const auto before = std::exchange(m_stream, std::make_shared<Stream>());
    m_trimmed = 0;
    m_writer.write({EpochBegun{m_id, epoch}},
                   [this, before, named = std::exchange(m_epoch, epoch), then = std::move(then)] {
                       if (before->received() > 0)
                           m_earlier.insert(m_earlier.begin(), {named, before->received()});
                       if (m_earlier.size() > kEpochsKept)
                           m_earlier.pop_back();
                       then();
                   });
}

// ---- incoming

Result<Stream::Arrival, Stream::Violation>
DurableStream::receive(const protocol::WireMessage &message)
{
    auto arrival = m_stream->receive(message);
    trim();
    const auto *fresh = arrival ? std::get_if<Stream::Fresh>(&arrival.value()) : nullptr;
    m_figures.replayedIn += fresh && fresh->replayed ? 1 : 0;
    m_figures.gaps += !arrival && arrival.error() == Stream::Violation::Gap ? 1 : 0;
    return arrival;
}

void DurableStream::commit(quint64 seq, Batch effects, std::function<void()> then)
{
    effects.push_back(ItemReceived{m_id, seq});
    m_writer.write(std::move(effects), [this, stream = m_stream, seq, then = std::move(then)] {
        stream->committed(seq, m_clock.now());
        then();
        Q_EMIT committed();
    });
}

Outcome<Stream::Violation> DurableStream::acknowledge(quint64 upTo)
{
    auto acknowledged = m_stream->acknowledge(upTo);
    trim();
    return acknowledged;
}

/// Lets the store delete the items that the client has acknowledged.
void DurableStream::trim()
{
    if (m_stream->acknowledged() <= m_trimmed)
        return;
    m_trimmed = m_stream->acknowledged();
    m_writer.writeSoon(LogTrimmed{m_id, m_trimmed});
}

// ---- outgoing

void DurableStream::writeItem(const QByteArray &json)
{
    const quint64 seq = m_stream->append({.binary = false, .bytes = json});
    writeNumbered(ItemLogged{m_id, seq, json});
}

bool DurableStream::hasRoomForSpeech(std::size_t samples) const
{
    return m_stream->hasRoom(protocol::kItemHeaderBytes + static_cast<qsizetype>(samples) * 2);
}

void DurableStream::writeSpeech(quint32 utterance, quint64 position, audio::PcmView pcm)
{
    const quint64 seq = m_stream->append({.binary = true,
                                          .bytes = protocol::encode(protocol::AudioItem{
                                              .fromServer = true,
                                              .position = position,
                                              .stream = utterance,
                                              .pcm = audio::toBytes(pcm),
                                          })});
    writeNumbered(SpeechLogged{m_id, seq, utterance, position, static_cast<quint32>(pcm.size())});
}

/// `logged` describes the item that was numbered last.
void DurableStream::writeNumbered(Change logged)
{
    m_writer.write({std::move(logged)}, [this, stream = m_stream, upTo = m_stream->lastNumber()] {
        stream->logged(upTo);
        Q_EMIT itemsReady();
    });
}

} // namespace holdline::server
