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

/// A server that lets a crowd in from one address.
class CrowdServer : public testing::ServerProcess
{
public:
    CrowdServer();
    /// Waits until its recognisers are loaded, too; tells on stderr why not.
    bool startAndSettle();
};

/// Many v1 clients in this process. An idle one does what the real client does when nothing is
/// said: a ping every 15 s, at a moment of its own.
class Crowd : public QObject
{
public:
    explicit Crowd(const QUrl &url);

    /// False when they are not all welcome after a while, which is told on stderr.
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
    double m_due = 0; ///< pings that should have been sent, less those that were
    std::size_t m_next = 0; ///< whose turn it is
};

/// Each connection is a descriptor here, too.
void raiseFileLimit();

/// The load on the whole machine, for a note: figures of a busy machine are not of the server.
QString machineLoad();

} // namespace holdline::bench
