// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/desktopfont.h"

#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

// 9 and 11 points in pixels at 96 dots per inch. The design suits desktops with sizes between them.
constexpr double kSmallestUsual = 12;
constexpr double kLargestUsual = 15;
constexpr double kSmallest = 0.6;
constexpr double kLargest = 3;

/// Whether this is a family that Qt reports if the desktop has chosen no font.
bool isGeneric(const QString &family)
{
    static const QStringList names{u"Sans Serif"_s, u"Sans"_s, u"sans-serif"_s, u"Helvetica"_s};
    return family.isEmpty() || names.contains(family, Qt::CaseInsensitive);
}

} // namespace

QString textFamily(const QFont &desktop)
{
    const QString inter = u"Inter"_s;
    return isGeneric(desktop.family()) && QFontDatabase::hasFamily(inter) ? inter
                                                                          : desktop.family();
}

double textScale(const QFont &desktop)
{
    const double size = QFontInfo(desktop).pixelSize();
    const double scale = size / std::clamp(size, kSmallestUsual, kLargestUsual);
    return std::clamp(scale, kSmallest, kLargest);
}

} // namespace holdline::widgets
