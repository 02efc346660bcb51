// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace holdline::testing {

/// The head of an upgrade request at /ws, without its end, so that more headers can follow.
inline const QByteArray kUpgrade = "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                   "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
inline const QByteArray kUpgradeToV1 = kUpgrade + "Sec-WebSocket-Protocol: holdline.v1\r\n\r\n";

/// A final text frame of a client. It is masked with zeros, so that its bytes stay readable.
inline QByteArray textFrame(const QByteArray &text)
{
    QByteArray frame("\x81");
    if (text.size() < 126) {
        frame += static_cast<char>(0x80 | text.size());
    } else {
        frame += '\xfe';
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size() & 0xff);
    }
    return frame + QByteArray(4, '\0') + text;
}

} // namespace holdline::testing
