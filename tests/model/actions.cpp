// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/world.h"

namespace holdline::testing {

namespace {

/// How many items and acknowledgements may be on their way in each direction.
constexpr qsizetype kDepth = 3;

/// True if an item has a number and was not sent. The stream may still return none.
bool hasItemToSend(const protocol::Stream &stream)
{
    const auto progress = stream.progress();
    return stream.isAttached() && progress.sent < progress.given;
}

} // namespace

QByteArray Action::name() const
{
    static constexpr const char *kNames[] = {
        "client sends an item",
        "client acknowledges",
        "client receives",
        "client commits",
        "client dials and resumes",
        "client notices the cut",
        "server produces an item",
        "server sends an item",
        "server acknowledges",
        "server receives",
        "server notices the cut",
        "store makes a batch durable",
        "server hears that a batch is durable",
        "line cut at the client",
        "line cut at the server",
        "server crashes",
        "client restarts",
    };
    return QByteArray(kNames[static_cast<int>(kind)]);
}

std::vector<Action> World::actions() const
{
    using Kind = Action::Kind;
    std::vector<Action> actions;
    for (const Kind kind :
         {Kind::ClientSends, Kind::ClientAcks, Kind::ClientReceives, Kind::ClientCommits,
          Kind::ClientDials, Kind::ClientNotices, Kind::ServerProduces, Kind::ServerSends,
          Kind::ServerAcks, Kind::StoreSyncs, Kind::ServerHears, Kind::CutAtClient,
          Kind::CutAtServer, Kind::ServerCrashes, Kind::ClientRestarts}) {
        if (can(kind))
            actions.push_back({kind});
    }
    for (qsizetype i = 0; i < m_network.connections().size(); ++i) {
        const auto &connection = m_network.connections()[i];
        if (!connection.toServer.isEmpty())
            actions.push_back({Kind::ServerReceives, static_cast<qint8>(i)});
        if (connection.serverHolds && !connection.clientHolds)
            actions.push_back({Kind::ServerNotices, static_cast<qint8>(i)});
    }
    return actions;
}

bool World::can(Action::Kind kind) const
{
    const auto *clients = m_network.clients();
    const auto *servers = m_network.servers();
    const bool roomUp = clients && clients->toServer.size() < kDepth;
    const bool roomDown = servers && servers->toClient.size() < kDepth;
    const bool canCut = m_left.cuts > 0 && clients && clients->serverHolds;
    switch (kind) {
    case Action::Kind::ClientSends:
        return roomUp && hasItemToSend(m_client.stream());
    case Action::Kind::ClientAcks:
        return roomUp && m_client.stream().ackDue();
    case Action::Kind::ClientReceives:
        return clients && !clients->toClient.isEmpty();
    case Action::Kind::ClientCommits:
        return !m_client.inHand().isEmpty();
    case Action::Kind::ClientDials:
        return !clients;
    case Action::Kind::ClientNotices:
        return clients && !clients->serverHolds;
    case Action::Kind::ServerProduces:
        return m_server.producedItems() < m_left.items;
    case Action::Kind::ServerSends:
        return roomDown && hasItemToSend(m_server.stream());
    case Action::Kind::ServerAcks:
        return roomDown && m_server.stream().ackDue();
    case Action::Kind::StoreSyncs:
        return !m_server.store().waiting().isEmpty();
    case Action::Kind::ServerHears:
        return !m_server.store().unreported().isEmpty();
    case Action::Kind::CutAtClient:
    case Action::Kind::CutAtServer:
        return canCut;
    case Action::Kind::ServerCrashes:
        return m_left.crashes > 0;
    case Action::Kind::ClientRestarts:
        return m_left.restarts > 0;
    case Action::Kind::ServerReceives:
    case Action::Kind::ServerNotices:
        break; // they need a connection
    }
    return false;
}

} // namespace holdline::testing
