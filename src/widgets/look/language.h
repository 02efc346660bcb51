// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLibraryInfo>
#include <QLocale>

class QCoreApplication;

namespace holdline::widgets {

/// Installs the translations for the first language that `system` prefers and Holdline has, else
/// leaves everything in English. Dates, times and figures follow: a locale of that language becomes
/// the default, so that one window never mixes two. `qtTranslations` is the folder with those of
/// Qt. Call it before the first text is shown; `application` owns the translators.
void useLanguageOf(
    const QLocale &system, QCoreApplication &application,
    const QString &qtTranslations = QLibraryInfo::path(QLibraryInfo::TranslationsPath));

} // namespace holdline::widgets
