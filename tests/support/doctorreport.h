// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/clientprocess.h"

namespace holdline::testing {

/// What `holdline --doctor` printed.
struct DoctorReport
{
    int exitCode = -1;
    QStringList lines;
    QString errors{}; ///< of stderr

    /// The line about `subject`, its spaces made one.
    QString about(const QString &subject) const;
    QString text() const;
};

/// Runs it to its end, for 60 s at most.
DoctorReport examine(const QStringList &arguments, const QProcessEnvironment &environment,
                     const QString &program = ClientProcess::program());

} // namespace holdline::testing
