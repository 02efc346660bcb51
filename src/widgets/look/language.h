// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLibraryInfo>
#include <QLocale>

class QCoreApplication;

namespace holdline::widgets {

/// Installs the translations for the first language that `system` prefers and that Holdline has;
/// otherwise the texts stay English. The default locale becomes one of that language, so that
/// dates, times and numbers match the texts. `qtTranslations` is the folder of Qt's translations.
/// Call it before the first text is shown. `application` owns the translators.
void useLanguageOf(
    const QLocale &system, QCoreApplication &application,
    const QString &qtTranslations = QLibraryInfo::path(QLibraryInfo::TranslationsPath));

} // namespace holdline::widgets
