// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/world.h"

namespace holdline::testing {

QByteArray Action::name() const
{
    static constexpr const char *kNames[] = {
        "client dials and resumes",
        "client receives",
        "client plays",
        "client reports",
        "client notices the cut",
        "server says something",
        "server receives",
        "server acknowledges",
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
         {Kind::ClientDials, Kind::ClientReceives, Kind::ClientPlays, Kind::ClientReports,
          Kind::ClientNotices, Kind::ServerSays, Kind::ServerAcknowledges, Kind::StoreSyncs,
          Kind::ServerHears, Kind::CutAtClient, Kind::CutAtServer, Kind::ServerCrashes,
          Kind::ClientRestarts}) {
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
    const bool canCut = m_cuts > 0 && clients && clients->serverHolds;
    switch (kind) {
    case Action::Kind::ClientDials:
        return !clients;
    case Action::Kind::ClientReceives:
        return clients && !clients->toClient.isEmpty();
    case Action::Kind::ClientPlays:
        return client().canPlay;
    case Action::Kind::ClientReports:
        return clients && client().reportDue;
    case Action::Kind::ClientNotices:
        return clients && !clients->serverHolds;
    case Action::Kind::ServerSays:
        return server().canSay;
    case Action::Kind::ServerAcknowledges:
        return servers && server().ackDue;
    case Action::Kind::StoreSyncs:
        return server().canSync;
    case Action::Kind::ServerHears:
        return server().canHear;
    case Action::Kind::CutAtClient:
    case Action::Kind::CutAtServer:
        return canCut;
    case Action::Kind::ServerCrashes:
        return m_crashes > 0;
    case Action::Kind::ClientRestarts:
        return m_restarts > 0;
    case Action::Kind::ServerReceives:
    case Action::Kind::ServerNotices:
        break; // they need a connection
    }
    return false;
}

} // namespace holdline::testing
