// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/persona.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QString personaName()
{
    return u"Nova"_s;
}

QString personaDetails(const QString &host, const client::LanguageChoice &language)
{
    if (!host.isEmpty())
        return host;
    if (language.isBuiltIn())
        return QCoreApplication::translate("Persona", "Offline assistant");
    const QString where = QUrl(language.url).host();
    const bool isHere = where == "localhost"_L1 || QHostAddress(where).isLoopback();
    return isHere
        ? QCoreApplication::translate("Persona", "%1 on this computer", "a language model")
              .arg(language.model)
        : QCoreApplication::translate("Persona", "%1 at %2", "a language model, a host")
              .arg(language.model, where);
}

} // namespace holdline::widgets
