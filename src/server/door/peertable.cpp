// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/peertable.h"

#include <QtEndian>

namespace holdline::server {

namespace {

// Values that no real peer has: ff00::/8 is multicast, and no connection comes from it.
constexpr quint64 kThisMachine = 0xffff'ffff'ffff'ffff;
constexpr quint64 kIPv4 = 0xff00'0000'0000'0000;

} // namespace

PeerNetwork networkOf(const QHostAddress &address)
{
    if (address.isLoopback())
        return PeerNetwork(kThisMachine);
    bool isIPv4 = false;
    const quint32 number = address.toIPv4Address(&isIPv4);
    if (isIPv4)
        return PeerNetwork(kIPv4 | number);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return PeerNetwork(qFromBigEndian<quint64>(bytes.c));
}

bool isThisMachine(PeerNetwork network)
{
    return network == PeerNetwork(kThisMachine);
}

} // namespace holdline::server
