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
    /// An event was too long. Nothing follows.
    bool isBroken() const { return m_isBroken; }

private:
    std::optional<QByteArray> takeLine();
    void addField(QByteArrayView line);

    QByteArray m_input;
    qsizetype m_at = 0; ///< up to here the input is read
    bool m_skipsLineFeed = false; ///< the line before has ended with CR
    std::optional<QByteArray> m_data; ///< of the event that has not ended
    bool m_isBroken = false;
};

} // namespace holdline::speech
