// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// A request in the form that skills compare: lower case, no punctuation except within numbers and
/// words ("3.5", "don't"), arithmetic signs as separate words, contractions written out ("what's" →
/// "what is"), without fillers ("um") and courtesies ("please", "can you").
QString normalized(const QString &text);

/// `text` without fillers and courtesies at the beginning and punctuation at the end; otherwise
/// unchanged.
QString withoutCourtesies(const QString &text);

/// `text` without the characters at both ends for which `isEdge` is true.
template <typename IsEdge>
QString trimmedOf(const QString &text, IsEdge isEdge)
{
    qsizetype begin = 0;
    qsizetype end = text.size();
    while (begin < end && isEdge(text[begin]))
        ++begin;
    while (end > begin && isEdge(text[end - 1]))
        --end;
    return text.sliced(begin, end - begin);
}

/// `text` with its first letter in upper case and, unless it has an end mark, a full stop.
QString asSentence(const QString &text);

/// "my" ↔ "your", "I" → "you" and so on: turns words of the user about themselves into words to the
/// user.
QString turnedAround(const QString &text);

} // namespace holdline::speech
