// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace holdline::widgets {

/// The family of all text: that of the font chosen for the desktop, or Inter where it names none.
QString textFamily(const QFont &desktop);

/// How many times larger than in the design text must be to suit the font of the desktop: 1 for the
/// usual 9 to 11 points, at most 3.
double textScale(const QFont &desktop);

} // namespace holdline::widgets
