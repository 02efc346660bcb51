// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/leveldisplay.h"

#include "widgets/look/contrast.h"

#include <QPainter>

#include <algorithm>

namespace holdline::widgets {

namespace {

constexpr int kHeight = 64;
constexpr double kPitch = 7.46; // bar and gap: 56 bars in a window of 448 px
constexpr double kBarGap = 2;
constexpr double kRadius = 2;
constexpr double kLowest = 0.09; // of the height: a dot
constexpr double kHighest = 0.84;
constexpr double kRim = 1;
constexpr std::size_t kKeptBars = 512;

} // namespace

LevelDisplay::LevelDisplay(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Microphone level"));
}

void LevelDisplay::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    update();
}

void LevelDisplay::setMode(Mode mode)
{
    if (std::exchange(m_mode, mode) == mode)
        return;
    if (mode == Mode::Off)
        m_bars.clear();
    m_loudest = 0;
    m_levelsInBar = 0;
    update();
}

void LevelDisplay::addLevel(float level)
{
    if (m_mode == Mode::Off)
        return;
    m_loudest = std::max(m_loudest, std::clamp(level, 0.0F, 1.0F));
    if (++m_levelsInBar < kLevelsPerBar)
        return;
    m_bars.push_back(std::exchange(m_loudest, 0.0F));
    if (m_bars.size() > kKeptBars)
        m_bars.pop_front();
    m_levelsInBar = 0;
    update();
}

int LevelDisplay::barCount() const
{
    return std::max(1, static_cast<int>((width() + kBarGap) / kPitch));
}

QSize LevelDisplay::sizeHint() const
{
    return {static_cast<int>(kPitch * 16), kHeight};
}

void LevelDisplay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = m_mode == Mode::Off ? m_colors.outline
        : m_mode == Mode::Live               ? m_colors.accent
                                             : m_colors.hold;
    painter.setPen(QPen(rimFor(color, m_colors.card), kRim)); // amber alone is too light
    painter.setBrush(color);

    const int count = barCount();
    const double pitch = (width() + kBarGap) / count;
    for (int i = 0; i < count; ++i) {
        const auto age = static_cast<std::size_t>(count - 1 - i);
        const double level = age < m_bars.size() ? m_bars[m_bars.size() - 1 - age] : 0;
        const double barHeight = height() * (kLowest + level * (kHighest - kLowest));
        const QRectF bar(i * pitch, (height() - barHeight) / 2, pitch - kBarGap, barHeight);
        painter.drawRoundedRect(bar.adjusted(kRim / 2, kRim / 2, -kRim / 2, -kRim / 2), kRadius,
                                kRadius);
    }
}

} // namespace holdline::widgets
