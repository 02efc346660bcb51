// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// A request as the skills compare it: lower case, no punctuation but the one inside numbers and
/// words ("3.5", "don't"), arithmetic signs as words of their own, contractions written out
/// ("what's" → "what is"), without fillers ("um") and courtesies ("please", "can you") around it.
QString normalized(const QString &text);

/// `text` without the fillers and courtesies in front and the punctuation behind, otherwise as it
/// was said.
QString withoutCourtesies(const QString &text);

/// `text` without the characters at its ends for which `isEdge` is true.
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

/// First letter in upper case and a full stop at the end unless there is an end mark.
QString asSentence(const QString &text);

/// "my" ↔ "your", "I" → "you" and so on: what the user said about himself, said to him.
QString turnedAround(const QString &text);

} // namespace holdline::speech
