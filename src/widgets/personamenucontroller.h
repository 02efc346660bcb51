// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

namespace holdline::client {
class EngineController;
class PersonaController;
class ServiceWatch;
class StatusController;
} // namespace holdline::client

namespace holdline::widgets {

class MainWindow;
class PersonaDialog;

/// The objects behind the persona in the header. All must outlive the PersonaMenuController.
struct PersonaParts
{
    client::PersonaController &personas;
    const client::StatusController &status;
    const client::EngineController &language;
    const client::EngineController &recognition;
    const client::ServiceWatch &services;
};

/// Shows who answers in the header of the window, switches the persona when the user asks for it,
/// and opens the personas. Owned by the application; GUI thread.
class PersonaMenuController : public QObject
{
    Q_OBJECT

public:
    PersonaMenuController(MainWindow &window, const PersonaParts &parts, QObject *parent = nullptr);

private:
    void showPersonas();
    void showWhoAnswers();
    void showTurnPause();
    void openPersonas();
    void showHearing();

    MainWindow &m_window;
    const PersonaParts m_parts;
    QPointer<PersonaDialog> m_dialog;
};

} // namespace holdline::widgets
