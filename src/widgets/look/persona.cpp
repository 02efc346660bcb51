// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/persona.h"

#include "client/setup/engineplaces.h"

#include <QCoreApplication>
#include <QUrl>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QString personaName()
{
    return u"Nova"_s;
}

QString personaDetails(const QString &host, const client::EngineChoice &language)
{
    if (!host.isEmpty())
        return host;
    if (language.isBuiltIn())
        return QCoreApplication::translate("Persona", "Offline assistant");
    const QUrl base(language.url);
    return client::isOnThisComputer(base)
        ? QCoreApplication::translate("Persona", "%1 on this computer", "a language model")
              .arg(language.model)
        : QCoreApplication::translate("Persona", "%1 at %2", "a language model, a service")
              .arg(language.model, client::placeName(base));
}

} // namespace holdline::widgets
