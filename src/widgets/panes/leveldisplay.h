// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QWidget>

#include <deque>

namespace holdline::widgets {

/// The last seconds of the microphone as rounded bars, the newest on the right. Repainted only when
/// a bar is finished, so a closed microphone costs nothing.
class LevelDisplay : public QWidget
{
    Q_OBJECT

public:
    enum class Mode {
        Off, ///< a row of dots
        Live,
        Held, ///< what is said now does not arrive, or not yet
    };

    static constexpr int kLevelsPerBar = 3; ///< of 20 ms each

    explicit LevelDisplay(QWidget *parent = nullptr);

    void setColors(const ThemePalette &colors);
    /// Off forgets what was shown.
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    /// 0 … 1 for the latest 20 ms; a bar is as high as the loudest of its levels.
    void addLevel(float level);
    /// How many bars fit at present; 56 in a window of the usual width.
    int barCount() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemePalette m_colors = ThemePalette::light();
    Mode m_mode = Mode::Off;
    std::deque<float> m_bars; ///< the newest at the back
    float m_loudest = 0;
    int m_levelsInBar = 0;
};

} // namespace holdline::widgets
