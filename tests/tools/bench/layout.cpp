// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/layout.h"

#include "client/conversation/transcriptmodel.h"
#include "support/childprocess.h"
#include "tools/bench/stepwatch.h"
#include "widgets/transcript/bubblelayout.h"
#include "widgets/transcript/transcriptview.h"

#include <QAbstractItemDelegate>
#include <QScrollBar>

#include <cstdio>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;
using testing::waitUntil;
using widgets::BubbleLayout;

namespace {

} // namespace

Rows measureLayout()
{
    const QString sentence =
        u"This is a sentence of an answer, and as long as people make them. "_s;
    const QString answer = sentence.repeated(kMegabyte / sentence.size());
    client::TranscriptModel model;
    widgets::TranscriptView view;
    view.setModel(&model);
    view.resize(900, 700);
    view.show();
    int steps = 1;
    QObject::connect(view.itemDelegate(), &QAbstractItemDelegate::sizeHintChanged, &view,
                     [&steps] { ++steps; });
    const auto expected = static_cast<int>(answer.size() / BubbleLayout::kStep);

    const auto begin = steady_clock::now();
    const StepWatch watch;
    model.finishAnswer(answer, WallTime{});
    const bool isWhole = waitUntil([&] { return steps > expected; }, kPatience);
    const auto taken = steady_clock::now() - begin;
    // Like a user who scrolls through it.
    for (int page = 1; page <= 20; ++page) {
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 20 * page);
        waitUntil([] { return false; }, 20ms);
    }
    if (!isWhole) {
        std::fprintf(stderr, "The answer is not laid out\n");
        return {};
    }
    return {{u"layout_1mb_step_ms_max"_s, milliseconds(watch.longest()), u"ms"_s,
             u"longest step of the main thread (its own processor time) while an answer of 1 MB is "
             "laid out and read; laid out in %1 steps within %2 ms"_s.arg(steps)
                 .arg(milliseconds(taken), 0, 'f', 0)}};
}

} // namespace holdline::bench
