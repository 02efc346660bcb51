// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace holdline::chaos {

/// What a run has come to.
struct Report
{
    struct Count
    {
        quint64 sent = 0;
        quint64 lost = 0;
        quint64 repeated = 0;
        quint64 misplaced = 0; ///< not in order, or not what was sent
    };

    QString design;
    int cuts = 0;
    quint32 seed = 0;
    Count mic; ///< samples from client to server
    Count tts; ///< samples from server to client
    Count messages; ///< both ways
    int newSessions = 0; ///< that were to be resumed
    bool settled = false; ///< everything was quiet in the end
    std::vector<double> recoveries; ///< milliseconds
    double seconds = 0;
    QString firstLoss{}; ///< for whoever looks for its cause

    /// Nothing was lost, repeated or misplaced.
    bool isPerfect() const;
    quint64 lost() const { return mic.lost + tts.lost + messages.lost; }
};

QJsonObject toJson(const Report &report);

/// One of p50, p95 and max of no values is 0.
QJsonObject quantiles(std::vector<double> values);

} // namespace holdline::chaos
