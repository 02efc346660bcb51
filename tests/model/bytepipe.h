// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"

#include <algorithm>
#include <optional>

namespace holdline::testing {

/// One direction of a connection as bytes: they arrive in pieces of any size, and after a cut only
/// those before it.
class BytePipe
{
public:
    void push_back(const Message &message);
    void clear();
    /// Written and not arrived.
    qsizetype underway() const { return m_bytes.size() - m_arrived; }
    bool isEmpty() const { return m_bytes.isEmpty(); }

    /// The next so many bytes arrive, or as many as there are.
    void arrive(qsizetype bytes) { m_arrived += std::min(bytes, underway()); }
    /// Of what is under way only so many bytes will ever arrive.
    void cutAfter(qsizetype bytes) { m_bytes.truncate(m_arrived + bytes); }
    /// The next message that has arrived as a whole.
    std::optional<Message> read();

private:
    QByteArray m_bytes;
    qsizetype m_arrived = 0;
};

} // namespace holdline::testing
