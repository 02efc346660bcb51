// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/turntimings.h"
#include "widgets/look/picturewidget.h"

#include <span>
#include <vector>

namespace holdline::widgets {

/// The latest turns, the newest at the bottom. Each turn is a bar of three parts: the time until it
/// was understood, until the first word of the answer, and until the first sound.
class TurnWaterfall : public PictureWidget
{
    Q_OBJECT

public:
    explicit TurnWaterfall(QWidget *parent = nullptr);

    void setTurns(const client::TurnTimings &turns);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void draw(QPainter &painter) const override;
    bool event(QEvent *event) override;

private:
    using Turn = client::TurnTimings::Turn;

    static QString words(const Turn &turn);
    int rowHeight() const;
    /// The latest turns that fit into the widget, oldest first.
    std::span<const Turn> shown() const;
    QRectF barArea() const;
    /// The places of the legend's entries, in as many lines as the width needs.
    std::vector<QPointF> legendPlaces() const;
    /// The top of the first row, below the legend.
    int firstRow() const;
    void drawLegend(QPainter &painter) const;
    void drawTurn(QPainter &painter, const Turn &turn, double y, Duration longest) const;
    void drawParts(QPainter &painter, const Turn &turn, const QRectF &area, Duration longest) const;

    std::vector<Turn> m_turns;
};

} // namespace holdline::widgets
