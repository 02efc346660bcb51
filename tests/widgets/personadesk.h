// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/personacontroller.h"
#include "client/setup/clientsettings.h"
#include "support/fakeline.h"
#include "support/manualclock.h"

#include <QSettings>
#include <QTemporaryDir>

namespace holdline::testing {

/// The personas of a user at a Durable server that has two voices.
struct PersonaDesk
{
    PersonaDesk()
    {
        line.hold(clock);
        line.startSession();
        line.durable().release();
        line.say(protocol::Voices{{{QStringLiteral("slt"), QStringLiteral("slt (woman)"),
                                    QStringLiteral("en"), QStringLiteral("flite")},
                                   {QStringLiteral("rms"), QStringLiteral("rms (man)"),
                                    QStringLiteral("en"), QStringLiteral("flite")}}});
    }

    QTemporaryDir folder;
    ManualClock clock;
    QSettings file{folder.filePath(QStringLiteral("holdline.ini")), QSettings::IniFormat};
    client::ClientSettings settings{file};
    FakeLine line;
    client::PersonaController personas{
        line, settings, client::PersonaStore(folder.filePath(QStringLiteral("personas.json")))};
};

} // namespace holdline::testing
