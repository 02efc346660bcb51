// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/menubar.h"

#include <QEvent>
#include <QLabel>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

MenuBar::MenuBar(QWidget *parent) : QMenuBar(parent), m_name(new QLabel(u"Holdline"_s, this))
{
    setAccessibleName(tr("Menu"));
    m_name->setObjectName("appName");
    setCornerWidget(m_name, Qt::TopLeftCorner);
}

void MenuBar::resizeEvent(QResizeEvent *event)
{
    arrange();
    QMenuBar::resizeEvent(event);
}

void MenuBar::changeEvent(QEvent *event)
{
    QMenuBar::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
}

void MenuBar::arrange()
{
    m_name->setVisible(sizeHint().width() <= width()); // it includes the name, shown or not
}

} // namespace holdline::widgets
