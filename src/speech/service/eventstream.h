// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace holdline::speech {

/// Reads server-sent events (text/event-stream of the HTML standard). The events are the same for
/// any split of the bytes. Only the data of events is kept. A plain value.
class EventStream
{
public:
    /// Bytes of one event. A longer event makes the stream broken.
    static constexpr qsizetype kLongestEvent = 1024 * 1024;

    void add(QByteArrayView bytes);
    /// The data of the next complete event; `nullopt` if more bytes are needed.
    std::optional<QByteArray> next();
    /// True if an event was too long. Then next() returns `nullopt`.
    bool isBroken() const { return m_isBroken; }

private:
    std::optional<QByteArray> takeLine();
    void addField(QByteArrayView line);

    QByteArray m_input;
    qsizetype m_at = 0; ///< offset in m_input of the first byte that was not read yet
    bool m_skipsLineFeed = false; ///< the last line ended with CR
    std::optional<QByteArray> m_data; ///< data of the event that has not ended yet
    bool m_isBroken = false;
};

} // namespace holdline::speech
