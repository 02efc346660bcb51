// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <optional>

namespace holdline::client {

/// How many bytes may wait in the socket's own queue: about as many as leave it in 1 s, so that
/// pings and acknowledgements do not wait behind audio. The budget changes only after measured busy
/// time: the queue of a fast line is empty anyway and is filled again as soon as bytes leave. A
/// plain value, owned by DurableDialect.
class SendBudget
{
public:
    static constexpr qint64 kLeast = 16 * 1024;
    static constexpr qint64 kMost = 256 * 1024;
    static constexpr qint64 kInitial = 64 * 1024; ///< before the first measurement
    static constexpr Duration kSpan{250}; ///< busy time of the line for one measurement

    qint64 bytes() const { return m_bytes; }

    /// Bytes have been queued.
    void queued(Instant now);
    /// `bytes` have left the queue; `stillQueued` have not.
    void left(qint64 bytes, qint64 stillQueued, Instant now);

private:
    qint64 m_bytes = kInitial;
    bool m_isMeasured = false;
    std::optional<Instant> m_busySince;
    qint64 m_left = 0; ///< bytes that have left since m_busySince
};

} // namespace holdline::client
