// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/microphonebutton.h"

#include "widgets/look/connectionlook.h"
#include "widgets/look/contrast.h"
#include "widgets/look/glyph.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::ConnectionState;

namespace {

constexpr int kButtonDiameter = 54;
constexpr int kButtonHalo = 6;
constexpr float kHaloOpacity = 0.2F;
constexpr int kGlyph = 22;
constexpr int kRing = 3;
constexpr int kBadge = 20;
constexpr int kBadgeGlyph = 16;

QString nameOf(MicrophoneButton::Look look)
{
    switch (look) {
    case MicrophoneButton::Look::Closed:
    case MicrophoneButton::Look::Live:
        break; // the checked state tells them apart
    case MicrophoneButton::Look::Opening:
        return MicrophoneButton::tr("Microphone, starting");
    case MicrophoneButton::Look::Gated:
        return MicrophoneButton::tr("Microphone, paused during the answer");
    case MicrophoneButton::Look::Holding:
        return MicrophoneButton::tr("Microphone, holding your speech until you are back online");
    case MicrophoneButton::Look::Unheard:
        return MicrophoneButton::tr("Microphone, your speech is not being recorded");
    case MicrophoneButton::Look::Broken:
        return MicrophoneButton::tr("Microphone, no sound");
    }
    return MicrophoneButton::tr("Microphone");
}

} // namespace

MicrophoneButton::MicrophoneButton(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(nameOf(m_look));
    setAccessibleDescription(tr("Turns the microphone on or off. Hold Space to talk."));
    setToolTip(tr("Microphone on or off (Ctrl+D). Hold Space to talk."));
}

void MicrophoneButton::setLook(Look look)
{
    if (std::exchange(m_look, look) == look)
        return;
    setChecked(look != Look::Closed);
    setAccessibleName(nameOf(look));
    update();
}

void MicrophoneButton::setHeldShare(double share)
{
    const int degrees = static_cast<int>(std::clamp(share, 0.0, 1.0) * 360);
    if (std::exchange(m_heldDegrees, degrees) != degrees && m_look == Look::Holding)
        update();
}

void MicrophoneButton::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    update();
}

QSize MicrophoneButton::sizeHint() const
{
    return {kButtonDiameter + 2 * kButtonHalo, kButtonDiameter + 2 * kButtonHalo};
}

QRectF MicrophoneButton::disc() const
{
    return {(width() - kButtonDiameter) / 2.0, (height() - kButtonDiameter) / 2.0, kButtonDiameter,
            kButtonDiameter};
}

bool MicrophoneButton::hitButton(const QPoint &position) const
{
    const QPointF distance = QPointF(position) - disc().center();
    return QPointF::dotProduct(distance, distance) <= kButtonDiameter * kButtonDiameter / 4.0;
}

QColor MicrophoneButton::color() const
{
    const auto of = [](ConnectionState state) { return QColor::fromRgb(lookOf(state).color); };
    switch (m_look) {
    case Look::Closed:
    case Look::Opening:
    case Look::Gated:
        return of(ConnectionState::Stopped);
    case Look::Live:
        return of(ConnectionState::Recording);
    case Look::Holding:
    case Look::Unheard:
        return m_colors.hold;
    case Look::Broken:
        return of(ConnectionState::Failed);
    }
    Q_UNREACHABLE();
}

void MicrophoneButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSurroundings(painter);
    const QColor fill = isDown() ? color().darker(112)
        : underMouse()           ? color().lighter(104)
                                 : color();
    drawDot(painter, disc(), fill, m_colors.card);
    if (hasFocus()) {
        painter.setPen(QPen(m_colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(disc().adjusted(-3, -3, 3, 3));
    }
    const bool isOff = m_look == Look::Closed || m_look == Look::Broken;
    const QPointF at = disc().center() - QPointF(kGlyph / 2.0, kGlyph / 2.0);
    painter.drawPixmap(at,
                       glyph(isOff ? u"microphone-off"_s : u"microphone"_s, iconColorOn(color()),
                             kGlyph, devicePixelRatioF()));
    if (m_look == Look::Gated)
        paintBadge(painter, u"pause"_s);
    else if (m_look == Look::Holding)
        paintBadge(painter, u"clock"_s);
    else if (m_look == Look::Unheard)
        paintBadge(painter, u"close"_s);
}

/// Paints a halo while the microphone is heard, now or later, and a ring for the share of held
/// speech.
void MicrophoneButton::paintSurroundings(QPainter &painter) const
{
    if (m_look != Look::Live && m_look != Look::Holding)
        return;
    QColor halo = color();
    halo.setAlphaF(kHaloOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(halo);
    painter.drawEllipse(disc().adjusted(-kButtonHalo, -kButtonHalo, kButtonHalo, kButtonHalo));
    if (m_look == Look::Live)
        return;
    constexpr double kOut = kButtonHalo - kRing / 2.0;
    painter.setPen(QPen(color(), kRing, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(disc().adjusted(-kOut, -kOut, kOut, kOut), 90 * 16, -m_heldDegrees * 16);
}

void MicrophoneButton::paintBadge(QPainter &painter, const QString &icon) const
{
    const QRectF badge(disc().right() - kBadge + 3, disc().bottom() - kBadge + 3, kBadge, kBadge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colors.card);
    painter.drawEllipse(badge);
    painter.drawPixmap(badge.center() - QPointF(kBadgeGlyph / 2.0, kBadgeGlyph / 2.0),
                       glyph(icon, m_colors.warning.text, kBadgeGlyph, devicePixelRatioF()));
}

} // namespace holdline::widgets
