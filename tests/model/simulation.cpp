// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation.h"

#include "model/promises.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

constexpr qsizetype kSocketRoom = 4096;
constexpr qsizetype kAll = std::numeric_limits<qsizetype>::max();

BytePipe &pipeTo(Side side, Connection<BytePipe> &line)
{
    return side == Side::Client ? line.toClient : line.toServer;
}

} // namespace

Simulation::Simulation(qint64 window) : m_window(window), m_client(window), m_server(window) { }

void Simulation::crashInWrite(int write, bool complete)
{
    m_crashInWrite = write;
    m_isWriteComplete = complete;
}

const protocol::Stream &Simulation::stream(Side side) const
{
    return side == Side::Client ? m_client.stream() : m_server.stream();
}

bool Simulation::produce(Side side, qsizetype bytes, bool bulk)
{
    QByteArray content = QByteArray::number(++m_items).rightJustified(8, '0');
    const auto item = makeItem(content.leftJustified(bytes, '.'), bulk);
    if (bulk && !stream(side).hasRoom(item.bytes.size()))
        return false;
    if (side == Side::Client)
        m_client.produce(item);
    else
        m_server.produce(item);
    look();
    return true;
}

void Simulation::dial()
{
    if (m_network.clients())
        return;
    m_network.dial();
    m_network.newest().sendToServer(m_client.resume());
}

void Simulation::send(Side side)
{
    if (side == Side::Client && m_network.clients()) {
        Connection<BytePipe> &line = m_network.newest();
        while (line.toServer.underway() < kSocketRoom) {
            const auto item = m_client.nextItem();
            if (!item)
                break;
            line.sendToServer(*item);
        }
    } else if (side == Side::Server && m_network.servers()) {
        Connection<BytePipe> &line = m_network.at(m_network.current());
        while (line.toClient.underway() < kSocketRoom) {
            const auto item = m_server.nextItem();
            if (!item)
                break;
            line.sendToClient(*item);
        }
    }
}

void Simulation::sendDueAck(Side side)
{
    const auto due = stream(side).ackDue();
    if (!due || *due > m_clock.now())
        return;
    if (side == Side::Client)
        m_network.newest().sendToServer(m_client.ack());
    else
        m_network.at(m_network.current()).sendToClient(m_server.ack());
}

void Simulation::deliver(qsizetype line, Side to, qsizetype bytes)
{
    BytePipe &pipe = pipeTo(to, m_network.at(line));
    qsizetype arriving = std::min(bytes, pipe.underway());
    const bool isNewest = line == lines() - 1 && m_network.clients();
    const bool isLast = isNewest && !m_cuts.isEmpty() && m_cuts.front() <= arriving;
    if (isNewest && !m_cuts.isEmpty())
        arriving = std::min(arriving, m_cuts.front());
    pipe.arrive(arriving);
    m_carried += arriving;
    if (isNewest && !m_cuts.isEmpty())
        m_cuts.front() -= arriving;
    read(line, to);
    if (isLast) {
        m_cuts.removeFirst();
        cut(Side::Client, 0);
    }
}

void Simulation::read(qsizetype line, Side side)
{
    while (const auto message = pipeTo(side, m_network.at(line)).read()) {
        if (side == Side::Client) {
            m_client.receive(*message);
        } else if (message->kind == Message::Kind::Resume) {
            m_network.takeOver(line);
            m_server.takeOver(*message);
            reply();
        } else {
            m_server.receive(*message);
        }
        look();
    }
}

void Simulation::reply()
{
    const QList<Message> replies = m_server.takeReplies();
    for (const Message &message : replies)
        m_network.at(m_network.current()).sendToClient(message);
}

void Simulation::commitAtClient()
{
    if (m_client.inHand().isEmpty())
        return;
    m_client.commit(m_clock.now());
    look();
}

void Simulation::syncStore()
{
    if (m_server.store().waiting().isEmpty())
        return;
    const bool crashes = ++m_writes == m_crashInWrite;
    if (!crashes || m_isWriteComplete)
        m_server.syncStore();
    look();
    if (crashes)
        crash();
}

void Simulation::hear()
{
    if (m_server.store().unreported().isEmpty())
        return;
    m_server.hear(m_clock.now());
    reply();
    look();
}

void Simulation::cut(Side side, qsizetype bytes)
{
    if (!m_network.clients())
        return;
    Connection<BytePipe> &line = m_network.newest();
    const qsizetype index = lines() - 1;
    if (side == Side::Client) {
        line.toServer.cutAfter(std::min(bytes, line.toServer.underway()));
        line.letGoAtClient();
        m_client.loseLine();
    } else {
        line.toClient.cutAfter(std::min(bytes, line.toClient.underway()));
        if (m_network.letGoAtServer(index))
            m_server.loseLine();
    }
    m_network.sweep();
}

void Simulation::notice()
{
    for (qsizetype i = lines() - 1; i >= 0; --i) {
        Connection<BytePipe> &line = m_network.at(i);
        if (line.clientHolds && !line.serverHolds) {
            line.letGoAtClient();
            m_client.loseLine();
        } else if (line.serverHolds && !line.clientHolds) {
            if (m_network.letGoAtServer(i))
                m_server.loseLine();
        }
    }
    m_network.sweep();
}

void Simulation::crash()
{
    m_network.letGoOfAllAtServer();
    m_server.crash();
    m_network.sweep();
    look();
}

void Simulation::restartClient()
{
    cut(Side::Client, kAll);
    m_client.restart();
    look();
}

void Simulation::round()
{
    dial();
    for (const Side side : {Side::Client, Side::Server}) {
        send(side);
        sendDueAck(side);
        const Side other = side == Side::Client ? Side::Server : Side::Client;
        for (qsizetype line = lines() - 1; line >= 0; --line)
            deliver(line, other, kAll);
    }
    while (!m_client.inHand().isEmpty())
        commitAtClient();
    syncStore();
    hear();
    notice();
    advance(Duration(10));
}

bool Simulation::settle()
{
    for (int rounds = 0; rounds < 10'000; ++rounds) {
        if (isSettled(m_client, m_server))
            return true;
        round();
    }
    return false;
}

void Simulation::look()
{
    if (!m_broken.isEmpty())
        return;
    m_broken = brokenPromise(m_client, m_server);
    lookAtWindow(m_client.stream());
    lookAtWindow(m_server.stream());
}

/// Bulk must stay within the window, but one item may always be larger.
void Simulation::lookAtWindow(const protocol::Stream &stream)
{
    qint64 bulk = 0;
    int items = 0;
    for (const auto &item : stream.beyond(stream.acknowledged())) {
        bulk += item.binary ? item.bytes.size() : 0;
        items += item.binary ? 1 : 0;
    }
    if (bulk > m_window && items > 1)
        m_broken = u"more is under way than the window allows"_s;
}

} // namespace holdline::testing
