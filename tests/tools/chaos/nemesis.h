// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/chaosproxy.h"

#include <optional>
#include <vector>

namespace holdline::chaos {

/// Strikes a line a given number of times, at random moments before, during and after the return of
/// its session, and measures how long each return takes.
class Nemesis : public QObject
{
    Q_OBJECT

public:
    /// `line` must outlive this.
    Nemesis(ChaosProxy &line, quint32 seed, int cuts);

    void start();
    /// The session has begun or is back.
    void noteLive();
    /// Whether all cuts are made and the session is back.
    bool isDone() const { return m_made == m_cuts && !m_struckAt; }

    int cuts() const { return m_cuts; }
    int made() const { return m_made; }
    /// Times from the death of the line to the return of the session, in milliseconds.
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
    QTimer m_strike; ///< runs while live: the latest time for the fault to strike
    std::optional<Instant> m_struckAt; ///< set until the session is back
    std::vector<double> m_recoveries;
};

} // namespace holdline::chaos
