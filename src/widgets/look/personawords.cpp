// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/personawords.h"

#include "client/setup/engineplaces.h"

#include <QLocale>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QString PersonaWords::details(const client::Persona &persona, const Engines &engines)
{
    const auto voice =
        std::ranges::find(engines.voices, persona.configuration.voice, &protocol::Voice::id);
    // What fails and where the words go comes first: a narrow header cuts the end off.
    QStringList parts;
    for (const auto &each : engines.failed)
        parts += client::failedServiceText(each);
    const bool isModelFailed =
        std::ranges::find(engines.failed, u"language"_s, &client::FailedService::engine)
        != engines.failed.end();
    parts += assistant(engines.host, isModelFailed ? client::EngineChoice() : engines.language);
    parts += persona.role;
    if (voice != engines.voices.end())
        parts += tr("voice: %1").arg(voice->name);
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString PersonaWords::assistant(const QString &host, const client::EngineChoice &language)
{
    if (!host.isEmpty())
        return host;
    if (language.isBuiltIn())
        return tr("Offline assistant");
    const QUrl base(language.url);
    return client::isOnThisComputer(base)
        ? tr("%1 on this computer", "a language model").arg(language.model)
        : tr("%1 at %2", "a language model, a service")
              .arg(language.model, client::placeName(base));
}

QString PersonaWords::complaint(client::PersonaFileError error)
{
    switch (error) {
    case client::PersonaFileError::TooLarge:
        return tr("The file has too many personas or is too large.");
    case client::PersonaFileError::NotPersonas:
        return tr("This file has no personas.");
    case client::PersonaFileError::TooNew:
        return tr("This file is from a newer version of Holdline.");
    case client::PersonaFileError::BadPersona:
        return tr("A persona in this file has no name, or one of its texts is too long.");
    }
    Q_UNREACHABLE();
}

QString PersonaWords::languageName(const QString &tag)
{
    const QLocale locale(tag);
    const QString name = locale.language() == QLocale::C ? tag : locale.nativeLanguageName();
    return name.left(1).toUpper() + name.mid(1);
}

} // namespace holdline::widgets
