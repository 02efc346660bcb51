// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptmodel.h"
#include "support/serverprocess.h"
#include "tools/chaos/chaosproxy.h"
#include "tools/chaos/hastyclient.h"

#include <QJsonObject>

#include <memory>
#include <random>
#include <vector>

namespace holdline::chaos {

/// Turn after turn with the real holdlined over a line that is cut again and again. The memory of
/// this process, which is the client, and of the server must not grow.
class MemoryRun : public QObject
{
    Q_OBJECT

public:
    MemoryRun(int turns, int cuts, quint32 seed);

    QJsonObject run();

private:
    bool prepare();
    void connectClient();
    bool talkOnce(int turn);
    void sample();
    QJsonObject report(bool settled) const;

    int m_turns;
    int m_cuts;
    quint32 m_seed;
    std::mt19937 m_random;
    Schedule m_schedule;
    testing::ServerProcess m_server;
    ChaosProxy m_line;
    client::TranscriptModel m_transcript;
    std::unique_ptr<HastyClient> m_client;
    int m_made = 0; ///< turns made so far
    int m_struck = 0;
    QString m_answer; ///< the answer of this turn
    bool m_hasEnded = false; ///< all speech of the answer has come
    std::vector<double> m_clientBytes;
    std::vector<double> m_serverBytes;
};

} // namespace holdline::chaos
