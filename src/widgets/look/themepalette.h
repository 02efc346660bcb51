// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace holdline::widgets {

/// All colours of the window, light or dark. The eight connection colours are the same in both and
/// live in connectionlook.h. A plain value.
struct ThemePalette
{
    /// The colours of a notice above the transcript.
    struct Tone
    {
        QColor background;
        QColor text;
        QColor border;

        friend bool operator==(const Tone &, const Tone &) = default;
    };

    bool isDark = false;
    QColor background; ///< behind the bubbles
    QColor card; ///< background of the header and of the bars at the bottom
    QColor ink;
    QColor muted; ///< captions and times
    QColor line; ///< thin lines between parts of the window
    QColor outline; ///< fields, buttons, scroll bars; level bars while the microphone is closed
    QColor accent;
    QColor onAccent; ///< text on the accent colour
    QColor success; ///< text that says that something works
    QColor mine; ///< bubble of the user
    QColor mineText;
    QColor mineUnsent; ///< bubble of the user while its text is not completely said or not sent
    QColor mineUnsentText;
    QColor theirs; ///< bubble of the assistant
    QColor theirsText;
    QColor code; ///< behind code in an answer
    QColor spoken; ///< behind the heard part of an answer, half transparent
    QColor spokenLine; ///< the line below that part
    QColor hold; ///< held speech: level bars, microphone button
    Tone info;
    Tone warning;
    Tone error;

    static ThemePalette light();
    static ThemePalette dark();

    /// The bubble of the user in a restored conversation.
    QColor mineRestored() const;

    /// The palette of the standard controls: menus, entry, dialogs.
    QPalette toPalette() const;

    friend bool operator==(const ThemePalette &, const ThemePalette &) = default;
};

} // namespace holdline::widgets
