// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextLayout>

class QPainter;

namespace holdline::widgets {

/// Text broken into evenly spaced lines. Its origin is the top left of the first one.
class TextBlock
{
public:
    /// `font` has its size in pixels. Text that runs right to left is flush with the right side of
    /// the widest line.
    void layOut(const QString &text, const QFont &font, qreal width);

    /// Of the widest line, at most the width that there was.
    qreal width() const { return m_width; }
    qreal height() const { return pitch() * m_text.lineCount(); }
    /// From one baseline to the next.
    qreal pitch() const;
    int lineCount() const { return m_text.lineCount(); }
    QTextLine line(int number) const { return m_text.lineAt(number); }

    void draw(QPainter &painter, const QPointF &at) const { m_text.draw(&painter, at); }

private:
    QTextLayout m_text;
    qreal m_width = 0;
};

} // namespace holdline::widgets
