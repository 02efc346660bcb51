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
    protocol::WireMessage message; ///< without number
    WallTime at; ///< when it was said or typed

    friend bool operator==(const KeptItem &, const KeptItem &) = default;
};

/// What a client has for its server and the server has not acknowledged, as a file keeps it for the
/// next process of the client. A plain value.
///
/// The items are in the order in which they are numbered, so that the number of each is known
/// whether it has been given already or not. That is why nothing is written when an item is
/// numbered and sent.
struct KeptOutbox
{
    QString epoch; ///< in which the items are numbered; empty: in none yet
    quint64 first = 1; ///< number of items.front()
    std::deque<KeptItem> items;

    /// The server has everything up to this number.
    void acknowledge(quint64 upTo);

    friend bool operator==(const KeptOutbox &, const KeptOutbox &) = default;
};

// The file is a row of records, of which each has its length and the beginning of its SHA-1 before
// it. The head comes first; what follows it is only ever appended.

/// Of `epoch` and `first`.
QByteArray headRecord(const KeptOutbox &outbox);
QByteArray itemRecord(const KeptItem &item);
QByteArray acknowledgementRecord(quint64 upTo);
/// The head and all items.
QByteArray encode(const KeptOutbox &outbox);
/// What the file says before its first record that is cut off or damaged.
KeptOutbox decodeKeptOutbox(const QByteArray &file);

} // namespace holdline::client
