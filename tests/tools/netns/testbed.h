// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "tools/netns/netnamespace.h"

#include <optional>

namespace holdline::netns {

/// A fault of the network.
enum class Fault {
    Cable, ///< the client's cable is pulled and plugged in again
    Address, ///< the client loses its address and then gets another one
    Blackhole, ///< the router drops all packets without an error
    Router, ///< the router has lost its addresses, as while it restarts; all cables stay up
};
inline constexpr Fault kAllFaults[]{Fault::Cable, Fault::Address, Fault::Blackhole, Fault::Router};

QString toString(Fault fault);
std::optional<Fault> faultNamed(const QString &name);
/// Whether the client's system sees the end of the fault, because interfaces or addresses change.
bool isReported(Fault fault);

/// A client's computer, a router and a server's computer, connected by cables in this order. Made
/// of three network namespaces, so that the faults are those of the real kernel.
class Testbed
{
public:
    static Result<Testbed, QString> create();

    const NetNamespace &client() const { return m_client; }
    const NetNamespace &server() const { return m_server; }
    QString serverAddress() const;

    /// Begins the fault. Returns a time that is not later than its begin.
    Instant begin(Fault fault);
    /// Ends the fault. Returns a time that is not later than its end.
    Instant end(Fault fault);

    /// Whether all commands so far have succeeded.
    bool isWorking() const { return m_isWorking; }

private:
    Testbed(NetNamespace client, NetNamespace router, NetNamespace server);

    void layCables();
    Instant giveAddress();
    /// Runs the commands. Returns the moment before the first or the last one.
    Instant first(const NetNamespace &where, const QStringList &commands);
    Instant last(const NetNamespace &where, const QStringList &commands);

    NetNamespace m_client;
    NetNamespace m_router;
    NetNamespace m_server;
    int m_address = 2; ///< last number of the client's address
    bool m_isWorking = true;
};

} // namespace holdline::netns
