// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace holdline::chaos {

/// The results of a run. A plain value.
struct Report
{
    struct Count
    {
        quint64 sent = 0;
        quint64 lost = 0;
        quint64 repeated = 0;
        quint64 misplaced = 0; ///< out of order, or not what was sent
    };

    QString design;
    int cuts = 0;
    quint32 seed = 0;
    Count mic; ///< samples from client to server
    Count tts; ///< samples from server to client
    Count messages; ///< in both directions
    int newSessions = 0; ///< sessions that should have been resumed
    bool settled = false; ///< no traffic was left at the end
    std::vector<double> recoveries; ///< milliseconds
    double seconds = 0;
    QString firstLoss{}; ///< to help to find its cause

    /// Whether nothing was lost, repeated or misplaced.
    bool isPerfect() const;
    quint64 lost() const { return mic.lost + tts.lost + messages.lost; }
};

QJsonObject toJson(const Report &report);

/// p50, p95 and max; each is 0 if there are no values.
QJsonObject quantiles(std::vector<double> values);

} // namespace holdline::chaos
