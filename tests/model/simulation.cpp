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

Simulation::Simulation(qint64 window)
    : m_window(window)
    , m_client(std::make_unique<Client>(
          Client::Setting{.clock = m_clock, .window = window, .folder = m_folder},
          Client::Remains()))
    , m_server(std::make_unique<Server>(Server::Setting{.clock = m_clock, .window = window},
                                        Disk(SessionId::generate())))
{
}

void Simulation::crashInWrite(int write, bool complete)
{
    m_crashInWrite = write;
    m_isWriteComplete = complete;
}

// ---- what is done and said

void Simulation::act(const Deed &deed)
{
    m_client->act(deed);
    look();
}

void Simulation::type(qsizetype characters)
{
    const QByteArray id = QByteArray::number(++m_texts).rightJustified(8, '0');
    act(typed(id.leftJustified(characters, '.')));
}

void Simulation::speak(qsizetype samples)
{
    const QByteArray mark = QByteArray::number(++m_texts).rightJustified(8, '0');
    act(spoken(mark.leftJustified(2 * samples, '.')));
}

bool Simulation::say(qsizetype samples, bool ends)
{
    if (!m_server->isSaying() && !m_server->canBeginAnswer())
        return false;
    if (!m_server->isSaying())
        m_server->beginAnswer();
    else if (ends)
        m_server->endAnswer();
    else
        m_server->saySentence(samples);
    look();
    return true;
}

// ---- the line

void Simulation::apply(Client::Event::Kind kind, const Message &message)
{
    m_said = m_client->apply({kind, message});
    look();
}

void Simulation::apply(Server::Event::Kind kind, const Message &message)
{
    m_said = m_server->apply({kind, message});
    look();
}

void Simulation::dial()
{
    if (m_network.clients())
        return;
    m_network.dial();
    apply(Client::Event::Kind::Dials);
    m_network.newest().sendToServer(m_said.front());
}

void Simulation::send(Side side)
{
    if (side == Side::Client && m_network.clients()) {
        Connection<BytePipe> &line = m_network.newest();
        while (line.toServer.underway() < kSocketRoom) {
            apply(Client::Event::Kind::Sends);
            if (m_said.isEmpty())
                break;
            line.sendToServer(m_said.front());
        }
    } else if (side == Side::Server && m_network.servers()) {
        Connection<BytePipe> &line = m_network.at(m_network.current());
        while (line.toClient.underway() < kSocketRoom) {
            apply(Server::Event::Kind::Sends);
            if (m_said.isEmpty())
                break;
            line.sendToClient(m_said.front());
        }
    }
}

void Simulation::sendDueAck(Side side)
{
    const auto due = side == Side::Client ? m_client->view().reportDue : m_server->view().ackDue;
    if (!due || *due > m_clock.now())
        return;
    if (side == Side::Client && m_network.clients()) {
        apply(Client::Event::Kind::Reports);
        m_network.newest().sendToServer(m_said.front());
    } else if (side == Side::Server && m_network.servers()) {
        apply(Server::Event::Kind::Acknowledges);
        m_network.at(m_network.current()).sendToClient(m_said.front());
    }
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
        const auto control = controlIn(*message);
        if (side == Side::Client) {
            apply(Client::Event::Kind::Receives, *message);
            continue;
        }
        if (control && std::holds_alternative<protocol::Resume>(*control))
            m_network.takeOver(line);
        apply(Server::Event::Kind::Receives, *message);
    }
}

void Simulation::play()
{
    if (m_client->view().canPlay)
        apply(Client::Event::Kind::Plays);
}

void Simulation::syncStore()
{
    if (!m_server->view().canSync)
        return;
    const bool crashes = ++m_writes == m_crashInWrite;
    if (!crashes || m_isWriteComplete)
        apply(Server::Event::Kind::Syncs);
    if (crashes)
        crash();
}

void Simulation::hear()
{
    if (m_server->view().canHear)
        apply(Server::Event::Kind::Hears);
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
        apply(Client::Event::Kind::LosesLine);
    } else {
        line.toClient.cutAfter(std::min(bytes, line.toClient.underway()));
        if (m_network.letGoAtServer(index))
            apply(Server::Event::Kind::LosesLine);
    }
    m_network.sweep();
}

void Simulation::notice()
{
    for (qsizetype i = lines() - 1; i >= 0; --i) {
        Connection<BytePipe> &line = m_network.at(i);
        if (line.clientHolds && !line.serverHolds) {
            line.letGoAtClient();
            apply(Client::Event::Kind::LosesLine);
        } else if (line.serverHolds && !line.clientHolds) {
            if (m_network.letGoAtServer(i))
                apply(Server::Event::Kind::LosesLine);
        }
    }
    m_network.sweep();
}

void Simulation::crash()
{
    m_network.letGoOfAllAtServer();
    const Server::Remains remains = m_server->remains();
    m_server =
        std::make_unique<Server>(Server::Setting{.clock = m_clock, .window = m_window}, remains);
    m_network.sweep();
    look();
}

void Simulation::restartClient()
{
    cut(Side::Client, kAll);
    const Client::Remains remains = m_client->remains();
    m_client = std::make_unique<Client>(
        Client::Setting{.clock = m_clock, .window = m_window, .folder = m_folder}, remains);
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
    play();
    syncStore();
    hear();
    notice();
    advance(Duration(10));
}

bool Simulation::settle()
{
    for (int rounds = 0; rounds < 10'000; ++rounds) {
        if (isSettled(m_client->view(), m_server->view()))
            return true;
        if (m_server->isSaying())
            say(0, true);
        round();
    }
    return false;
}

void Simulation::look()
{
    if (!m_broken.isEmpty())
        return;
    m_broken = brokenPromise(m_client->view(), m_server->view());
    const auto [bytes, items] = m_client->audioUnderWay();
    lookAtWindow(bytes, items);
    qint64 speech = 0;
    qsizetype pieces = 0;
    const protocol::Stream &stream = m_server->stream();
    for (const Message &item : stream.beyond(stream.acknowledged())) {
        speech += item.binary ? item.bytes.size() : 0;
        pieces += item.binary ? 1 : 0;
    }
    lookAtWindow(speech, pieces);
}

/// Audio must stay within the window, but one item may always be larger.
void Simulation::lookAtWindow(qint64 bytes, qsizetype items)
{
    if (bytes > m_window && items > 1)
        m_broken = u"more is under way than the window allows"_s;
}

} // namespace holdline::testing
