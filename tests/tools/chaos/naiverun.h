// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/ledger.h"
#include "tools/chaos/naivepeers.h"
#include "tools/chaos/nemesis.h"
#include "tools/chaos/report.h"
#include "tools/chaos/talk.h"

namespace holdline::chaos {

/// The same traffic and faults as V1Run, between peers that number nothing. They must lose
/// something, otherwise the test harness is blind.
class NaiveRun : public QObject
{
    Q_OBJECT

public:
    NaiveRun(NaiveDesign design, int cuts, quint32 seed);

    Report run();

private:
    void answer();
    void onServerReceived(const protocol::WireMessage &message);
    void onClientReceived(const protocol::WireMessage &message);
    Report report() const;

    NaiveDesign m_design;
    quint32 m_seed;
    ChaosProxy m_line;
    Nemesis m_nemesis;
    NaiveServer m_server;
    std::unique_ptr<NaiveClient> m_client;
    Talk m_talk;
    QTimer m_answering;
    quint64 m_answered = 0; ///< samples

    SignalCheck m_mic{rampFrom(0)};
    SignalCheck m_tts{rampFrom(0)};
    Ledger m_texts;
    Ledger m_echoes;
};

} // namespace holdline::chaos
