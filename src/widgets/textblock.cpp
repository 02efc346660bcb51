// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/textblock.h"

#include "widgets/scaledfont.h"

#include <cmath>

namespace holdline::widgets {

namespace {

constexpr qreal kLineHeight = 1.45; // of the font size

} // namespace

qreal TextBlock::pitch() const
{
    return std::round(pixelSizeOf(m_text.font()) * kLineHeight * 10) / 10;
}

void TextBlock::layOut(const QString &text, const QFont &font, qreal width)
{
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    const bool rightToLeft = lines.isRightToLeft();
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    m_text.setFont(font);
    m_text.setText(lines);
    m_text.setTextOption(option);
    m_text.setCacheEnabled(true);

    qreal widest = 0;
    qreal y = 0;
    m_text.beginLayout();
    for (QTextLine line = m_text.createLine(); line.isValid(); line = m_text.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y + std::round((pitch() - line.height()) / 2)});
        widest = std::max(widest, line.naturalTextWidth());
        y += pitch();
    }
    m_text.endLayout();

    m_width = std::min(std::ceil(widest), width);
    for (int i = 0; rightToLeft && i < m_text.lineCount(); ++i) {
        QTextLine line = m_text.lineAt(i);
        line.setPosition({m_width - line.naturalTextWidth(), line.y()});
    }
}

} // namespace holdline::widgets
