// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "support/durableclient.h"
#include "support/serverprocess.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace holdline::bench {

/// A server that accepts many clients from one address.
class CrowdServer : public testing::ServerProcess
{
public:
    CrowdServer();
    /// Starts the server and waits until its recognisers are loaded. Tells on stderr what is wrong.
    bool startAndSettle();
};

/// Many Durable clients in this process. An idle client does what the real client does while no one
/// speaks: a ping every 15 s, at a time of its own.
class Crowd : public QObject
{
public:
    explicit Crowd(const QUrl &url);

    /// Adds clients. Returns false if not all of them are welcome in time, and says so on stderr.
    bool add(int count);
    int size() const { return static_cast<int>(m_clients.size()); }
    testing::DurableClient &client(int index)
    {
        return *m_clients[static_cast<std::size_t>(index)];
    }

private:
    void pingSome();
    int welcome() const;

    QUrl m_url;
    std::vector<std::unique_ptr<testing::DurableClient>> m_clients;
    QTimer m_pings;
    double m_due = 0; ///< pings that are due and not sent yet
    std::size_t m_next = 0; ///< the client that pings next
};

/// Each connection needs a file descriptor in this process, too.
void raiseFileLimit();

/// The load of the whole machine, for a note: figures from a busy machine say little about the
/// server.
QString machineLoad();

} // namespace holdline::bench
