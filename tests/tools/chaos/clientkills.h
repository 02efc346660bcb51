// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "tools/chaos/rampserver.h"
#include "tools/chaos/report.h"

#include <QStringList>
#include <QTemporaryDir>

#include <map>
#include <random>

namespace holdline::chaos {

/// Client processes of one session, each killed while it speaks and listens. All that each has said
/// and typed must arrive once, and each must hear the whole conversation once.
class ClientKills : public QObject
{
    Q_OBJECT

public:
    /// Every tenth process is stopped for a while before it is killed. Before every third kill the
    /// server is blocked for a while, so that much of what the client says is not acknowledged.
    ClientKills(int kills, quint32 seed);

    Report run();

private:
    struct Life
    {
        SignalCheck mic{rampFrom(0)};
        quint64 spoken = 0; ///< samples that it reports as kept
        int texts = 0;
        int typed = 0; ///< texts that it reports as kept
        QStringList said; ///< user's messages that it heard of, in order
        std::map<quint32, SignalCheck> speech;
        std::map<quint32, quint64> speechBegin; ///< first position heard
        quint64 wrong = 0;
        bool joined = false;
    };

    void onDurable(const server::Change &change);
    void onLine(Life &life, const QString &line);
    QStringList arguments(quint32 life) const;
    void live(quint32 number);
    bool isDelivered() const;
    void inherit();
    void judge(Report &report, const Life &life) const;

    int m_kills;
    quint32 m_seed;
    std::mt19937 m_random;
    QTemporaryDir m_folder;
    RampServer m_server;
    std::map<quint32, Life> m_lives;
    QStringList m_messages; ///< ids of the user's messages, in the order of their commits
    quint64 m_misplacedTexts = 0;
    int m_made = 0;
    int m_newSessions = 0;
    bool m_isSettled = false;
};

} // namespace holdline::chaos
