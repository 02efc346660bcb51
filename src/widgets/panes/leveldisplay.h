// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QWidget>

#include <deque>

namespace holdline::widgets {

/// The microphone's level in the last seconds, as rounded bars with the newest on the right.
/// Repaints only when a bar is complete, so a closed microphone costs no time.
class LevelDisplay : public QWidget
{
    Q_OBJECT

public:
    enum class Mode {
        Off, ///< a row of dots
        Live,
        Held, ///< speech does not reach the server, or only later
    };

    static constexpr int kLevelsPerBar = 3; ///< of 20 ms each

    explicit LevelDisplay(QWidget *parent = nullptr);

    void setColors(const ThemePalette &colors);
    /// Off clears the bars.
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    /// Adds the level of the latest 20 ms, 0 … 1. A bar is as high as the loudest of its levels.
    void addLevel(float level);
    /// The height of the newest bar, 0 … 1; 0 if there is none.
    float latestLevel() const { return m_bars.empty() ? 0 : m_bars.back(); }
    /// How many bars fit now: 56 in a window of the default width.
    int barCount() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemePalette m_colors = ThemePalette::light();
    Mode m_mode = Mode::Off;
    std::deque<float> m_bars; ///< oldest first
    float m_loudest = 0;
    int m_levelsInBar = 0;
};

} // namespace holdline::widgets
