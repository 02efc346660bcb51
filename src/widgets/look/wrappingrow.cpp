// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/wrappingrow.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace holdline::widgets {

QSize WrappingRow::minimumSizeHint() const
{
    int widest = 0;
    for (int i = 0; layout() && i < layout()->count(); ++i)
        widest = std::max(widest, layout()->itemAt(i)->minimumSize().width());
    return {widest, QWidget::minimumSizeHint().height()};
}

bool WrappingRow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void WrappingRow::resizeEvent(QResizeEvent *event)
{
    arrange();
    QWidget::resizeEvent(event);
}

void WrappingRow::arrange()
{
    auto *box = qobject_cast<QBoxLayout *>(layout());
    if (!box)
        return;
    int needed = -box->spacing();
    for (int i = 0; i < box->count(); ++i) {
        const QLayoutItem *item = box->itemAt(i);
        if (!item->isEmpty() && item->widget())
            needed += item->minimumSize().width() + box->spacing();
    }
    const auto direction = needed > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (box->direction() != direction)
        box->setDirection(direction);
}

} // namespace holdline::widgets
