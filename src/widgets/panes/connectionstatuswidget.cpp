// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/connectionstatuswidget.h"

#include "widgets/look/connectionlook.h"
#include "widgets/look/connectionwords.h"
#include "widgets/look/contrast.h"
#include "widgets/look/glyph.h"
#include "widgets/look/scaledfont.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace holdline::widgets {

using namespace std::chrono_literals;

namespace {

constexpr int kPadding = 11;
constexpr int kDot = 10;
constexpr int kGap = 7;
constexpr int kIconGap = 5;
constexpr int kHalo = 4; // how far the pulse reaches beyond the dot
constexpr auto kPulseInterval = 150ms;
constexpr int kPulseSteps = 8;
constexpr double kTextToMessage = 12.0 / 14.0;
constexpr double kTight = 0.97; // tolerance, because sizes are whole pixels
constexpr double kSmallestShare = 0.6; // least share of that size if there is no room

} // namespace

ConnectionStatusWidget::ConnectionStatusWidget(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_pulse.setInterval(kPulseInterval);
    connect(&m_pulse, &QTimer::timeout, this, &ConnectionStatusWidget::advancePulse);
    describe();
}

void ConnectionStatusWidget::setStatus(const client::ConnectionStatus &status)
{
    if (status == m_status)
        return;
    const QString oldText = text();
    m_status = status;
    describe();
    updatePulse();
    if (text() != oldText)
        updateGeometry();
    update();
}

void ConnectionStatusWidget::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    update();
}

QString ConnectionStatusWidget::text() const
{
    return ConnectionWords::brief(m_status);
}

QColor ConnectionStatusWidget::dotColor() const
{
    return QColor::fromRgb(lookOf(m_status.state).color);
}

void ConnectionStatusWidget::describe()
{
    const QString name = tr("Connection: %1").arg(ConnectionWords::label(m_status.state));
    const QString description = ConnectionWords::description(m_status);
    // Qt tells screen readers of each call. A new round trip time is no news to them.
    if (name != accessibleName())
        setAccessibleName(name);
    if (description != accessibleDescription())
        setAccessibleDescription(description);
    setToolTip(m_status.detail.isEmpty() ? description
                                         : tr("%1\n(%2)").arg(description, m_status.detail));
}

QFont ConnectionStatusWidget::pillFont() const
{
    QFont result = scaledFont(font(), kTextToMessage);
    result.setWeight(QFont::DemiBold);
    return result;
}

QRectF ConnectionStatusWidget::dotRect() const
{
    return {kPadding, (height() - kDot) / 2.0, kDot, kDot};
}

QSize ConnectionStatusWidget::sizeHint() const
{
    const QFontMetrics metrics(pillFont());
    const int icon = metrics.ascent() + 1;
    return {2 * kPadding + kDot + kGap + icon + kIconGap + metrics.horizontalAdvance(text()) + 1,
            metrics.height() + 14};
}

/// Room for a part of the text. The tool tip has all of it.
QSize ConnectionStatusWidget::minimumSizeHint() const
{
    constexpr int kFewestLetters = 6;
    const QFontMetrics metrics(pillFont());
    const int text = metrics.horizontalAdvance(this->text());
    const QSize whole = sizeHint();
    return {whole.width() - text + std::min(text, kFewestLetters * metrics.averageCharWidth()),
            whole.height()};
}

void ConnectionStatusWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_colors.line);
    painter.setBrush(m_colors.card);
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);

    const QRectF dot = dotRect();
    painter.setPen(Qt::NoPen);
    if (m_pulse.isActive()) {
        const double progress = double(m_pulseStep) / kPulseSteps;
        QColor ring = dotColor();
        ring.setAlphaF(static_cast<float>(0.45 * (1 - progress)));
        painter.setBrush(ring);
        const double reach = kHalo * progress;
        painter.drawEllipse(dot.adjusted(-reach, -reach, reach, reach));
    }
    drawDot(painter, dot, dotColor(), m_colors.card);

    const QFont font = pillFont();
    const QFontMetrics metrics(font);
    const int icon = metrics.ascent() + 1;
    const int iconLeft = kPadding + kDot + kGap;
    painter.drawPixmap(iconLeft, (height() - icon) / 2,
                       glyph(QString::fromLatin1(lookOf(m_status.state).icon), m_colors.ink, icon,
                             devicePixelRatioF()));
    painter.setPen(m_colors.ink);
    const QRect room = rect().adjusted(iconLeft + icon + kIconGap, 0, -kPadding + 1, 0);
    const double share = kTight * room.width() / std::max(1, metrics.horizontalAdvance(text()));
    const QFont fitting = share < kTight ? scaledFont(font, std::max(share, kSmallestShare)) : font;
    painter.setFont(fitting);
    painter.drawText(room.adjusted(0, 0, kPadding, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(fitting).elidedText(text(), Qt::ElideRight, room.width() + 1));
}

void ConnectionStatusWidget::showEvent(QShowEvent *)
{
    updatePulse();
}

void ConnectionStatusWidget::hideEvent(QHideEvent *)
{
    updatePulse();
}

void ConnectionStatusWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

void ConnectionStatusWidget::updatePulse()
{
    const bool wanted = isVisible() && lookOf(m_status.state).moves;
    if (wanted == m_pulse.isActive())
        return;
    if (wanted)
        m_pulse.start();
    else
        m_pulse.stop();
}

void ConnectionStatusWidget::advancePulse()
{
    m_pulseStep = (m_pulseStep + 1) % (kPulseSteps + 1);
    update(dotRect().adjusted(-kHalo - 1, -kHalo - 1, kHalo + 1, kHalo + 1).toAlignedRect());
}

} // namespace holdline::widgets
