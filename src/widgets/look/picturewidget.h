// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QPixmap>
#include <QWidget>

namespace holdline::widgets {

/// A widget that draws its contents into a picture only when they have changed, and paints that
/// picture.
class PictureWidget : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void setColors(const ThemePalette &colors);

protected:
    const ThemePalette &colors() const { return m_colors; }
    /// The font of captions and figures.
    QFont smallFont() const;
    /// The contents have changed: draws them anew at the next paint event.
    void redraw();
    /// Draws the contents, in logical pixels, on a transparent ground.
    virtual void draw(QPainter &painter) const = 0;

    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    ThemePalette m_colors = ThemePalette::light();
    QPixmap m_picture; ///< null if the contents must be drawn
};

} // namespace holdline::widgets
