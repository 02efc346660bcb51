// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QTranslator>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

QString catalogue(const QString &name, const QString &folder, QLocale::Language language)
{
    return u"%1/%2_%3.qm"_s.arg(folder, name, QLocale::languageToCode(language));
}

QString ownCatalogue(QLocale::Language language)
{
    return catalogue(u"holdline"_s, u":/i18n"_s, language);
}

QLocale::Language languageFor(const QLocale &system)
{
    for (const QString &name : system.uiLanguages()) {
        const QLocale::Language language = QLocale(name).language();
        if (language == QLocale::English || QFile::exists(ownCatalogue(language)))
            return language;
    }
    return QLocale::English;
}

} // namespace

void useLanguageOf(const QLocale &system, QCoreApplication &application,
                   const QString &qtTranslations)
{
    const QLocale::Language language = languageFor(system);
    const bool isNeutral = system.language() == QLocale::C;
    QLocale::setDefault(isNeutral || system.language() == language
                            ? system
                            : QLocale(language, system.territory()));
    for (const QString &file :
         {catalogue(u"qtbase"_s, qtTranslations, language), ownCatalogue(language)}) {
        auto *translator = new QTranslator(&application);
        if (translator->load(file))
            QCoreApplication::installTranslator(translator);
    }
}

} // namespace holdline::widgets
