// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace holdline {

/// Returns where `words` end in `text`, which begins with them. Their white space may differ.
inline qsizetype endOfWords(QStringView words, QStringView text)
{
    qsizetype end = 0;
    for (const QChar letter : words) {
        if (letter.isSpace())
            continue;
        while (end < text.size() && text[end].isSpace())
            ++end;
        end += end < text.size() ? 1 : 0;
    }
    return end;
}

} // namespace holdline
