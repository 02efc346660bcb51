// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/eventdelegate.h"

#include "client/conversation/timeofday.h"
#include "client/diagnostics/eventlog.h"
#include "widgets/diagnostics/diagnosticwords.h"
#include "widgets/look/connectionlook.h"
#include "widgets/look/contrast.h"
#include "widgets/look/scaledfont.h"

#include <QPainter>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::ConnectionState;
using client::DiagnosticEvent;
using Kind = DiagnosticEvent::Kind;

namespace {

constexpr double kTextToMessage = 11.5 / 14.0;
constexpr int kPadding = 3;
constexpr int kColumnGap = 8;
constexpr double kEventDot = 8;
constexpr double kRadius = 5;

QColor colorOf(ConnectionState state)
{
    return QColor::fromRgb(lookOf(state).color);
}

QColor dotColor(const DiagnosticEvent &event, const ThemePalette &colors)
{
    switch (event.kind()) {
    case Kind::State:
        return colorOf(std::get<DiagnosticEvent::StateShown>(event.what).state);
    case Kind::Loss:
        return colorOf(ConnectionState::Disconnected);
    case Kind::Session:
        return colorOf(ConnectionState::Reconnected);
    case Kind::Hold:
        return colors.hold;
    case Kind::Dial:
    case Kind::Sound:
        return colors.muted;
    }
    Q_UNREACHABLE();
}

} // namespace

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {1, QFontMetrics(scaledFont(option.font, kTextToMessage)).height() + 2 * kPadding};
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto event = index.data(client::EventLog::EventRole).value<DiagnosticEvent>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(scaledFont(option.font, kTextToMessage));
    const QFontMetrics metrics(painter->font());
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected)
        && option.state.testFlag(QStyle::State_HasFocus);
    if (isCurrent) {
        painter->setPen(m_colors.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius,
                                 kRadius);
    }

    QRect rest = option.rect.adjusted(kColumnGap / 2, 0, -kColumnGap / 2, 0);
    painter->setPen(m_colors.muted);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, DiagnosticWords::time(event));
    rest.setLeft(rest.left() + metrics.horizontalAdvance(client::widestTimeOfDay()) + kColumnGap);
    drawDot(*painter,
            QRectF(rest.left(), rest.center().y() + 0.5 - kEventDot / 2, kEventDot, kEventDot),
            dotColor(event, m_colors), m_colors.background);
    rest.setLeft(rest.left() + int(kEventDot) + kColumnGap);
    painter->setPen(m_colors.ink);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, rest.width()));
    painter->restore();
}

} // namespace holdline::widgets
