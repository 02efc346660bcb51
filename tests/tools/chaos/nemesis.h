// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/chaosproxy.h"

#include <optional>
#include <vector>

namespace holdline::chaos {

/// Strikes a line as often as it was told to, at random moments before, during and after the return
/// of the session that runs over it, and measures how long each return takes.
class Nemesis : public QObject
{
    Q_OBJECT

public:
    /// `line` outlives this.
    Nemesis(ChaosProxy &line, quint32 seed, int cuts);

    void start();
    /// The session is there, or there again.
    void noteLive();
    /// All cuts are made and the session is back.
    bool isDone() const { return m_made == m_cuts && !m_struckAt; }

    int cuts() const { return m_cuts; }
    int made() const { return m_made; }
    /// Milliseconds from the death of the line to the return of the session.
    const std::vector<double> &recoveries() const { return m_recoveries; }

Q_SIGNALS:
    void struck(int made);

private:
    void armNext();
    void onStruck();

    ChaosProxy &m_line;
    Schedule m_schedule;
    int m_cuts;
    int m_made = 0;
    bool m_isLive = false;
    Duration m_wait{0};
    QTimer m_strike; ///< while live: when the fault strikes at the latest
    std::optional<Instant> m_struckAt; ///< until the session is back
    std::vector<double> m_recoveries;
};

} // namespace holdline::chaos
