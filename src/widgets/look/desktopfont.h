// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace holdline::widgets {

/// The family of all text: the font chosen for the desktop, or Inter if the desktop names none.
QString textFamily(const QFont &desktop);

/// The factor from the size of text in the design to the size that suits the font of the desktop: 1
/// for the usual 9 to 11 points, at most 3.
double textScale(const QFont &desktop);

} // namespace holdline::widgets
