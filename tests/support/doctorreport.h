// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/clientprocess.h"

namespace holdline::testing {

/// The output of `holdline --doctor`.
struct DoctorReport
{
    int exitCode = -1;
    QStringList lines;
    QString errors{}; ///< of stderr

    /// The line about `subject`, with single spaces.
    QString about(const QString &subject) const;
    QString text() const;
};

/// Runs the program to its end, for 60 s at most.
DoctorReport examine(const QStringList &arguments, const QProcessEnvironment &environment,
                     const QString &program = ClientProcess::program());

} // namespace holdline::testing
