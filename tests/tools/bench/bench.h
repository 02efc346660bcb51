// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

namespace holdline::bench {

/// One measured figure.
struct Row
{
    QString name; ///< "open_ms_p50": subject, unit and statistic
    double value;
    QString unit;
    QString note; ///< the circumstances, and the parts of the figure
};

using Rows = QList<Row>;

/// Measures a group of figures together. Leaves out a figure that cannot be measured here, and says
/// so on stderr.
struct Bench
{
    QStringList names; ///< names of the rows
    Rows (*run)();
};

/// All benchmarks, in the order in which they run.
QList<Bench> allBenches();

/// The time that a short step gets, even on a busy machine.
inline constexpr std::chrono::minutes kPatience{1};
/// The length of an audio item.
inline constexpr std::chrono::milliseconds kItem{100};
inline constexpr int kMegabyte = 1000 * 1000;

/// The smallest of the values that is not below the share `p` of them, 0 … 1. There must be a
/// value.
double percentile(std::vector<double> values, double p);

/// Tells `why` on stderr. No rows.
Rows failed(const QString &why);

double milliseconds(std::chrono::nanoseconds duration);

} // namespace holdline::bench
