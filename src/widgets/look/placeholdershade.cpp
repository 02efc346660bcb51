// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/placeholdershade.h"

#include <QEvent>
#include <QWidget>

namespace holdline::widgets {

namespace {
constexpr int kAlpha = 176;
} // namespace

PlaceholderShade::PlaceholderShade(QWidget &field) : QObject(&field), m_field(field)
{
    field.installEventFilter(this);
    apply();
}

bool PlaceholderShade::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        apply();
    return QObject::eventFilter(watched, event);
}

void PlaceholderShade::apply()
{
    QPalette palette = m_field.palette();
    QColor shade = palette.color(QPalette::Active, QPalette::Text);
    shade.setAlpha(kAlpha);
    if (palette.color(QPalette::Active, QPalette::PlaceholderText) == shade)
        return; // the change below comes back to here
    palette.setColor(QPalette::PlaceholderText, shade);
    m_field.setPalette(palette);
}

} // namespace holdline::widgets
