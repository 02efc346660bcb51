// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace holdline::speech {

/// Text for an English voice that knows only ASCII. Typographic characters become plain ones,
/// accents are dropped, and characters without a plain form (emoji, other scripts) are left out.
/// The text is cut into pieces of at most 200 characters, at punctuation if possible, and words of
/// more than 40 characters are cut, too: the work for a piece grows with the square of its length.
/// Empty if there is nothing to speak.
QList<QByteArray> speakablePieces(const QString &text);

} // namespace holdline::speech
