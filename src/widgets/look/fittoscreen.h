// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScreen>
#include <QWidget>

namespace holdline::widgets {

/// The largest part of `wanted` that a window may have on a screen with this much room. The frame
/// around the window needs some of it.
inline QSize fitted(QSize wanted, QSize available)
{
    constexpr QSize kFrame(12, 48);
    return wanted.boundedTo(available - kFrame);
}

/// Makes a window that is not shown yet small enough for its screen.
inline void fitToScreen(QWidget &window)
{
    if (const QScreen *screen = window.screen())
        window.resize(fitted(window.size(), screen->availableSize()));
}

} // namespace holdline::widgets
