// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/messageedit.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace holdline::widgets {

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &MessageEdit::updateHeight);
    updateHeight();
}

bool MessageEdit::isEmpty() const
{
    return document()->isEmpty() && document()->begin().layout()->preeditAreaText().isEmpty();
}

void MessageEdit::takeAway()
{
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    all.removeSelectedText();
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier)) {
        Q_EMIT submitted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void MessageEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateHeight();
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateHeight();
}

void MessageEdit::updateHeight()
{
    // The layout of a plain text measures its height in lines.
    const auto lines = static_cast<int>(document()->documentLayout()->documentSize().height());
    const int around = height() - viewport()->height() + qRound(2 * document()->documentMargin());
    setVerticalScrollBarPolicy(lines > kMostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::clamp(lines, 1, kMostLines) * fontMetrics().lineSpacing() + around);
}

} // namespace holdline::widgets
