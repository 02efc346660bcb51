// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/pushtotalk.h"

#include "widgets/panes/messageedit.h"
#include "widgets/transcript/transcriptview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace holdline::widgets {

PushToTalk::PushToTalk(QWidget &window, const QList<const QWidget *> &buttons)
    : QObject(&window)
    , m_window(window)
    , m_buttons(buttons)
{
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this] {
        setHeld(false);
        update();
    });
}

void PushToTalk::update()
{
    const QWidget *focus = QApplication::focusWidget();
    const bool isElsewhere = focus && focus->window() != &m_window;
    const bool isReady = isElsewhere ? m_isReady : !(focus && takesSpace(focus));
    if (std::exchange(m_isReady, isReady) != isReady)
        Q_EMIT readyChanged(isReady);
}

bool PushToTalk::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (watched == QApplication::focusWidget() || watched == &m_window)
            return onKeyPress(static_cast<const QKeyEvent &>(*event));
        break;
    case QEvent::KeyRelease: {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        if (!m_isHeld || key.key() != Qt::Key_Space || !watched->isWidgetType())
            break;
        if (!key.isAutoRepeat())
            setHeld(false);
        return true;
    }
    case QEvent::WindowDeactivate:
        if (watched == &m_window)
            setHeld(false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool PushToTalk::onKeyPress(const QKeyEvent &event)
{
    if (event.key() != Qt::Key_Space || event.modifiers() != Qt::NoModifier)
        return false;
    if (m_isHeld)
        return true;
    const QWidget *focus = QApplication::focusWidget();
    if (event.isAutoRepeat() || QApplication::activePopupWidget() || !m_window.isActiveWindow()
        || (focus && takesSpace(focus)))
        return false;
    setHeld(true);
    return true;
}

bool PushToTalk::takesSpace(const QWidget *widget) const
{
    if (const auto *transcript = qobject_cast<const TranscriptView *>(widget))
        return transcript->isOnDetails();
    if (const auto *entry = qobject_cast<const MessageEdit *>(widget))
        return !entry->isEmpty();
    return widget->window() != &m_window
        || (qobject_cast<const QAbstractButton *>(widget) && !m_buttons.contains(widget))
        || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QTextEdit *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QComboBox *>(widget);
}

void PushToTalk::setHeld(bool held)
{
    if (std::exchange(m_isHeld, held) != held)
        Q_EMIT heldChanged(held);
}

} // namespace holdline::widgets
