// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/servicewords.h"
#include "client/persona/personacontroller.h"
#include "client/setup/enginechoice.h"

#include <QCoreApplication>
#include <QString>

namespace holdline::widgets {

/// Says who answers, and what is wrong with a file of personas. Pure.
class PersonaWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::PersonaWords)

public:
    /// Who answers besides the persona.
    struct Engines
    {
        QString host; ///< empty for the server on this computer, which asks `language`
        client::EngineChoice language;
        QList<protocol::Voice> voices;
        QList<client::FailedService> failed;
    };
    /// The line below the name: which services do not work, who answers and where, what the persona
    /// is good for, and the voice.
    static QString details(const client::Persona &persona, const Engines &engines);
    /// Who answers, and where.
    static QString assistant(const QString &host, const client::EngineChoice &language);
    static QString complaint(client::PersonaFileError error);
    /// The language in its own words, such as "Deutsch".
    static QString languageName(const QString &tag);
};

} // namespace holdline::widgets
