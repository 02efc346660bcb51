// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace holdline::widgets {

/// Screen readers say `words` once, wherever the keyboard is. `source` is the widget or window that
/// the words are about. Does nothing without a screen reader. GUI thread.
void announce(QWidget &source, const QString &words);

} // namespace holdline::widgets
