// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScreen>
#include <QWidget>

namespace holdline::widgets {

/// `wanted`, limited to a window on a screen with `available` room. The frame of the window needs
/// some of it.
inline QSize fitted(QSize wanted, QSize available)
{
    constexpr QSize kFrame(12, 48);
    return wanted.boundedTo(available - kFrame);
}

/// Limits a window that is not shown yet to the size of its screen.
inline void fitToScreen(QWidget &window)
{
    if (const QScreen *screen = window.screen())
        window.resize(fitted(window.size(), screen->availableSize()));
}

} // namespace holdline::widgets
