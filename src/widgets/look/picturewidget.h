// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QPixmap>
#include <QWidget>

namespace holdline::widgets {

/// A widget that is drawn when what it shows has changed, and not each time that it has to be
/// painted.
class PictureWidget : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void setColors(const ThemePalette &colors);

protected:
    const ThemePalette &colors() const { return m_colors; }
    /// Of captions and figures.
    QFont smallFont() const;
    /// What is shown is another now.
    void redraw();
    /// In logical pixels, on a transparent ground.
    virtual void draw(QPainter &painter) const = 0;

    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    ThemePalette m_colors = ThemePalette::light();
    QPixmap m_picture; ///< null: to be drawn
};

} // namespace holdline::widgets
