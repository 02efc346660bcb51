// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/stackedbuttons.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QEvent>
#include <QStyle>

namespace holdline::widgets {

namespace {
constexpr int kMargins = 48; // of the dialog, left plus right
} // namespace

StackedButtons::StackedButtons(QDialogButtonBox &box) : QObject(&box), m_box(box)
{
    box.parentWidget()->installEventFilter(this);
}

bool StackedButtons::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        arrange();
    return QObject::eventFilter(watched, event);
}

void StackedButtons::arrange()
{
    const QList<QAbstractButton *> buttons = m_box.buttons();
    int needed = kMargins - m_box.style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing);
    for (const QAbstractButton *button : buttons)
        needed += button->sizeHint().width()
            + m_box.style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing);
    m_box.setOrientation(needed > m_box.parentWidget()->width() ? Qt::Vertical : Qt::Horizontal);
}

} // namespace holdline::widgets
