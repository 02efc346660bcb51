// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/audit.h"
#include "tools/chaos/hastyclient.h"
#include "tools/chaos/nemesis.h"
#include "tools/chaos/rampserver.h"
#include "tools/chaos/talk.h"

#include <QTemporaryDir>

namespace holdline::chaos {

/// The client's SessionLine and the whole server, with a line between them that fails all the time.
/// Nothing may be lost.
class V1Run : public QObject
{
    Q_OBJECT

public:
    V1Run(int cuts, quint32 seed);

    Report run();

private:
    void connectClient();
    void onSession(const client::Line::Session &session);
    Report report() const;

    quint32 m_seed;
    QTemporaryDir m_folder;
    RampServer m_server;
    ChaosProxy m_line;
    Nemesis m_nemesis;
    std::unique_ptr<HastyClient> m_client;
    Talk m_talk;
    Audit m_audit{rampFrom(0), rampFrom(kSpeechOffset)};
    int m_sessions = 0; ///< sessions that were not resumed
};

} // namespace holdline::chaos
