// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/world.h"

#include "model/fingerprint.h"
#include "model/promises.h"

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

constexpr qint64 kWindow = 1024;

} // namespace

World::World(const Bounds &bounds, const Mistakes &mistakes)
    : m_left(bounds)
    , m_mistakes(mistakes)
    , m_client(kWindow, mistakes)
    , m_server(kWindow, mistakes)
    , m_mayRejoin(bounds.restarts > 0)
{
    // Produced while there is no connection. next() takes them one by one, which is equivalent to
    // producing them later.
    for (int i = 0; i < bounds.items; ++i)
        m_client.produce(makeItem(QByteArray(2, static_cast<char>('a' + i)), true));
}

void World::apply(const Action &action)
{
    applyToClient(action.kind);
    applyToServer(action);
    if (m_left.memoryStore)
        flushStore();
    const QList<Message> replies = m_server.takeReplies();
    for (const Message &reply : replies)
        m_network.at(m_network.current()).sendToClient(reply);
    m_network.sweep();
}

void World::applyToClient(Action::Kind kind)
{
    switch (kind) {
    case Action::Kind::ClientSends:
        if (const auto item = m_client.nextItem())
            m_network.newest().sendToServer(*item);
        break;
    case Action::Kind::ClientAcks:
        m_network.newest().sendToServer(m_client.ack());
        break;
    case Action::Kind::ClientReceives:
        m_client.receive(m_network.newest().toClient.takeFirst());
        break;
    case Action::Kind::ClientCommits:
        m_client.commit({});
        break;
    case Action::Kind::ClientDials:
        m_network.dial();
        m_network.newest().sendToServer(m_client.resume());
        break;
    case Action::Kind::CutAtClient:
        --m_left.cuts;
        [[fallthrough]];
    case Action::Kind::ClientNotices:
        m_network.newest().letGoAtClient();
        m_client.loseLine();
        break;
    case Action::Kind::ClientRestarts:
        --m_left.restarts;
        if (m_network.clients())
            m_network.newest().letGoAtClient();
        m_client.restart();
        break;
    default:
        break;
    }
}

void World::applyToServer(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::ServerProduces:
        produceAtServer();
        break;
    case Action::Kind::ServerSends:
        if (const auto item = m_server.nextItem())
            m_network.at(m_network.current()).sendToClient(*item);
        break;
    case Action::Kind::ServerAcks:
        m_network.at(m_network.current()).sendToClient(m_server.ack());
        break;
    case Action::Kind::ServerReceives:
        deliverToServer(action.connection);
        break;
    case Action::Kind::StoreSyncs:
        m_server.syncStore();
        break;
    case Action::Kind::ServerHears:
        m_server.hear({});
        break;
    case Action::Kind::ServerNotices:
        letGoAtServer(action.connection);
        break;
    case Action::Kind::CutAtServer:
        --m_left.cuts;
        letGoAtServer(m_network.connections().size() - 1);
        break;
    case Action::Kind::ServerCrashes:
        crash();
        break;
    default:
        break;
    }
}

void World::deliverToServer(qsizetype index)
{
    const Message message = m_network.at(index).toServer.takeFirst();
    if (message.kind == Message::Kind::Resume)
        takeOver(index, message);
    else
        m_server.receive(message);
}

void World::takeOver(qsizetype index, const Message &resume)
{
    m_network.takeOver(index, m_mistakes);
    const quint32 epoch = m_server.epoch();
    m_server.takeOver(resume);
    if (m_server.epoch() != epoch && !m_mayRejoin)
        m_complaint = u"a client that had lost nothing was turned away"_s;
}

void World::letGoAtServer(qsizetype index)
{
    if (m_network.letGoAtServer(index))
        m_server.loseLine();
}

void World::flushStore()
{
    while (!m_server.store().waiting().isEmpty()) {
        m_server.syncStore();
        m_server.hear({});
    }
}

void World::crash()
{
    --m_left.crashes;
    ++m_boot;
    m_network.letGoOfAllAtServer();
    m_server.crash();
}

/// After a crash the server says something else.
void World::produceAtServer()
{
    QByteArray content(1, static_cast<char>('0' + m_boot));
    content.append(static_cast<char>('A' + m_server.producedItems()));
    m_server.produce(makeItem(content, true));
}

QString World::broken() const
{
    return m_complaint.isEmpty() ? brokenPromise(m_client, m_server) : m_complaint;
}

bool World::isSettled() const
{
    return m_server.store().disk().produced.size() == m_left.items
        && testing::isSettled(m_client, m_server);
}

QByteArray World::fingerprint() const
{
    Fingerprint print;
    print.add(m_left.cuts).add(m_left.crashes).add(m_left.restarts);
    print.add(m_client).add(m_server).add(m_network);
    return print.bytes();
}

} // namespace holdline::testing
