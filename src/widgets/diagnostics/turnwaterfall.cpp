// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/turnwaterfall.h"

#include "client/conversation/timeofday.h"
#include "widgets/look/contrast.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace holdline::widgets {

using namespace std::chrono_literals;

namespace {

constexpr int kUsualTurns = 5;
constexpr int kFewestTurns = 2;
constexpr double kTextGap = 8;
constexpr double kBar = 8;
constexpr double kLegendDot = 8;
constexpr QColor kGreen{89, 181, 154}; // the same as the mark of spoken words
constexpr Duration kShortestScale = 1s;

QString seconds(Duration time)
{
    const double value = double(time.count()) / 1000;
    return TurnWaterfall::tr("%1 s", "seconds").arg(QLocale().toString(value, 'f', 1));
}

QStringList legendTexts()
{
    return {TurnWaterfall::tr("Understood"), TurnWaterfall::tr("First word"),
            TurnWaterfall::tr("First sound")};
}

} // namespace

TurnWaterfall::TurnWaterfall(QWidget *parent) : PictureWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setAccessibleName(tr("Times of the latest answers"));
}

void TurnWaterfall::setTurns(const client::TurnTimings &turns)
{
    m_turns.assign(turns.turns().begin(), turns.turns().end());
    setAccessibleDescription(m_turns.empty() ? tr("No answers yet") : words(m_turns.back()));
    redraw();
}

QString TurnWaterfall::words(const Turn &turn)
{
    QStringList parts{turn.typed ? tr("%1, typed").arg(client::timeOfDayWithSeconds(turn.at))
                                 : tr("%1, spoken").arg(client::timeOfDayWithSeconds(turn.at)),
                      tr("understood after %1").arg(seconds(turn.understood))};
    if (turn.firstWord)
        parts += tr("first word after %1").arg(seconds(*turn.firstWord));
    if (turn.firstSound)
        parts += tr("first sound after %1").arg(seconds(*turn.firstSound));
    return parts.join(u'\n');
}

int TurnWaterfall::rowHeight() const
{
    return QFontMetrics(smallFont()).height() + 4;
}

QSize TurnWaterfall::sizeHint() const
{
    return {rowHeight() * 16, rowHeight() * (kUsualTurns + 1)};
}

QSize TurnWaterfall::minimumSizeHint() const
{
    return {rowHeight() * 8, rowHeight() * (kFewestTurns + 1)};
}

std::span<const TurnWaterfall::Turn> TurnWaterfall::shown() const
{
    const auto room = static_cast<std::size_t>(std::max(1, (height() - firstRow()) / rowHeight()));
    const std::span all(m_turns);
    return all.last(std::min(room, all.size()));
}

QRectF TurnWaterfall::barArea() const
{
    const QFontMetricsF metrics(smallFont());
    const double left = metrics.horizontalAdvance(client::widestTimeOfDay()) + kTextGap;
    const double right = metrics.horizontalAdvance(seconds(88s)) + kTextGap;
    return QRectF(rect()).adjusted(left, 0, -right, 0);
}

void TurnWaterfall::draw(QPainter &painter) const
{
    if (m_turns.empty()) {
        painter.setPen(colors().muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("No answers yet"));
        return;
    }
    drawLegend(painter);
    Duration longest = kShortestScale;
    for (const Turn &turn : shown())
        longest = std::max(longest, turn.whole());
    double y = firstRow();
    for (const Turn &turn : shown()) {
        drawTurn(painter, turn, y, longest);
        y += rowHeight();
    }
}

std::vector<QPointF> TurnWaterfall::legendPlaces() const
{
    const QFontMetricsF metrics(smallFont());
    std::vector<QPointF> places;
    QPointF place;
    for (const QString &text : legendTexts()) {
        const double needed = kLegendDot + kTextGap / 2 + metrics.horizontalAdvance(text);
        if (place.x() > 0 && place.x() + needed > width())
            place = {0, place.y() + rowHeight()};
        places.push_back(place);
        place.rx() += needed + kTextGap * 1.5;
    }
    return places;
}

int TurnWaterfall::firstRow() const
{
    return static_cast<int>(legendPlaces().back().y()) + rowHeight();
}

void TurnWaterfall::drawLegend(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    const QStringList texts = legendTexts();
    const QColor marks[] = {colors().accent, kGreen, colors().hold};
    for (std::size_t i = 0; const QPointF &place : legendPlaces()) {
        const double top = place.y() + (metrics.height() - kLegendDot) / 2;
        drawDot(painter, QRectF(place.x(), top, kLegendDot, kLegendDot), marks[i], colors().card);
        painter.setPen(colors().muted);
        painter.drawText(place + QPointF(kLegendDot + kTextGap / 2, metrics.ascent()),
                         texts[static_cast<qsizetype>(i)]);
        ++i;
    }
}

void TurnWaterfall::drawTurn(QPainter &painter, const Turn &turn, double y, Duration longest) const
{
    const QRectF row(0, y, width(), rowHeight());
    painter.setPen(colors().muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, client::timeOfDayWithSeconds(turn.at));
    painter.setPen(colors().ink);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, seconds(turn.whole()));
    QRectF bar = barArea();
    bar.setTop(y + (rowHeight() - kBar) / 2);
    bar.setHeight(kBar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors().background);
    painter.drawRoundedRect(bar, kBar / 2, kBar / 2);
    drawParts(painter, turn, bar, longest);
}

void TurnWaterfall::drawParts(QPainter &painter, const Turn &turn, const QRectF &area,
                              Duration longest) const
{
    const auto x = [&](Duration time) {
        return area.left()
            + area.width() * static_cast<double>(time.count())
            / static_cast<double>(longest.count());
    };
    QPainterPath outline;
    outline.addRoundedRect(
        QRectF(area.topLeft(),
               QPointF(std::max(x(turn.whole()), area.left() + kBar), area.bottom())),
        kBar / 2, kBar / 2);
    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    Duration from{0};
    for (const auto &[until, color] :
         {std::pair(std::optional(turn.understood), colors().accent),
          std::pair(turn.firstWord, kGreen), std::pair(turn.firstSound, colors().hold)}) {
        if (!until || *until <= from)
            continue;
        painter.fillRect(QRectF(QPointF(x(from), area.top()), QPointF(x(*until), area.bottom())),
                         color);
        from = *until;
    }
    painter.restore();
}

bool TurnWaterfall::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return PictureWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = (help->pos().y() - firstRow()) / rowHeight();
    if (help->pos().y() >= firstRow() && static_cast<std::size_t>(row) < shown().size())
        QToolTip::showText(help->globalPos(), words(shown()[static_cast<std::size_t>(row)]), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace holdline::widgets
