// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settingscontroller.h"

#include "client/link/reconnectingsocket.h"
#include "client/setup/assistantcontroller.h"
#include "client/setup/clientsettings.h"
#include "client/vault/accesstokens.h"
#include "widgets/look/persona.h"
#include "widgets/mainwindow.h"
#include "widgets/settings/assistantdialog.h"
#include "widgets/settings/settingsdialog.h"
#include "widgets/settings/trustdialog.h"

namespace holdline::widgets {

using client::CertificateFacts;
using client::CertificateTrust;

SettingsController::SettingsController(MainWindow &window, const SettingsParts &parts,
                                       QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_parts(parts)
{
    connect(&m_window, &MainWindow::settingsRequested, this, &SettingsController::openSettings);
    connect(&m_window, &MainWindow::assistantRequested, this, &SettingsController::openAssistant);
    connect(&m_parts.assistant, &client::AssistantController::changed, this,
            &SettingsController::showWhoAnswers);
    connect(&m_window, &MainWindow::trustRequested, this, &SettingsController::askForTrust);
    connect(&m_parts.tokens, &client::AccessTokens::keptForThisRunOnly, &m_window,
            &MainWindow::showTokenNotKept);
}

void SettingsController::openSettings()
{
    if (m_settingsDialog) {
        m_settingsDialog->raise();
        m_settingsDialog->activateWindow();
        return;
    }
    m_settingsDialog = new SettingsDialog({.connection = m_parts.connection.choice(),
                                           .recentAddress = m_parts.settings.recentAddress(),
                                           .pins = m_parts.trust.pins(),
                                           .hasKeychain = m_parts.tokens.hasKeychain()},
                                          &m_window);
    connect(m_settingsDialog, &SettingsDialog::certificateDistrusted, this,
            &SettingsController::distrust);
    connect(m_settingsDialog, &SettingsDialog::connectionChosen, &m_parts.connection,
            &client::ConnectionController::change);
    m_settingsDialog->show();
}

void SettingsController::openAssistant()
{
    if (!m_assistantDialog) {
        m_assistantDialog =
            new AssistantDialog({.language = m_parts.assistant.choice(),
                                 .isServerElsewhere = !m_parts.connection.isEmbedded(),
                                 .hasKeychain = m_parts.tokens.hasKeychain()},
                                m_models, &m_window);
        connect(m_assistantDialog, &AssistantDialog::languageChosen, &m_parts.assistant,
                &client::AssistantController::change);
    }
    m_assistantDialog->show();
    m_assistantDialog->raise();
    m_assistantDialog->activateWindow();
}

void SettingsController::showWhoAnswers()
{
    if (m_parts.connection.isEmbedded())
        m_window.setPersona(personaName(), personaDetails({}, m_parts.assistant.choice()));
}

void SettingsController::askForTrust()
{
    const std::optional<CertificateFacts> &refused = m_parts.trust.refused();
    if (!refused || m_trustDialog)
        return;
    m_trustDialog = new TrustDialog(*refused, &m_window);
    connect(m_trustDialog, &QDialog::accepted, this, [this, facts = *refused] {
        m_parts.trust.pin({facts.server, facts.fingerprint});
        m_parts.socket.reconnectNow();
    });
    m_trustDialog->open();
}

void SettingsController::distrust(const QString &server)
{
    m_parts.trust.unpin(server);
    if (server == CertificateTrust::serverOf(m_parts.socket.endpoint().url))
        m_parts.socket.redial();
}

} // namespace holdline::widgets
