// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/themepalette.h"

namespace holdline::widgets {

namespace {

constexpr QColor rgb(QRgb value)
{
    return QColor(qRed(value), qGreen(value), qBlue(value));
}

constexpr QColor kSpoken{89, 181, 154, 71}; // 28 %
constexpr double kRestoredShare = 0.94; // with a smaller share, white text on it is hard to read

} // namespace

ThemePalette ThemePalette::light()
{
    return {
        .isDark = false,
        .background = rgb(0xf7f8fa),
        .card = rgb(0xffffff),
        .ink = rgb(0x1d2430),
        .muted = rgb(0x667085),
        .line = rgb(0xe4e7ec),
        .outline = rgb(0x828b9b),
        .accent = rgb(0x2c6e9b),
        .onAccent = rgb(0xffffff),
        .success = rgb(0x17794a),
        .mine = rgb(0x2c6e9b),
        .mineText = rgb(0xffffff),
        .mineUnsent = rgb(0xd9e7f1),
        .mineUnsentText = rgb(0x1f4e70),
        .theirs = rgb(0xffffff),
        .theirsText = rgb(0x1d2430),
        .code = rgb(0xf3f5f8),
        .spoken = kSpoken,
        .spokenLine = rgb(0x1d7a5f),
        .hold = rgb(0xf39c12),
        .info = {rgb(0xeaf3fa), rgb(0x1f4e70), rgb(0xc9dfee)},
        .warning = {rgb(0xfff4e0), rgb(0x7a4b00), rgb(0xf3d9a8)},
        .error = {rgb(0xfdeceb), rgb(0x8c1d18), rgb(0xf5c6c2)},
    };
}

ThemePalette ThemePalette::dark()
{
    return {
        .isDark = true,
        .background = rgb(0x14181f),
        .card = rgb(0x1c222b),
        .ink = rgb(0xe8ecf2),
        .muted = rgb(0x94a0b2),
        .line = rgb(0x2b333f),
        .outline = rgb(0x6b7686),
        .accent = rgb(0x5aa9dc),
        .onAccent = rgb(0x14181f),
        .success = rgb(0x63c795),
        .mine = rgb(0x2c6e9b),
        .mineText = rgb(0xffffff),
        .mineUnsent = rgb(0x1b3346),
        .mineUnsentText = rgb(0xc5e2f6),
        .theirs = rgb(0x232b36),
        .theirsText = rgb(0xe8ecf2),
        .code = rgb(0x171c24),
        .spoken = kSpoken,
        .spokenLine = rgb(0x59b59a),
        .hold = rgb(0xe08e0b),
        .info = {rgb(0x1b2c3a), rgb(0xc5e2f6), rgb(0x2b4559)},
        .warning = {rgb(0x3a2d14), rgb(0xffdf9e), rgb(0x5a4620)},
        .error = {rgb(0x3a1d20), rgb(0xffc9c5), rgb(0x5a2a2e)},
    };
}

QColor ThemePalette::mineRestored() const
{
    const auto mix = [](int above, int below) {
        return qRound(kRestoredShare * above + (1 - kRestoredShare) * below);
    };
    return QColor(mix(mine.red(), background.red()), mix(mine.green(), background.green()),
                  mix(mine.blue(), background.blue()));
}

QPalette ThemePalette::toPalette() const
{
    QPalette palette(card, background);
    palette.setColor(QPalette::Window, card);
    palette.setColor(QPalette::WindowText, ink);
    palette.setColor(QPalette::Base, background);
    palette.setColor(QPalette::AlternateBase, card);
    palette.setColor(QPalette::Text, ink);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, card);
    palette.setColor(QPalette::ButtonText, ink);
    palette.setColor(QPalette::ToolTipBase, card);
    palette.setColor(QPalette::ToolTipText, ink);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Link, accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    return palette;
}

} // namespace holdline::widgets
