// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/doctorreport.h"

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration kReportPatience(60000);

} // namespace

QString DoctorReport::about(const QString &subject) const
{
    for (const QString &line : lines) {
        if (const QString one = line.simplified(); one.section(u' ', 1).startsWith(subject))
            return one;
    }
    return {};
}

QString DoctorReport::text() const
{
    return u"exit %1\n"_s.arg(exitCode) + lines.join(u'\n') + errors;
}

DoctorReport examine(const QStringList &arguments, const QProcessEnvironment &environment,
                     const QString &program)
{
    ChildProcess process(program, arguments, environment);
    if (!process.start() || !process.waitForEnd(kReportPatience))
        return {};
    DoctorReport report{.exitCode = process.exitCode(), .lines = {}, .errors = process.errorText()};
    for (const OutputLine &line : process.standardOutput())
        report.lines.append(line.text);
    return report;
}

} // namespace holdline::testing
