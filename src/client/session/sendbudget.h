// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <optional>

namespace holdline::client {

/// How much may wait in the socket's own queue: about what leaves it in 1 s, so that pings and
/// acknowledgements are not stuck behind audio. A line that is never busy for long keeps its
/// budget: there the queue is empty anyway, and is filled again as soon as bytes leave.
class SendBudget
{
public:
    static constexpr qint64 kLeast = 16 * 1024;
    static constexpr qint64 kMost = 256 * 1024;
    static constexpr qint64 kInitial = 64 * 1024; ///< of a line not measured yet
    static constexpr Duration kSpan{250}; ///< of busy line for one measurement

    qint64 bytes() const { return m_bytes; }

    /// Something has been queued.
    void queued(Instant now);
    /// These bytes have left; `stillQueued` have not.
    void left(qint64 bytes, qint64 stillQueued, Instant now);

private:
    qint64 m_bytes = kInitial;
    bool m_isMeasured = false;
    std::optional<Instant> m_busySince;
    qint64 m_left = 0; ///< since then
};

} // namespace holdline::client
