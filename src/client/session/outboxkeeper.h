// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/outbox.h"
#include "client/session/outboxfile.h"

#include <vector>

namespace holdline::client {

/// Keeps the file of a DurableSession up to date: each item is in the file before it is sent, and
/// leaves it when the server has acknowledged it. Does nothing without a file. Owned by
/// DurableSession.
class OutboxKeeper
{
public:
    /// `clock` must outlive this.
    explicit OutboxKeeper(const Clock &clock) : m_clock(clock) { }

    void setFile(std::unique_ptr<OutboxFile> file) { m_file = std::move(file); }
    std::unique_ptr<OutboxFile> takeFile() { return std::move(m_file); }
    /// `nullptr` if there is none.
    const OutboxFile *file() const { return m_file.get(); }

    /// Adds the items of an earlier process to `outbox`, which must be empty.
    DurableLine::Left inherit(Outbox &outbox) const;

    /// Appends an item. Its number follows those of all items before.
    void add(const OutgoingItem &item);
    /// The server has received every item of the epoch up to this number.
    void acknowledge(quint64 upTo);
    /// Numbers the kept items anew from 1 in this epoch. In a different session, drops items that
    /// make sense only in the old one.
    void beginEpoch(const QString &epoch, bool sameSession);
    /// `gone` stands for the last gone.size() items: drops those that are marked, because they will
    /// not be sent.
    void discardLast(const std::vector<bool> &gone);
    void erase();
    /// Tries again what a full disk has refused. True if there is a file, and it says all.
    bool complete();

private:
    const Clock &m_clock;
    std::unique_ptr<OutboxFile> m_file;
};

} // namespace holdline::client
