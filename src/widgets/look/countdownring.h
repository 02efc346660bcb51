// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace holdline::widgets {

/// A ring that empties until a point in time, with the seconds left inside. Repaints four times a
/// second, and only while it is visible and counting.
class CountdownRing : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownRing(QWidget *parent = nullptr);

    void start(std::chrono::milliseconds duration);
    void stop();
    /// Whole seconds left, rounded up.
    int secondsLeft() const;
    void setColors(const QColor &filled, const QColor &empty, const QColor &text);

Q_SIGNALS:
    void secondsLeftChanged(int seconds);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tick();

    QTimer m_timer;
    QDeadlineTimer m_deadline;
    std::chrono::milliseconds m_duration{0};
    int m_lastSeconds = 0;
    QColor m_filled;
    QColor m_empty;
    QColor m_text;
};

} // namespace holdline::widgets
