// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "tools/netns/netnamespace.h"

#include <optional>

namespace holdline::netns {

/// What can happen to a network.
enum class Fault {
    Cable, ///< of the client, pulled and plugged in again
    Address, ///< of the client: gone, then another one
    Blackhole, ///< the router swallows everything, and nobody is told
    Router, ///< has lost its addresses, as while it starts anew; every cable stays up
};
inline constexpr Fault kAllFaults[]{Fault::Cable, Fault::Address, Fault::Blackhole, Fault::Router};

QString toString(Fault fault);
std::optional<Fault> faultNamed(const QString &name);
/// Whether the client's system sees the end of it: interfaces or addresses change.
bool isDurable(Fault fault);

/// A client's computer, a router and a server's computer, cabled in this order. Made of three
/// network namespaces, so that their faults are those of the real kernel.
class Testbed
{
public:
    static Result<Testbed, QString> create();

    const NetNamespace &client() const { return m_client; }
    const NetNamespace &server() const { return m_server; }
    QString serverAddress() const;

    /// Since when the fault is there: no later than that.
    Instant begin(Fault fault);
    /// Since when it is over: no later than that.
    Instant end(Fault fault);

    /// Every command so far did what it should.
    bool isWorking() const { return m_isWorking; }

private:
    Testbed(NetNamespace client, NetNamespace router, NetNamespace server);

    void layCables();
    Instant giveAddress();
    /// The moment before the first, or before the last, of the commands.
    Instant first(const NetNamespace &where, const QStringList &commands);
    Instant last(const NetNamespace &where, const QStringList &commands);

    NetNamespace m_client;
    NetNamespace m_router;
    NetNamespace m_server;
    int m_address = 2; ///< of the client, its last number
    bool m_isWorking = true;
};

} // namespace holdline::netns
