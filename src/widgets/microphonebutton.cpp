// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/microphonebutton.h"

#include "widgets/connectionlook.h"
#include "widgets/glyph.h"

#include <QPainter>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::ConnectionState;

namespace {

constexpr int kDiameter = 54;
constexpr int kHalo = 6;
constexpr float kHaloOpacity = 0.2F;
constexpr int kGlyph = 22;

QColor colorOf(MicrophoneButton::Look look)
{
    const auto of = [](ConnectionState state) { return QColor::fromRgb(lookOf(state).color); };
    switch (look) {
    case MicrophoneButton::Look::Closed:
        return of(ConnectionState::Stopped);
    case MicrophoneButton::Look::Live:
    case MicrophoneButton::Look::Gated:
        return of(ConnectionState::Recording);
    case MicrophoneButton::Look::Held:
        return of(ConnectionState::Reconnecting);
    case MicrophoneButton::Look::Broken:
        return of(ConnectionState::Failed);
    }
    Q_UNREACHABLE();
}

} // namespace

MicrophoneButton::MicrophoneButton(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Microphone"));
    setAccessibleDescription(tr("Switches the microphone on or off. Hold Space to talk."));
    setToolTip(tr("Microphone on or off (Ctrl+D). Hold Space to talk."));
    setLook(Look::Closed);
}

void MicrophoneButton::setLook(Look look)
{
    m_look = look;
    update();
}

void MicrophoneButton::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    update();
}

QSize MicrophoneButton::sizeHint() const
{
    return {kDiameter + 2 * kHalo, kDiameter + 2 * kHalo};
}

QRectF MicrophoneButton::disc() const
{
    return {(width() - kDiameter) / 2.0, (height() - kDiameter) / 2.0, kDiameter, kDiameter};
}

bool MicrophoneButton::hitButton(const QPoint &position) const
{
    const QPointF distance = QPointF(position) - disc().center();
    return QPointF::dotProduct(distance, distance) <= kDiameter * kDiameter / 4.0;
}

void MicrophoneButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QColor color = colorOf(m_look);
    if (m_look == Look::Live || m_look == Look::Held) {
        QColor halo = color;
        halo.setAlphaF(kHaloOpacity);
        painter.setBrush(halo);
        painter.drawEllipse(disc().adjusted(-kHalo, -kHalo, kHalo, kHalo));
    }
    painter.setBrush(isDown() ? color.darker(112) : underMouse() ? color.lighter(104) : color);
    painter.drawEllipse(disc());
    if (hasFocus()) {
        painter.setPen(QPen(m_colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(disc().adjusted(-3, -3, 3, 3));
    }
    const bool isOff = m_look == Look::Closed || m_look == Look::Broken;
    const QPointF at = disc().center() - QPointF(kGlyph / 2.0, kGlyph / 2.0);
    painter.drawPixmap(at,
                       glyph(isOff ? u"microphone-off"_s : u"microphone"_s, Qt::white, kGlyph,
                             devicePixelRatioF()));
}

} // namespace holdline::widgets
