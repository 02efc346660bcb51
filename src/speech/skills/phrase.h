// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

namespace holdline::speech {

/// A request as the skills compare it: lower case, no punctuation but the one inside numbers and
/// words ("3.5", "don't"), arithmetic signs as words of their own, contractions written out
/// ("what's" → "what is"), without fillers ("um") and courtesies ("please", "can you") around it.
QString normalized(const QString &text);

/// `text` without the fillers and courtesies in front and the punctuation behind, otherwise as it
/// was said.
QString withoutCourtesies(const QString &text);

/// Whether all of `phrase` matches; `pattern` is a regular expression without anchors.
QRegularExpressionMatch matchAll(const QString &pattern, const QString &phrase);

/// First letter in upper case and a full stop at the end unless there is an end mark.
QString asSentence(const QString &text);

/// "my" ↔ "your", "I" → "you" and so on: what the user said about himself, said to him.
QString turnedAround(const QString &text);

} // namespace holdline::speech
