// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/wrappedchoices.h"

#include <QCheckBox>
#include <QEvent>
#include <QLayout>
#include <QRadioButton>
#include <QScrollArea>

namespace holdline::widgets {

namespace {

QString inOneLine(QString text)
{
    return text.replace(u'\n', u' ');
}

int widthOf(const QAbstractButton &choice, const QString &text)
{
    return choice.fontMetrics().size(Qt::TextShowMnemonic, text).width();
}

} // namespace

WrappedChoices::WrappedChoices(QScrollArea &area) : QObject(&area), m_area(area)
{
    area.viewport()->installEventFilter(this);
    area.widget()->installEventFilter(this);
}

bool WrappedChoices::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QObject::eventFilter(watched, event);
}

void WrappedChoices::arrange()
{
    for (QCheckBox *choice : m_area.widget()->findChildren<QCheckBox *>())
        wrap(*choice);
    for (QRadioButton *choice : m_area.widget()->findChildren<QRadioButton *>())
        wrap(*choice);
}

void WrappedChoices::wrap(QAbstractButton &choice) const
{
    const QWidget *page = m_area.widget();
    const QString text = inOneLine(choice.text());
    const int indicator = choice.sizeHint().width() - widthOf(choice, choice.text());
    int room = m_area.viewport()->width() - choice.mapTo(page, QPoint()).x() - indicator;
    for (const QWidget *around = choice.parentWidget(); around != page->parentWidget();
         around = around->parentWidget()) {
        if (const QLayout *layout = around->layout())
            room -= layout->contentsMargins().right();
    }
    QString lines;
    QString line;
    for (const QString &word : text.split(u' ')) {
        const QString longer = line.isEmpty() ? word : line + u' ' + word;
        if (!line.isEmpty() && widthOf(choice, longer) > room) {
            lines += line + u'\n';
            line = word;
        } else {
            line = longer;
        }
    }
    if (choice.text() == lines + line)
        return;
    choice.setText(lines + line);
    choice.setAccessibleName(inOneLine(choice.text()).remove(u'&'));
}

} // namespace holdline::widgets
