// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "model/mistakes.h"

#include <QList>

#include <utility>

namespace holdline::testing {

/// One connection: messages arrive in order or not at all. Each end may let go of it at any time
/// and then receives nothing more. The other end can still read what was on its way, and notices
/// the end later. A pipe is one direction.
template <typename Pipe>
struct Connection
{
    bool clientHolds = true;
    bool serverHolds = true;
    bool hasResumed = false; ///< the server has read the client's resume
    Pipe toServer;
    Pipe toClient;

    void sendToServer(const Message &message)
    {
        if (serverHolds)
            toServer.push_back(message);
    }
    void sendToClient(const Message &message)
    {
        if (clientHolds)
            toClient.push_back(message);
    }
    void letGoAtServer()
    {
        serverHolds = false;
        toServer.clear();
    }
    void letGoAtClient()
    {
        clientHolds = false;
        toClient.clear();
    }
};

/// All connections that at least one end still holds, oldest first. The client's is the newest.
template <typename Pipe>
class Network
{
public:
    const QList<Connection<Pipe>> &connections() const { return m_connections; }
    Connection<Pipe> &at(qsizetype index) { return m_connections[index]; }
    void dial() { m_connections.push_back({}); }

    /// The client's connection; null if it has none.
    const Connection<Pipe> *clients() const
    {
        const bool has = !m_connections.isEmpty() && m_connections.back().clientHolds;
        return has ? &m_connections.back() : nullptr;
    }
    Connection<Pipe> &newest() { return m_connections.back(); }

    /// The connection that the server uses; null if there is none.
    const Connection<Pipe> *servers() const
    {
        return m_current < 0 ? nullptr : &m_connections[m_current];
    }
    qsizetype current() const { return m_current; }

    /// The server has read the resume on this connection. It ignores all older ones from now on,
    /// whatever their state.
    void takeOver(qsizetype index, const Mistakes &mistakes = {})
    {
        for (qsizetype i = 0; i < m_connections.size(); ++i) {
            Connection<Pipe> &other = m_connections[i];
            const bool isKept = other.hasResumed ? mistakes.hearsOldLines : mistakes.obeysOldLines;
            if ((i < index || other.hasResumed) && !isKept)
                other.letGoAtServer();
        }
        m_connections[index].hasResumed = true;
        m_current = index;
    }
    /// Returns true if the server used this connection.
    bool letGoAtServer(qsizetype index)
    {
        m_connections[index].letGoAtServer();
        return index == std::exchange(m_current, index == m_current ? -1 : m_current);
    }
    void letGoOfAllAtServer()
    {
        for (Connection<Pipe> &connection : m_connections)
            connection.letGoAtServer();
        m_current = -1;
    }

    /// Removes the connections that neither end holds.
    void sweep()
    {
        for (qsizetype i = m_connections.size() - 1; i >= 0; --i) {
            if (m_connections[i].clientHolds || m_connections[i].serverHolds)
                continue;
            m_connections.removeAt(i);
            m_current -= i < m_current ? 1 : 0;
        }
    }

private:
    QList<Connection<Pipe>> m_connections;
    qsizetype m_current = -1;
};

} // namespace holdline::testing
