// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/choicecard.h"

#include "widgets/settings/formwords.h"

#include <QFocusEvent>
#include <QMouseEvent>
#include <QRadioButton>

namespace holdline::widgets {

void ChoiceCard::setButton(QRadioButton &button)
{
    m_button = &button;
    connect(&button, &QRadioButton::toggled, this,
            [this](bool checked) { restyle(*this, "chosen", checked); });
    button.installEventFilter(this);
}

bool ChoiceCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_button && event->type() == QEvent::FocusIn
        && static_cast<QFocusEvent *>(event)->reason() == Qt::ShortcutFocusReason)
        m_button->click();
    return QFrame::eventFilter(watched, event);
}

void ChoiceCard::mousePressEvent(QMouseEvent *event)
{
    if (m_button && event->button() == Qt::LeftButton)
        m_button->click();
}

} // namespace holdline::widgets
