// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/personamenucontroller.h"

#include "client/conversation/servicewatch.h"
#include "client/persona/personacontroller.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/statuscontroller.h"
#include "widgets/look/personawords.h"
#include "widgets/mainwindow.h"
#include "widgets/settings/personadialog.h"

namespace holdline::widgets {

using client::PersonaController;

PersonaMenuController::PersonaMenuController(MainWindow &window, const PersonaParts &parts,
                                             QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_parts(parts)
{
    connect(&window, &MainWindow::personaChosen, &parts.personas, &PersonaController::choose);
    connect(&window, &MainWindow::personasRequested, this, &PersonaMenuController::openPersonas);
    connect(&parts.personas, &PersonaController::changed, this,
            &PersonaMenuController::showPersonas);
    connect(&parts.personas, &PersonaController::voicesChanged, this,
            &PersonaMenuController::showWhoAnswers);
    connect(&parts.personas, &PersonaController::chosenChanged, this,
            &PersonaMenuController::showTurnPause);
    connect(&parts.status, &client::StatusController::statusChanged, this,
            &PersonaMenuController::showWhoAnswers);
    connect(&parts.language, &client::EngineController::changed, this,
            &PersonaMenuController::showWhoAnswers);
    connect(&parts.recognition, &client::EngineController::changed, this,
            &PersonaMenuController::showHearing);
    connect(&parts.services, &client::ServiceWatch::changed, this,
            &PersonaMenuController::showWhoAnswers);
    showPersonas();
    showTurnPause();
    if (!parts.personas.setAside().isEmpty())
        window.showPersonasSetAside(parts.personas.setAside());
}

void PersonaMenuController::showPersonas()
{
    m_window.setPersonas(m_parts.personas.personas(), m_parts.personas.chosen().id);
    showWhoAnswers();
}

void PersonaMenuController::showWhoAnswers()
{
    const client::Persona &persona = m_parts.personas.chosen();
    const auto &failed = m_parts.services.failed();
    m_window.setPersona(persona,
                        PersonaWords::details(persona,
                                              {.host = m_parts.status.status().host,
                                               .language = m_parts.language.choice(),
                                               .voices = m_parts.personas.voices(),
                                               .failed = failed}),
                        !failed.isEmpty());
}

void PersonaMenuController::showTurnPause()
{
    m_window.setTurnPause(m_parts.personas.turnPause());
}

void PersonaMenuController::openPersonas()
{
    if (!m_dialog)
        m_dialog = new PersonaDialog(m_parts.personas, &m_window);
    showHearing();
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

/// What another server understands is not known.
void PersonaMenuController::showHearing()
{
    const bool isOnThisComputer = m_parts.status.status().host.isEmpty();
    if (m_dialog)
        m_dialog->setHearsOnlyEnglish(isOnThisComputer && m_parts.recognition.choice().isBuiltIn());
}

} // namespace holdline::widgets
