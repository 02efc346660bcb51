// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/losses.h"

#include "tools/chaos/naiverun.h"
#include "tools/chaos/v1run.h"

namespace holdline::bench {

using namespace chaos;
using namespace Qt::StringLiterals;

namespace {

constexpr int kCuts = 200;
constexpr quint32 kSeed = 1;

QString share(const Report::Count &count)
{
    const double part = static_cast<double>(count.lost) / static_cast<double>(count.sent);
    return u"%1 %"_s.arg(part * 100, 0, 'f', 1);
}

Row row(const Report &report)
{
    return {u"chaos_lost_%1"_s.arg(report.design), static_cast<double>(report.lost()), u""_s,
            u"samples and messages in %1 cuts: %2 of the microphone, %3 of the answers"_s
                .arg(report.cuts)
                .arg(share(report.mic), share(report.tts))};
}

} // namespace

Rows measureLosses()
{
    return {row(NaiveRun(NaiveDesign::Plain, kCuts, kSeed).run()),
            row(NaiveRun(NaiveDesign::Queue, kCuts, kSeed).run()), row(V1Run(kCuts, kSeed).run())};
}

} // namespace holdline::bench
