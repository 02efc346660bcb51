// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"

#include <algorithm>
#include <optional>

namespace holdline::testing {

/// One direction of a connection as a stream of bytes. Bytes arrive in pieces of any size; after a
/// cut only those before the cut arrive.
class BytePipe
{
public:
    void push_back(const Message &message);
    void clear();
    /// Bytes that were written and have not arrived.
    qsizetype underway() const { return m_bytes.size() - m_arrived; }
    bool isEmpty() const { return m_bytes.isEmpty(); }

    /// The next `bytes` bytes arrive, or fewer if there are fewer.
    void arrive(qsizetype bytes) { m_arrived += std::min(bytes, underway()); }
    /// Of the bytes that have not arrived, only the first `bytes` ever will.
    void cutAfter(qsizetype bytes) { m_bytes.truncate(m_arrived + bytes); }
    /// The next message that has arrived completely; nullopt if there is none.
    std::optional<Message> read();

private:
    QByteArray m_bytes;
    qsizetype m_arrived = 0;
};

} // namespace holdline::testing
