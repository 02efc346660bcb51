// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/shortcutsfirst.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace holdline::widgets {

namespace {

bool isLetterWithControl(const QKeyEvent &event)
{
    return event.modifiers() == Qt::ControlModifier && event.key() >= Qt::Key_A
        && event.key() <= Qt::Key_Z;
}

} // namespace

ShortcutsFirst::ShortcutsFirst(QWidget &field) : QObject(&field), m_field(field)
{
    field.installEventFilter(this);
}

bool ShortcutsFirst::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        const QKeySequence pressed(key.keyCombination());
        const auto actions = m_field.window()->findChildren<QAction *>();
        const bool isOurs = isLetterWithControl(key)
            && std::any_of(actions.begin(), actions.end(), [&](const QAction *action) {
                                return action->isEnabled() && action->shortcut() == pressed;
                            });
        if (isOurs) {
            event->ignore();
            return true; // otherwise the field would claim the key
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace holdline::widgets
