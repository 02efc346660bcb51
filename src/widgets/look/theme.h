// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QObject>
#include <QString>

namespace holdline::widgets {

class DesktopScheme;

/// How the window looks: light or dark, and the size of its text, which follows the font of the
/// desktop. Views read colours, font and style sheet from it, and read them again after changed().
/// Owned by the application; GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Choice { FollowSystem, Light, Dark };
    Q_ENUM(Choice)

    static constexpr int kTextSizes = 6; ///< steps of the text size
    static constexpr int kDefaultTextSize = 1;
    /// The size of text at a step, relative to the default.
    static double scale(int step);

    /// `desktop` must outlive this.
    explicit Theme(const DesktopScheme &desktop, QObject *parent = nullptr);

    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);

    /// A step from 0 to kTextSizes - 1. setTextSize() limits other values to that range.
    int textSize() const { return m_textSize; }
    void setTextSize(int step);

    const ThemePalette &palette() const { return m_palette; }
    bool eventFilter(QObject *watched, QEvent *event) override;

    /// The style sheet of the whole window, fonts included.
    QString styleSheet() const;

Q_SIGNALS:
    void changed();

private:
    ThemePalette chosenPalette() const;
    void update();

    const DesktopScheme &m_desktop;
    Choice m_choice = Choice::FollowSystem;
    int m_textSize = kDefaultTextSize;
    ThemePalette m_palette;
};

} // namespace holdline::widgets
