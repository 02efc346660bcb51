// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/avatar.h"

#include <QLinearGradient>
#include <QPainter>

namespace holdline::widgets {

namespace {

constexpr int kAvatarDiameter = 36;
constexpr int kInitialPixels = 14;

} // namespace

Avatar::Avatar(QWidget *parent) : QWidget(parent)
{
    setFixedSize(kAvatarDiameter, kAvatarDiameter);
}

void Avatar::setPersona(const QString &name)
{
    m_initial = name.left(1).toUpper();
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient gradient(rect().topLeft(), rect().bottomRight());
    gradient.setColorAt(0, QColor(0x2c, 0x6e, 0x9b));
    gradient.setColorAt(1, QColor(0x59, 0xb5, 0x9a));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawEllipse(rect());

    QFont initial = font();
    initial.setPixelSize(kInitialPixels);
    initial.setBold(true);
    painter.setFont(initial);
    painter.setPen(Qt::white);
    painter.drawText(rect(), Qt::AlignCenter, m_initial);
}

} // namespace holdline::widgets
