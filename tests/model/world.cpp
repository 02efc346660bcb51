// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/world.h"

#include "model/promises.h"
#include "support/manualclock.h"

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

constexpr qint64 kWindow = 1024;
/// How many messages may be on their way in each direction when an item is sent.
constexpr qsizetype kDepth = 2;

} // namespace

/// The clock stands still: when something is due, it may happen.
struct World::Ends
{
    Ends(const Bounds &bounds, const Mistakes &mistakes)
        : client({.clock = clock, .window = kWindow, .folder = folder, .mistakes = mistakes},
                 {.deeds = bounds.deeds}, Client::Event::Kind::Restarts)
        , server(
              {.clock = clock, .window = kWindow, .answers = bounds.answers, .mistakes = mistakes},
              Disk(SessionId::generate()), Server::Event::Kind::Crashes)
    {
    }

    ManualClock clock;
    QTemporaryDir folder;
    Automaton<Client> client;
    Automaton<Server> server;
};

World::World(const Bounds &bounds, const Mistakes &mistakes)
    : m_ends(std::make_shared<Ends>(bounds, mistakes))
    , m_mistakes(mistakes)
    , m_mayRejoin(bounds.restarts > 0)
    , m_hasMemoryStore(bounds.memoryStore)
    , m_cuts(bounds.cuts)
    , m_crashes(bounds.crashes)
    , m_restarts(bounds.restarts)
{
}

const Client::View &World::client() const
{
    return m_ends->client.view(m_client);
}

const Server::View &World::server() const
{
    return m_ends->server.view(m_server);
}

QList<Message> World::act(const Client::Event &event)
{
    const auto &reaction = m_ends->client.react(m_client, event);
    m_client = reaction.next;
    return reaction.said;
}

QList<Message> World::act(const Server::Event &event)
{
    const auto &reaction = m_ends->server.react(m_server, event);
    m_server = reaction.next;
    return reaction.said;
}

void World::apply(const Action &action)
{
    applyToClient(action.kind);
    applyToServer(action);
    while (m_hasMemoryStore && (server().canSync || server().canHear))
        act(Server::Event{server().canSync ? Server::Event::Kind::Syncs
                                           : Server::Event::Kind::Hears});
    send();
    m_network.sweep();
}

/// Both ends send what they can while there is room on the line.
void World::send()
{
    while (m_network.clients() && m_network.newest().toServer.size() < kDepth) {
        const QList<Message> said = act(Client::Event{Client::Event::Kind::Sends});
        if (said.isEmpty())
            break;
        m_network.newest().sendToServer(said.front());
    }
    while (m_network.servers() && m_network.servers()->toClient.size() < kDepth) {
        const QList<Message> said = act(Server::Event{Server::Event::Kind::Sends});
        if (said.isEmpty())
            break;
        m_network.at(m_network.current()).sendToClient(said.front());
    }
}

void World::applyToClient(Action::Kind kind)
{
    using Event = Client::Event;
    switch (kind) {
    case Action::Kind::ClientDials:
        m_network.dial();
        m_network.newest().sendToServer(act(Event{Event::Kind::Dials}).front());
        break;
    case Action::Kind::ClientReceives:
        act(Event{Event::Kind::Receives, m_network.newest().toClient.takeFirst()});
        break;
    case Action::Kind::ClientPlays:
        act(Event{Event::Kind::Plays});
        break;
    case Action::Kind::ClientReports:
        m_network.newest().sendToServer(act(Event{Event::Kind::Reports}).front());
        break;
    case Action::Kind::CutAtClient:
        --m_cuts;
        [[fallthrough]];
    case Action::Kind::ClientNotices:
        m_network.newest().letGoAtClient();
        act(Event{Event::Kind::LosesLine});
        break;
    case Action::Kind::ClientRestarts:
        --m_restarts;
        if (m_network.clients())
            m_network.newest().letGoAtClient();
        act(Event{Event::Kind::Restarts});
        break;
    default:
        break;
    }
}

void World::applyToServer(const Action &action)
{
    using Event = Server::Event;
    switch (action.kind) {
    case Action::Kind::ServerSays:
        act(Event{Event::Kind::Says});
        break;
    case Action::Kind::ServerAcknowledges:
        m_network.at(m_network.current())
            .sendToClient(act(Event{Event::Kind::Acknowledges}).front());
        break;
    case Action::Kind::ServerReceives:
        deliverToServer(action.connection);
        break;
    case Action::Kind::StoreSyncs:
        act(Event{Event::Kind::Syncs});
        break;
    case Action::Kind::ServerHears:
        act(Event{Event::Kind::Hears});
        break;
    case Action::Kind::ServerNotices:
        letGoAtServer(action.connection);
        break;
    case Action::Kind::CutAtServer:
        --m_cuts;
        letGoAtServer(m_network.connections().size() - 1);
        break;
    case Action::Kind::ServerCrashes:
        --m_crashes;
        m_network.letGoOfAllAtServer();
        act(Event{Event::Kind::Crashes});
        break;
    default:
        break;
    }
}

void World::deliverToServer(qsizetype index)
{
    const Message message = m_network.at(index).toServer.takeFirst();
    const auto control = controlIn(message);
    const bool isResume = control && std::holds_alternative<protocol::Resume>(*control);
    const QString epoch = server().epoch;
    if (isResume)
        m_network.takeOver(index, m_mistakes);
    act(Server::Event{Server::Event::Kind::Receives, message});
    if (isResume && server().epoch != epoch && !m_mayRejoin)
        m_complaint = u"a client that had lost nothing was turned away"_s;
}

void World::letGoAtServer(qsizetype index)
{
    if (m_network.letGoAtServer(index))
        act(Server::Event{Server::Event::Kind::LosesLine});
}

QString World::broken() const
{
    return m_complaint.isEmpty() ? brokenPromise(client(), server()) : m_complaint;
}

bool World::isSettled() const
{
    return testing::isSettled(client(), server());
}

QByteArray World::fingerprint() const
{
    Fingerprint print;
    print.add(m_cuts).add(m_crashes).add(m_restarts).add(m_client).add(m_server);
    print.add(m_network.current());
    for (const auto &connection : m_network.connections()) {
        print.add(connection.clientHolds).add(connection.serverHolds).add(connection.hasResumed);
        print.addAll(connection.toServer).addAll(connection.toClient);
    }
    return print.bytes();
}

} // namespace holdline::testing
