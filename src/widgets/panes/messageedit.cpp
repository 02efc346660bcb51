// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/messageedit.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QTextBlock>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>
#include <utility>

namespace holdline::widgets {

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageEdit::countLines);
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
    const int around = height() - viewport()->height();
    if (std::exchange(m_around, around) != around)
        updateGeometry();
    countLines();
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

QSize MessageEdit::sizeHint() const
{
    const int text = std::min(m_lines, kMostLines) * fontMetrics().lineSpacing();
    return {text, text + m_around + qCeil(2 * document()->documentMargin())};
}

/// The signals of the layout do not tell of every line that is broken anew.
void MessageEdit::countLines()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines <= kMostLines;
         block = block.next()) {
        document()->documentLayout()->blockBoundingRect(block); // lays it out
        lines += std::max(1, block.layout()->lineCount());
    }
    if (std::exchange(m_lines, lines) == lines)
        return;
    setVerticalScrollBarPolicy(m_lines > kMostLines ? Qt::ScrollBarAsNeeded
                                                    : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

} // namespace holdline::widgets
