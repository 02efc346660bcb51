// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/serverprocess.h"
#include "tools/chaos/audit.h"
#include "tools/chaos/hastyclient.h"

#include <QTimer>

#include <memory>
#include <random>
#include <vector>

namespace holdline::chaos {

/// The real holdlined with its SQLite file, killed again and again while the user and the server
/// speak. What it has acknowledged must be there afterwards, and everything must go on where it
/// stopped.
class ServerKills : public QObject
{
    Q_OBJECT

public:
    /// Every tenth time the server is stopped for a while instead of killed, as in a debugger.
    ServerKills(int kills, quint32 seed);

    Report run();

private:
    QString prepare();
    void connectClient();
    bool killOnce(int number);
    void pauseServer(Duration duration);
    void speak();
    void type(int number);
    bool waitForQuiet();
    Report report(bool settled);

    int m_kills;
    quint32 m_seed;
    std::mt19937 m_random;
    testing::ServerProcess m_server;
    std::unique_ptr<HastyClient> m_client;
    QTimer m_microphone;
    audio::Pcm m_voice;
    audio::Pcm m_spoken; ///< everything that the microphone has recorded
    bool m_isTalking = false;

    std::vector<protocol::ServerMessage> m_received;
    std::vector<protocol::AudioItem> m_heard;
    QStringList m_typed;
    Instant m_lastHeard{};
    int m_made = 0;
    int m_sessions = 0; ///< sessions that were not resumed
    std::optional<Instant> m_killedAt;
    std::vector<double> m_recoveries;
};

} // namespace holdline::chaos
