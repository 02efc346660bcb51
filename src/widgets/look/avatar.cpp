// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/avatar.h"

#include <QBuffer>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

namespace holdline::widgets {

namespace {

constexpr int kAvatarDiameter = 36;
constexpr int kPictureSide = 144;

void paintInitials(QPainter &painter, const QRectF &circle, const QString &initials, QFont font)
{
    QLinearGradient gradient(circle.topLeft(), circle.bottomRight());
    gradient.setColorAt(0, QColor(0x2c, 0x6e, 0x9b));
    gradient.setColorAt(1, QColor(0x59, 0xb5, 0x9a));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawEllipse(circle);
    font.setPixelSize(qRound(circle.height() * (initials.size() > 1 ? 0.36 : 0.39)));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(circle, Qt::AlignCenter, initials);
}

void paintPicture(QPainter &painter, const QRectF &circle, const QImage &picture)
{
    QPainterPath clip;
    clip.addEllipse(circle);
    painter.setClipPath(clip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(circle, picture);
}

} // namespace

QPixmap portrait(const client::Persona &persona, const QFont &font, int diameter,
                 qreal devicePixelRatio)
{
    QPixmap pixmap(QSize(diameter, diameter) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle(0, 0, diameter, diameter);
    const QImage picture = QImage::fromData(persona.picture, "PNG");
    if (picture.isNull())
        paintInitials(painter, circle, persona.initials(), font);
    else
        paintPicture(painter, circle, picture);
    return pixmap;
}

QIcon portraitIcon(const client::Persona &persona, const QWidget &where, int diameter)
{
    return portrait(persona, where.font(), diameter, where.devicePixelRatioF());
}

QByteArray pictureFrom(const QImage &image)
{
    if (image.isNull())
        return {};
    const int side = std::min(image.width(), image.height());
    const QImage square =
        image.copy((image.width() - side) / 2, (image.height() - side) / 2, side, side)
            .scaled(kPictureSide, kPictureSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    square.save(&buffer, "PNG");
    return png;
}

Avatar::Avatar(QWidget *parent) : QWidget(parent)
{
    setFixedSize(kAvatarDiameter, kAvatarDiameter);
}

void Avatar::setPersona(const client::Persona &persona)
{
    m_persona = persona;
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter(this).drawPixmap(0, 0, portrait(m_persona, font(), width(), devicePixelRatioF()));
}

} // namespace holdline::widgets
