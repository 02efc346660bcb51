// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/countdownring.h"

#include <QPainter>

#include <algorithm>

namespace holdline::widgets {

using namespace std::chrono_literals;

namespace {

constexpr auto kTick = 250ms;
constexpr int kRingDiameter = 30;
constexpr double kStroke = 3;
constexpr int kDigitPixels = 11;
constexpr int kFullCircle = 360 * 16;

} // namespace

CountdownRing::CountdownRing(QWidget *parent) : QWidget(parent)
{
    setFixedSize(kRingDiameter, kRingDiameter);
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &CountdownRing::tick);
}

void CountdownRing::start(std::chrono::milliseconds duration)
{
    m_duration = std::max(duration, 0ms);
    m_deadline.setRemainingTime(m_duration.count());
    m_lastSeconds = secondsLeft();
    if (isVisible())
        m_timer.start();
    update();
}

void CountdownRing::stop()
{
    m_timer.stop();
}

int CountdownRing::secondsLeft() const
{
    return static_cast<int>((std::max<qint64>(m_deadline.remainingTime(), 0) + 999) / 1000);
}

void CountdownRing::setColors(const QColor &filled, const QColor &empty, const QColor &text)
{
    m_filled = filled;
    m_empty = empty;
    m_text = text;
    update();
}

void CountdownRing::tick()
{
    update();
    if (m_deadline.hasExpired())
        m_timer.stop();
    if (std::exchange(m_lastSeconds, secondsLeft()) != m_lastSeconds)
        Q_EMIT secondsLeftChanged(m_lastSeconds);
}

void CountdownRing::showEvent(QShowEvent *)
{
    if (!m_deadline.hasExpired())
        m_timer.start();
    tick();
}

void CountdownRing::hideEvent(QHideEvent *)
{
    m_timer.stop();
}

void CountdownRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle =
        QRectF(rect()).adjusted(kStroke / 2, kStroke / 2, -kStroke / 2, -kStroke / 2);
    painter.setPen(QPen(m_empty, kStroke));
    painter.drawEllipse(circle);

    const double left = m_duration > 0ms
        ? double(std::max<qint64>(m_deadline.remainingTime(), 0)) / double(m_duration.count())
        : 0;
    painter.setPen(QPen(m_filled, kStroke, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, kFullCircle / 4, qRound(kFullCircle * left));

    QFont digits = font();
    digits.setPixelSize(kDigitPixels);
    digits.setBold(true);
    painter.setFont(digits);
    painter.setPen(m_text);
    painter.drawText(rect(), Qt::AlignCenter, QString::number(secondsLeft()));
}

} // namespace holdline::widgets
