// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settingscontroller.h"

#include "client/link/reconnectingsocket.h"
#include "client/setup/clientsettings.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modeloffer.h"
#include "client/vault/accesstokens.h"
#include "widgets/look/persona.h"
#include "widgets/mainwindow.h"
#include "widgets/settings/connectionpage.h"
#include "widgets/settings/enginepage.h"
#include "widgets/settings/generalpage.h"
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
    connect(&m_window, &MainWindow::connectionSettingsRequested, this,
            &SettingsController::openConnection);
    connect(&m_parts.language, &client::EngineController::changed, this,
            &SettingsController::showWhoAnswers);
    connect(&m_parts.offer, &client::ModelOffer::offered, &m_window, &MainWindow::offerModel);
    connect(&m_parts.offer, &client::ModelOffer::withdrawn, &m_window,
            &MainWindow::withdrawModelOffer);
    connect(&m_window, &MainWindow::modelAccepted, &m_parts.offer, &client::ModelOffer::accept);
    connect(&m_window, &MainWindow::trustRequested, this, &SettingsController::askForTrust);
    connect(&m_parts.tokens, &client::AccessTokens::keptForThisRunOnly, &m_window,
            &MainWindow::showTokenNotKept);
}

void SettingsController::openSettings()
{
    if (!m_settingsDialog) {
        m_settingsDialog = new SettingsDialog(&m_window);
        makePages();
    }
    m_settingsDialog->show();
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
}

void SettingsController::openConnection()
{
    openSettings();
    m_settingsDialog->showPage(m_connectionPage);
}

void SettingsController::makePages()
{
    const bool hasKeychain = m_parts.tokens.hasKeychain();
    m_settingsDialog->addPage(new GeneralPage(m_parts.theme, m_window.soundsAction()));
    m_settingsDialog->addPage(new EnginePage(
        m_parts.language, m_models,
        {.isServerElsewhere = !m_parts.connection.isEmbedded(), .hasKeychain = hasKeychain}));
    m_connectionPage = new ConnectionPage({.connection = m_parts.connection.choice(),
                                           .recentAddress = m_parts.settings.recentAddress(),
                                           .pins = m_parts.trust.pins(),
                                           .hasKeychain = hasKeychain});
    m_settingsDialog->addPage(m_connectionPage);
    connect(m_connectionPage, &ConnectionPage::certificateDistrusted, this,
            &SettingsController::distrust);
    connect(m_connectionPage, &ConnectionPage::connectionChosen, &m_parts.connection,
            &client::ConnectionController::change);
}

void SettingsController::showWhoAnswers()
{
    if (m_parts.connection.isEmbedded())
        m_window.setPersona(personaName(), personaDetails({}, m_parts.language.choice()));
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
