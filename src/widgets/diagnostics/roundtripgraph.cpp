// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/roundtripgraph.h"

#include "client/conversation/timeofday.h"
#include "widgets/look/connectionlook.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace holdline::widgets {

using namespace std::chrono_literals;
using Sample = client::RoundTripHistory::Sample;

namespace {

constexpr int kHeight = 116;
constexpr int kLowest = 84;
constexpr double kLabelGap = 6; // from labels to the curve
constexpr Duration kShortestSpan = 60s;
constexpr double kLowestTop = 10; // ms
constexpr double kNarrowestOutage = 3;
constexpr float kFill = 0.10F;
constexpr float kOutage = 0.18F;
constexpr double kPen = 1.6;
constexpr double kSampleDot = 2.6;

double milliseconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

/// The lowest of 10, 20, 50, 100, 200 … ms that the samples do not exceed.
double topFor(double highest)
{
    double top = kLowestTop;
    while (top < highest) {
        const double leading = top / std::pow(10, std::floor(std::log10(top) + 0.01));
        top *= leading < 1.5 || leading > 4 ? 2 : 2.5;
    }
    return top;
}

} // namespace

/// Converts times and round trips to positions in the widget.
class RoundTripGraph::Scale
{
public:
    Scale(const client::RoundTripHistory &history, const QRectF &area)
        : m_area(area)
        , m_end(history.samples().back().at)
        , m_span(std::max(kShortestSpan, elapsed(m_end, history.samples().front().at)))
    {
        double highest = 0;
        for (const Sample &sample : history.samples())
            highest = std::max(highest, milliseconds(sample.roundTrip.value_or(0us)));
        m_top = topFor(highest);
    }

    const QRectF &area() const { return m_area; }
    double top() const { return m_top; }
    Duration span() const { return m_span; }
    double x(Instant at) const
    {
        const double age = static_cast<double>(elapsed(m_end, at).count());
        return m_area.right() - m_area.width() * age / static_cast<double>(m_span.count());
    }
    double y(double roundTrip) const
    {
        return m_area.bottom() - m_area.height() * roundTrip / m_top;
    }
    QPointF point(const Sample &sample) const
    {
        return {x(sample.at), y(milliseconds(*sample.roundTrip))};
    }

private:
    QRectF m_area;
    Instant m_end;
    Duration m_span;
    double m_top = kLowestTop;
};

RoundTripGraph::RoundTripGraph(QWidget *parent) : PictureWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setAccessibleName(tr("Round trip time, last minutes"));
    describe();
}

void RoundTripGraph::setHistory(const client::RoundTripHistory &history)
{
    m_history = history;
    describe();
    redraw();
}

QSize RoundTripGraph::sizeHint() const
{
    return {kHeight * 3, kHeight};
}

QSize RoundTripGraph::minimumSizeHint() const
{
    return {kHeight, kLowest};
}

void RoundTripGraph::describe()
{
    double lowest = 0;
    double highest = 0;
    int count = 0;
    for (const Sample &sample : m_history.samples()) {
        if (!sample.roundTrip)
            continue;
        const double time = milliseconds(*sample.roundTrip);
        lowest = count == 0 ? time : std::min(lowest, time);
        highest = std::max(highest, time);
        ++count;
    }
    const auto words = [](double time) { return QLocale().toString(time, 'f', time < 10 ? 1 : 0); };
    const QString text = count == 0
        ? tr("Nothing measured yet")
        : tr("%1 to %2 ms in the last minutes", "milliseconds").arg(words(lowest), words(highest));
    setAccessibleDescription(text);
    setToolTip(text);
}

void RoundTripGraph::draw(QPainter &painter) const
{
    if (m_history.samples().empty()) {
        painter.setPen(colors().muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing measured yet"));
        return;
    }
    const QFontMetricsF metrics(painter.font());
    const double below = metrics.height() + 2;
    const double left = metrics.horizontalAdvance(tr("%1 ms").arg(2000)) + kLabelGap;
    const Scale scale(m_history,
                      QRectF(rect()).adjusted(left, metrics.height() / 2, -kSampleDot, -below));
    drawOutages(painter, scale);
    drawGrid(painter, scale);
    drawCurves(painter, scale);
}

void RoundTripGraph::drawGrid(QPainter &painter, const Scale &scale) const
{
    const QRectF area = scale.area();
    const double height = QFontMetricsF(painter.font()).height();
    for (const double time : {0.0, scale.top() / 2, scale.top()}) {
        const double y = std::round(scale.y(time)) + 0.5;
        painter.setPen(colors().line);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(colors().muted);
        painter.drawText(QRectF(0, y - height / 2, area.left() - kLabelGap, height),
                         Qt::AlignRight | Qt::AlignVCenter, tr("%1 ms").arg(time));
    }
    const QRectF below(area.left(), area.bottom() + 2, area.width(), height);
    const WallTime end = m_history.samples().back().wallTime;
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, client::timeOfDay(end - scale.span()));
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, client::timeOfDay(end));
}

void RoundTripGraph::drawOutages(QPainter &painter, const Scale &scale) const
{
    QColor red = QColor::fromRgb(lookOf(client::ConnectionState::Disconnected).color);
    red.setAlphaF(kOutage);
    const auto &samples = m_history.samples();
    for (auto it = samples.begin(); it != samples.end(); ++it) {
        if (it->roundTrip)
            continue;
        const auto next = std::next(it);
        const double end = next == samples.end() ? scale.area().right() : scale.x(next->at);
        const double begin = std::min(scale.x(it->at), end - kNarrowestOutage);
        painter.fillRect(QRectF(begin, scale.area().top(), end - begin, scale.area().height()),
                         red);
    }
}

void RoundTripGraph::drawCurves(QPainter &painter, const Scale &scale) const
{
    QColor fill = colors().accent;
    fill.setAlphaF(kFill);
    const auto &samples = m_history.samples();
    for (auto it = samples.begin(); it != samples.end();) {
        if (!it->roundTrip) {
            ++it;
            continue;
        }
        QPainterPath curve(scale.point(*it));
        const double begin = curve.currentPosition().x();
        for (++it; it != samples.end() && it->roundTrip; ++it)
            curve.lineTo(scale.point(*it));
        const QPointF end = curve.currentPosition();
        QPainterPath ground = curve;
        ground.lineTo(end.x(), scale.area().bottom());
        ground.lineTo(begin, scale.area().bottom());
        painter.fillPath(ground, fill);
        painter.strokePath(curve,
                           QPen(colors().accent, kPen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors().accent);
        painter.drawEllipse(end, kSampleDot, kSampleDot);
    }
}

} // namespace holdline::widgets
