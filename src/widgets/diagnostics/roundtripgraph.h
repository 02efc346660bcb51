// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/roundtriphistory.h"
#include "widgets/look/picturewidget.h"

namespace holdline::widgets {

/// The round-trip times of the last minutes as a curve that ends with the newest sample. While the
/// line was down the curve has a gap on a red ground.
class RoundTripGraph : public PictureWidget
{
    Q_OBJECT

public:
    explicit RoundTripGraph(QWidget *parent = nullptr);

    void setHistory(const client::RoundTripHistory &history);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void draw(QPainter &painter) const override;

private:
    class Scale;

    void describe();
    void drawGrid(QPainter &painter, const Scale &scale) const;
    void drawOutages(QPainter &painter, const Scale &scale) const;
    void drawCurves(QPainter &painter, const Scale &scale) const;

    client::RoundTripHistory m_history;
};

} // namespace holdline::widgets
