// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/window.h"

#include "support/stage.h"
#include "tools/bench/screenwatch.h"

#include <QDateTime>

#include <cstdio>

namespace holdline::bench {

using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::system_clock;

namespace {

constexpr int kStarts = 7;
constexpr int kWindowCuts = 8;
constexpr double kWindowShare = 0.15; ///< of the screen, when the window is painted
constexpr int kHeaderHeight = 96; ///< the part of the window that shows the status

/// When the client wrote the line, from its own time stamp: "2026-11-21T08:14:00.123 info …".
ScreenWatch::Time stampOf(const OutputLine &line)
{
    const auto stamp = QDateTime::fromString(line.text.left(23), Qt::ISODateWithMs);
    return ScreenWatch::Time(std::chrono::milliseconds(stamp.toMSecsSinceEpoch()));
}

std::optional<Row> startRow(Stage &stage)
{
    std::vector<double> times;
    for (int i = 0; i < kStarts; ++i) {
        const ScreenWatch watch(stage.screen().framebufferFile(), {0, 0, 1280, 1024});
        const auto begin = system_clock::now();
        if (!stage.client().process().start()
            || !waitUntil([&] { return watch.shareChanged() > kWindowShare; }, kPatience)) {
            return std::nullopt;
        }
        times.push_back(milliseconds(system_clock::now() - begin));
        stage.client().terminate();
        waitUntil([&] { return watch.shareChanged() < kWindowShare / 2; }, kPatience);
    }
    return Row{u"start_to_window_ms_p50"_s, percentile(times, 0.5), u"ms"_s,
               u"exec to a painted window, warm disk; slowest %1 ms"_s.arg(percentile(times, 1.0),
                                                                           0, 'f', 0)};
}

/// Cuts the line again and again. Every reported state must change the header.
std::optional<Row> stateRow(Stage &stage)
{
    if (!stage.startClient().isEmpty() || !stage.client().waitForStatus(u"connected"_s))
        return std::nullopt;
    const QRect window = stage.screen().geometry(stage.client().window());
    const ScreenWatch watch(stage.screen().framebufferFile(),
                            {window.x(), window.y(), window.width(), kHeaderHeight});
    const qsizetype linesBefore = stage.client().process().standardError().size();
    for (int i = 0; i < kWindowCuts; ++i) {
        stage.line().cut();
        if (!stage.client().waitForStatus(u"reconnected"_s)
            || !stage.client().waitForStatus(u"connected"_s)) {
            return std::nullopt;
        }
    }
    // The last change is painted after its log line.
    waitUntil([] { return false; }, Duration(200));
    const std::vector<ScreenWatch::Time> changes = watch.changes();
    std::vector<double> times;
    for (const OutputLine &line : stage.client().process().standardError().mid(linesBefore)) {
        if (!line.text.contains(u"holdline.status: status "_s))
            continue;
        const auto stamp = stampOf(line);
        const auto shown = std::lower_bound(changes.begin(), changes.end(), stamp);
        if (shown != changes.end())
            times.push_back(milliseconds(*shown - stamp));
    }
    if (times.empty())
        return std::nullopt;
    return Row{u"state_to_screen_ms_p95"_s, percentile(times, 0.95), u"ms"_s,
               u"%1 changes, decision to pixels; p50 %2 ms"_s.arg(times.size())
                   .arg(percentile(times, 0.5), 0, 'f', 1)};
}

} // namespace

Rows measureWindow()
{
    Stage stage;
    if (const QString trouble = stage.prepare(); !trouble.isEmpty())
        return failed(trouble);
    Rows rows;
    for (const auto &row : {startRow(stage), stateRow(stage)}) {
        if (row)
            rows.append(*row);
        else
            failed(u"The client does not show up:\n"_s + stage.client().process().errorText());
    }
    return rows;
}

} // namespace holdline::bench
