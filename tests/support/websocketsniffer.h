// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace holdline::testing {

/// Reads the messages out of one direction of a WebSocket connection that passes by, whatever the
/// pieces in which the bytes come. Control frames are skipped; no extensions are understood.
class WebSocketSniffer
{
public:
    struct Message
    {
        bool isText;
        QByteArray payload; ///< unmasked
    };

    /// The messages that `bytes` complete.
    QList<Message> feed(const QByteArray &bytes);

private:
    bool takeHandshake();
    bool takeFrame(QList<Message> &messages);

    QByteArray m_pending;
    bool m_inHandshake = true;
    Message m_message{false, {}}; ///< fragments so far
};

} // namespace holdline::testing
