// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"

#include <QString>

#include <deque>

namespace holdline::client {

/// A message that the server has not acknowledged yet.
struct KeptItem
{
    protocol::WireMessage message; ///< without its number
    WallTime at; ///< when it was said or typed

    friend bool operator==(const KeptItem &, const KeptItem &) = default;
};

/// The items that the server has not acknowledged, as a file keeps them for the next process of the
/// client. A plain value. The items stand in the order in which they are numbered, so the number of
/// each is known, even before it is given. Therefore no write is needed when an item is numbered
/// and sent.
struct KeptOutbox
{
    QString epoch; ///< in which the items are numbered; empty: not numbered yet
    quint64 first = 1; ///< number of items.front()
    std::deque<KeptItem> items;

    /// The server has received every item up to this number.
    void acknowledge(quint64 upTo);

    friend bool operator==(const KeptOutbox &, const KeptOutbox &) = default;
};

// The file is a sequence of records. Each record begins with its length and the first bytes of its
// SHA-1. The head comes first; later records are only ever appended.

/// The record of `epoch` and `first`.
QByteArray headRecord(const KeptOutbox &outbox);
QByteArray itemRecord(const KeptItem &item);
QByteArray acknowledgementRecord(quint64 upTo);
/// The head and all items.
QByteArray encode(const KeptOutbox &outbox);
/// Reads all records before the first one that is cut off or damaged.
KeptOutbox decodeKeptOutbox(const QByteArray &file);

} // namespace holdline::client
