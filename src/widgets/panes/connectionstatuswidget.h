// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"
#include "widgets/look/themepalette.h"

#include <QTimer>
#include <QWidget>

namespace holdline::widgets {

/// The status pill in the header: a coloured dot, an icon and the state in words. The dot pulses
/// while the microphone is open; no other part moves.
class ConnectionStatusWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionStatusWidget(QWidget *parent = nullptr);

    void setStatus(const client::ConnectionStatus &status);
    const client::ConnectionStatus &status() const { return m_status; }
    void setColors(const ThemePalette &colors);

    QString text() const;
    QColor dotColor() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QFont pillFont() const;
    QRectF dotRect() const;
    void describe();
    void updatePulse();
    void advancePulse();

    client::ConnectionStatus m_status;
    ThemePalette m_colors = ThemePalette::light();
    QTimer m_pulse;
    int m_pulseStep = 0;
};

} // namespace holdline::widgets
