// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/picturewidget.h"

#include "widgets/look/scaledfont.h"

#include <QEvent>
#include <QPainter>

namespace holdline::widgets {

namespace {
constexpr double kTextToMessage = 11.0 / 14.0;
} // namespace

void PictureWidget::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    redraw();
}

QFont PictureWidget::smallFont() const
{
    return scaledFont(font(), kTextToMessage);
}

void PictureWidget::redraw()
{
    m_picture = {};
    update();
}

void PictureWidget::paintEvent(QPaintEvent *)
{
    const QSize pixels = size() * devicePixelRatioF();
    if (m_picture.size() != pixels) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(Qt::transparent);
        QPainter painter(&m_picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(smallFont());
        draw(painter);
    }
    QPainter(this).drawPixmap(0, 0, m_picture);
}

void PictureWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange) {
        redraw();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace holdline::widgets
