// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/automaton.h"
#include "model/client.h"
#include "model/network.h"
#include "model/server.h"

#include <memory>
#include <vector>

namespace holdline::testing {

/// One event that can happen next. What an end can send, it sends at once.
struct Action
{
    enum class Kind : quint8 {
        ClientDials,
        ClientReceives,
        ClientPlays,
        ClientReports, ///< an acknowledgement, and how far it has played
        ClientNotices, ///< that the server has let go
        ServerSays, ///< the next part of an answer
        ServerReceives,
        ServerAcknowledges,
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

/// What is done and said in a world, and how many events may go wrong.
struct Bounds
{
    QList<Deed> deeds{};
    int answers = 0; ///< 0 or 1
    int cuts = 0;
    int crashes = 0; ///< of the server
    int restarts = 0; ///< of the client
    bool memoryStore = false; ///< each commit is durable at once
};

/// Complete messages in order.
using MessagePipe = QList<Message>;

/// Client, server and network at one moment. A plain value; worlds that come from the same one
/// share what they know about the ends.
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
    struct Ends;

    const Client::View &client() const;
    const Server::View &server() const;
    bool can(Action::Kind kind) const;
    void applyToClient(Action::Kind kind);
    void applyToServer(const Action &action);
    QList<Message> act(const Client::Event &event);
    QList<Message> act(const Server::Event &event);
    void send();
    void deliverToServer(qsizetype index);
    void letGoAtServer(qsizetype index);

    std::shared_ptr<Ends> m_ends;
    Mistakes m_mistakes;
    bool m_mayRejoin;
    bool m_hasMemoryStore;
    int m_cuts; ///< these may still happen
    int m_crashes;
    int m_restarts;
    quint32 m_client = 0; ///< the states of the ends
    quint32 m_server = 0;
    Network<MessagePipe> m_network;
    QString m_complaint;
};

} // namespace holdline::testing
