// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/upgrade.h"

#include "protocol/limits.h"

#include <QCryptographicHash>

#include <algorithm>

namespace holdline::server {

namespace {

/// The value of Sec-WebSocket-Accept, RFC 6455 section 4.2.2.
QByteArray acceptanceOf(const QByteArray &key)
{
    constexpr QByteArrayView kGuid("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    return QCryptographicHash::hash(key + kGuid.toByteArray(), QCryptographicHash::Sha1).toBase64();
}

bool offersV1(const QByteArray &subprotocols)
{
    return std::ranges::any_of(subprotocols.split(','), [](const QByteArray &offer) {
        return offer.trimmed() == protocol::kSubprotocol;
    });
}

} // namespace

WebSocket *upgraded(QTcpSocket &socket, const RequestHead &head,
                    std::shared_ptr<NetworkRate> network)
{
    constexpr QByteArrayView kEndOfHead("\r\n\r\n");
    const QByteArray seen = socket.peek(socket.bytesAvailable());
    socket.skip(seen.indexOf(kEndOfHead) + kEndOfHead.size());
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + acceptanceOf(head.webSocketKey) + "\r\n";
    const bool speaksV1 = offersV1(head.subprotocols);
    if (speaksV1)
        answer += QByteArray("Sec-WebSocket-Protocol: ") + protocol::kSubprotocol + "\r\n";
    socket.write(answer + "\r\n");
    QUrl url;
    url.setPath(QString::fromLatin1(head.path));
    url.setQuery(QString::fromLatin1(head.query));
    return new WebSocket(&socket, url,
                         speaksV1 ? QString::fromLatin1(protocol::kSubprotocol) : QString(),
                         std::move(network));
}

} // namespace holdline::server
