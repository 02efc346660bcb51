// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace holdline::speech {

enum class TextLanguage : quint8 { English, German };

/// The language of `text`; `before` if it does not show.
TextLanguage languageOf(QStringView text, TextLanguage before);

} // namespace holdline::speech
