// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/durableclient.h"
#include "support/mortalstore.h"
#include "support/testserver.h"

#include <QTest>

namespace holdline::testing {

/// Servers that die and come back with the same store, as far as one process can simulate that.
class Phoenix
{
public:
    explicit Phoenix(server::SessionStore &store) : m_store(store) { rise(); }

    /// The server is killed, and another one begins. `batches`: the new one dies after so many
    /// batches; 0: it does not die by itself.
    void rise(int batches = 0)
    {
        if (m_mortal)
            m_mortal->die();
        begin(batches);
    }
    /// The server ends as on SIGTERM, and another one begins.
    void restart()
    {
        m_server->registry.close();
        begin(0);
    }
    bool isDead() const { return m_mortal->isDead(); }
    int batches() const { return m_mortal->batches(); }
    TestServer &server() { return *m_server; }

    /// Cuts the client's line and resumes at the current server, as a new process if it `forgot`
    /// its streams. Returns whether the client is welcome in time, or the server has died
    /// meanwhile.
    bool resume(DurableClient &client, bool forgot = false)
    {
        client.cut();
        client.setUrl(m_server->url());
        client.dial();
        if (!QTest::qWaitFor([&] { return client.isGreeted() || isDead(); }))
            return false;
        if (isDead())
            return true;
        client.resume(forgot);
        return QTest::qWaitFor([&] { return client.isWelcome() || isDead(); });
    }

private:
    void begin(int batches)
    {
        if (m_server)
            m_server->voice->speaking.open();
        m_server.reset();
        auto mortal = std::make_unique<MortalStore>(m_store);
        m_mortal = mortal.get();
        if (batches > 0)
            m_mortal->dieAfter(batches);
        m_server = std::make_unique<TestServer>(TestServer::Options{.store = std::move(mortal)});
        m_server->ears->words = [](int, audio::PcmView heard) {
            return QStringLiteral("%1 tenths").arg((heard.size() + 400) / 1600);
        };
    }

    server::SessionStore &m_store;
    MortalStore *m_mortal = nullptr; ///< owned by m_server
    std::unique_ptr<TestServer> m_server;
};

} // namespace holdline::testing
