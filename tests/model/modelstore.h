// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QList>
#include <QMap>

#include <optional>
#include <variant>

namespace holdline::testing {

struct EffectDone
{
    QByteArray content;
};
struct ItemReceived
{
    quint64 seq;
};
struct ItemLogged
{
    quint64 seq;
    protocol::WireMessage item;
};
struct LogTrimmed
{
    quint64 upTo;
};
/// The log stays; its items are numbered from 1.
struct EpochBegun
{
    quint64 items;
};
using Change = std::variant<EffectDone, ItemReceived, ItemLogged, LogTrimmed, EpochBegun>;

/// Changes that become durable together or not at all.
struct Batch
{
    quint32 epoch;
    QList<Change> changes;
};

/// What remains after a crash.
struct Disk
{
    quint32 epoch = 1;
    quint64 received = 0;
    quint64 firstLogged = 1;
    QList<protocol::WireMessage> log;
    QMap<quint32, quint64> receivedBefore; ///< of earlier epochs in which items were received
    QList<QByteArray> effects; ///< effects of the client's items, in order
    QList<QByteArray> produced; ///< contents of all items that were ever logged

    /// The last item received in any epoch.
    quint64 receivedIn(quint32 ofEpoch) const;
};

/// The server's store. Batches become durable in order, some time after they were committed, and
/// the owner is told still later. A crash loses what is not durable.
class ModelStore
{
public:
    const Disk &disk() const { return m_disk; }
    const QList<Batch> &waiting() const { return m_waiting; }
    const QList<Batch> &unreported() const { return m_unreported; }

    void commit(Batch batch) { m_waiting.push_back(std::move(batch)); }
    /// True if this effect is durable or waits to become durable.
    bool has(const QByteArray &effect) const;
    /// Makes the oldest waiting batch durable.
    void sync();
    /// The oldest durable batch of which the owner was not told.
    Batch report() { return m_unreported.takeFirst(); }
    void crash();

private:
    Disk m_disk;
    QList<Batch> m_waiting;
    QList<Batch> m_unreported;
};

} // namespace holdline::testing
