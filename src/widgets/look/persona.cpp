// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/persona.h"

#include <QCoreApplication>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QString personaName()
{
    return u"Nova"_s;
}

QString personaDetails(const QString &host)
{
    return host.isEmpty() ? QCoreApplication::translate("Persona", "Offline assistant") : host;
}

} // namespace holdline::widgets
