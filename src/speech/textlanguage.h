// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// A language for whose numbers and signs we have words. For all others the voice finds them.
enum class TextLanguage : quint8 { English, German, Other };

/// The language without region and script: "de" for "de-AT". `tag` is as in BCP 47.
QString primaryLanguage(const QString &tag);
/// The text language of a tag; English if it is empty.
TextLanguage textLanguageOf(const QString &tag);

/// The language of `text`; `before` if it does not show.
TextLanguage languageOf(QStringView text, TextLanguage before);

} // namespace holdline::speech
