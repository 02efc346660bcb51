// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace holdline::testing {

/// Reads the messages in one direction of a WebSocket connection that others make, however the
/// bytes are split. Skips control frames; knows no extensions.
class WebSocketSniffer
{
public:
    struct Message
    {
        bool isText;
        QByteArray payload; ///< unmasked
    };

    /// Returns the messages that `bytes` complete.
    QList<Message> feed(const QByteArray &bytes);

private:
    bool takeHandshake();
    bool takeFrame(QList<Message> &messages);

    QByteArray m_pending;
    bool m_inHandshake = true;
    Message m_message{false, {}}; ///< the fragments so far
};

} // namespace holdline::testing
