// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace holdline::speech {

/// Text as an English voice that knows ASCII only can speak it: typographic characters become their
/// plain forms, accents are dropped, what has no such form (emoji, other scripts) is left out. Cut
/// into pieces of at most 200 characters, at punctuation where possible, and words of more than 40
/// characters into several: the work for one piece grows with the square of its length. Empty when
/// there is nothing to say.
QList<QByteArray> speakablePieces(const QString &text);

} // namespace holdline::speech
