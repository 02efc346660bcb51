// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/outages.h"

#include "support/childprocess.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::ChildProcess;
using testing::waitUntil;

namespace {

constexpr Duration kTrialPatience = 15min;

/// A quantile of one of the distributions that the program prints.
double of(const QJsonObject &figures, const QString &group, const QString &quantile)
{
    return figures[group].toObject()[quantile].toDouble();
}

} // namespace

Rows measureOutages()
{
    ChildProcess trial(QCoreApplication::applicationDirPath() + u"/holdline-netns"_s,
                       {u"--rounds"_s, u"3"_s, u"--talkers"_s, u"8"_s});
    trial.start();
    waitUntil([&trial] { return !trial.isRunning(); }, kTrialPatience);
    if (trial.standardOutput().isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(trial.errorText()));
        return {};
    }
    const auto figures =
        QJsonDocument::fromJson(trial.standardOutput().last().text.toUtf8()).object();
    const QString reported = u"reported_ms"_s;
    const QString unreported = u"unreported_ms"_s;
    const QString p50 = u"p50"_s;
    const QString p95 = u"p95"_s;
    const auto besides = [&](const QString &quantile) {
        return u"from the end of an outage that the system reports to the first item of before; %1 "
               "ms where it reports nothing"_s.arg(of(figures, unreported, quantile), 0, 'f', 0);
    };
    return {{u"detect_ms_p95"_s, of(figures, u"noticed_ms"_s, p95), u"ms"_s,
             u"talking over TLS: cable, address, blackhole, router; p50 %1 ms of %2 losses"_s
                 .arg(of(figures, u"noticed_ms"_s, p50), 0, 'f', 0)
                 .arg(figures[u"samples"_s].toInt())},
            {u"return_ms_p50"_s, of(figures, reported, p50), u"ms"_s, besides(p50)},
            {u"return_ms_p95"_s, of(figures, reported, p95), u"ms"_s, besides(p95)}};
}

} // namespace holdline::bench
