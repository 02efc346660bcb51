// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace holdline::widgets {

/// Every colour of the window, once for light and once for dark. The eight connection colours are
/// the same in both and live in connectionlook.h.
struct ThemePalette
{
    /// What a notice above the transcript is painted with.
    struct Tone
    {
        QColor background;
        QColor text;
        QColor border;

        friend bool operator==(const Tone &, const Tone &) = default;
    };

    bool isDark = false;
    QColor background; ///< behind the bubbles
    QColor card; ///< of the header and the bars below
    QColor ink;
    QColor muted; ///< of captions and times
    QColor line; ///< thin lines between parts of the window
    QColor
        outline; ///< of fields, buttons and scroll bars; level bars while the microphone is closed
    QColor accent;
    QColor onAccent; ///< text on it
    QColor mine; ///< bubble of the user
    QColor mineText;
    QColor mineUnsent; ///< bubble of what is not said to its end or not sent yet
    QColor mineUnsentText;
    QColor theirs; ///< bubble of the assistant
    QColor theirsText;
    QColor spoken; ///< behind the part of an answer already heard, half transparent
    QColor spokenLine; ///< under it
    QColor hold; ///< of speech that waits for the line: level bars, microphone button
    Tone info;
    Tone warning;
    Tone error;

    static ThemePalette light();
    static ThemePalette dark();

    /// Bubble of the user in a conversation told by the server.
    QColor mineRestored() const;

    /// For the stock controls: menus, entry, dialogs.
    QPalette toPalette() const;

    friend bool operator==(const ThemePalette &, const ThemePalette &) = default;
};

} // namespace holdline::widgets
