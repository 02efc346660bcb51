// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/doctor.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace holdline {

using namespace Qt::StringLiterals;

namespace {

struct DoctorWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::Doctor)
};

constexpr qsizetype kSubjectWidth = 14;

QString mark(Finding::Level level)
{
    switch (level) {
    case Finding::Level::Fine:
        return DoctorWords::tr("ok");
    case Finding::Level::Warning:
        return DoctorWords::tr("warn");
    case Finding::Level::Failure:
        return DoctorWords::tr("FAIL");
    }
    Q_UNREACHABLE();
}

/// The width of the widest mark.
qsizetype markWidth()
{
    using enum Finding::Level;
    return std::max({mark(Fine).size(), mark(Warning).size(), mark(Failure).size()});
}

void printLine(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

} // namespace

Doctor::Doctor(std::vector<std::unique_ptr<DoctorCheck>> checks) : m_checks(std::move(checks))
{
    for (const auto &check : m_checks) {
        connect(check.get(), &DoctorCheck::found, this, &Doctor::print);
        connect(check.get(), &DoctorCheck::finished, this, &Doctor::next, Qt::QueuedConnection);
    }
}

void Doctor::start()
{
    m_checks.front()->start();
}

void Doctor::next()
{
    if (++m_current < m_checks.size()) {
        m_checks[m_current]->start();
        return;
    }
    printLine({});
    printLine(m_failures + m_warnings == 0
                  ? DoctorWords::tr("No problems found.")
                  : DoctorWords::tr("Failed: %1. Warnings: %2.").arg(m_failures).arg(m_warnings));
    Q_EMIT finished(m_failures > 0 ? 1 : 0);
}

void Doctor::print(const Finding &finding)
{
    m_warnings += finding.level == Finding::Level::Warning ? 1 : 0;
    m_failures += finding.level == Finding::Level::Failure ? 1 : 0;
    printLine(u"%1  %2  %3"_s.arg(mark(finding.level).leftJustified(markWidth()),
                                  finding.subject.leftJustified(kSubjectWidth), finding.text));
    if (!finding.advice.isEmpty())
        printLine(QString(markWidth() + kSubjectWidth + 4, u' ') + finding.advice);
}

} // namespace holdline
