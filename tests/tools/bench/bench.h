// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

namespace holdline::bench {

/// One figure.
struct Row
{
    QString name; ///< "open_ms_p50": what, unit, and which statistic of it
    double value;
    QString unit;
    QString note; ///< under which circumstances, and of which parts it is made
};

using Rows = QList<Row>;

/// Measures a group of figures at once. A figure that cannot be measured here is left out and told
/// on stderr.
struct Bench
{
    QStringList names; ///< of the rows
    Rows (*run)();
};

/// Every benchmark, in the order in which they run.
QList<Bench> allBenches();

/// The smallest of the values that is not below the share `p` of them, 0 … 1. Not for no values.
double percentile(std::vector<double> values, double p);

double milliseconds(std::chrono::nanoseconds duration);

} // namespace holdline::bench
