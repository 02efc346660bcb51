// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/outbox.h"
#include "client/session/outboxfile.h"

#include <vector>

namespace holdline::client {

/// Follows a DurableSession: what is to be sent is in the file before it is sent, and leaves it
/// when the server has acknowledged it. Without a file it does nothing. Owned by DurableSession.
class OutboxKeeper
{
public:
    /// `clock` must outlive this.
    explicit OutboxKeeper(const Clock &clock) : m_clock(clock) { }

    void setFile(std::unique_ptr<OutboxFile> file) { m_file = std::move(file); }
    std::unique_ptr<OutboxFile> takeFile() { return std::move(m_file); }
    /// `nullptr` if there is none.
    const OutboxFile *file() const { return m_file.get(); }

    /// Adds what an earlier process has left to the outbox, which is empty.
    Line::Left inherit(Outbox &outbox) const;

    /// Comes behind all that was added before, in numbers and in the file.
    void add(const protocol::WireMessage &message);
    /// The server has everything up to this number of the epoch.
    void acknowledge(quint64 upTo);
    /// What is kept is numbered anew from 1 on, in this epoch.
    void beginEpoch(const QString &epoch, bool sameSession);
    /// Of the last gone.size() items, those that are marked will not be sent.
    void discardLast(const std::vector<bool> &gone);
    void erase();

private:
    const Clock &m_clock;
    std::unique_ptr<OutboxFile> m_file;
};

/// It means nothing in another session, because answers are counted per session.
bool isOfOneSession(const protocol::WireMessage &item);

} // namespace holdline::client
