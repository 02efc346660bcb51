// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/client.h"
#include "model/network.h"
#include "model/server.h"

#include <vector>

namespace holdline::testing {

/// One event that can happen next.
struct Action
{
    enum class Kind : quint8 {
        ClientSends,
        ClientAcks,
        ClientReceives,
        ClientCommits,
        ClientDials,
        ClientNotices, ///< that the server has let go
        ServerProduces,
        ServerSends,
        ServerAcks,
        ServerReceives,
        ServerNotices,
        StoreSyncs,
        ServerHears, ///< that a batch is durable
        CutAtClient, ///< the client lets go; the server may still read what was on its way
        CutAtServer,
        ServerCrashes,
        ClientRestarts,
    };
    Kind kind;
    qint8 connection = 0; ///< ServerReceives, ServerNotices

    QByteArray name() const;
};

/// How many events may happen in a world.
struct Bounds
{
    int items; ///< in each direction
    int cuts;
    int crashes; ///< of the server
    int restarts = 0; ///< of the client
    bool memoryStore = false; ///< each commit is durable at once
};

/// Complete messages in order.
using MessagePipe = QList<Message>;

/// Client, server and network at one moment. A plain value.
class World
{
public:
    World(const Bounds &bounds, const Mistakes &mistakes);

    /// All events that can happen now.
    std::vector<Action> actions() const;
    void apply(const Action &action);
    /// The first broken promise; empty if all are kept.
    QString broken() const;
    bool isSettled() const;
    /// Equal for worlds that have the same future.
    QByteArray fingerprint() const;

private:
    bool can(Action::Kind kind) const;
    void applyToClient(Action::Kind kind);
    void applyToServer(const Action &action);
    void deliverToServer(qsizetype index);
    void takeOver(qsizetype index, const Message &resume);
    void letGoAtServer(qsizetype index);
    void flushStore();
    void crash();
    void produceAtServer();

    Bounds m_left;
    Mistakes m_mistakes;
    Client m_client;
    Server m_server;
    Network<MessagePipe> m_network;
    int m_boot = 0;
    bool m_mayRejoin;
    QString m_complaint;
};

} // namespace holdline::testing
