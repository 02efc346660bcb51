// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// The line below the name: what the persona is good for, who answers and where, and the voice.
    /// `host` is empty for the server on this computer, which asks `language`.
    static QString details(const client::Persona &persona, const QString &host,
                           const client::EngineChoice &language,
                           const QList<protocol::Voice> &voices);
    /// Who answers, and where.
    static QString assistant(const QString &host, const client::EngineChoice &language);
    static QString complaint(client::PersonaFileError error);
    /// The language in its own words, such as "Deutsch".
    static QString languageName(const QString &tag);
};

} // namespace holdline::widgets
