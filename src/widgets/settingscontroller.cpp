// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settingscontroller.h"

#include "client/setup/certificatecontroller.h"
#include "client/setup/clientsettings.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modeloffer.h"
#include "widgets/mainwindow.h"
#include "widgets/settings/connectionpage.h"
#include "widgets/settings/enginepage.h"
#include "widgets/settings/generalpage.h"
#include "widgets/settings/settingsdialog.h"
#include "widgets/settings/trustdialog.h"

namespace holdline::widgets {

using client::CertificateFacts;

SettingsController::SettingsController(MainWindow &window, const SettingsParts &parts,
                                       QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_parts(parts)
{
    connect(&m_window, &MainWindow::settingsRequested, this, &SettingsController::openSettings);
    connect(&m_window, &MainWindow::connectionSettingsRequested, this,
            &SettingsController::openConnection);
    connect(&m_parts.offer, &client::ModelOffer::offered, &m_window, &MainWindow::offerModel);
    connect(&m_parts.offer, &client::ModelOffer::withdrawn, &m_window,
            &MainWindow::withdrawModelOffer);
    connect(&m_window, &MainWindow::modelAccepted, &m_parts.offer, &client::ModelOffer::accept);
    connect(&m_window, &MainWindow::trustRequested, this, &SettingsController::askForTrust);
    connect(&m_parts.connection, &client::ConnectionController::tokenNotKept, &m_window,
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
    const bool hasKeychain = m_parts.connection.hasKeychain();
    m_settingsDialog->addPage(new GeneralPage(m_parts.theme, m_window.soundsAction()));
    const EnginePage::Surroundings around{.isServerElsewhere = !m_parts.connection.isEmbedded(),
                                          .hasKeychain = hasKeychain};
    for (client::EngineController *engine :
         {&m_parts.language, &m_parts.recognition, &m_parts.voice})
        m_settingsDialog->addPage(new EnginePage(*engine, m_models, around));
    m_connectionPage = new ConnectionPage({.connection = m_parts.connection.choice(),
                                           .recentAddress = m_parts.settings.recentAddress(),
                                           .pins = m_parts.certificates.accepted(),
                                           .hasKeychain = hasKeychain});
    m_settingsDialog->addPage(m_connectionPage);
    connect(m_connectionPage, &ConnectionPage::certificateDistrusted, this,
            [this](const QString &server) { m_parts.certificates.distrust(server); });
    connect(m_connectionPage, &ConnectionPage::connectionChosen, &m_parts.connection,
            &client::ConnectionController::change);
}

void SettingsController::askForTrust()
{
    const std::optional<CertificateFacts> &refused = m_parts.certificates.refused();
    if (!refused || m_trustDialog)
        return;
    m_trustDialog = new TrustDialog(*refused, &m_window);
    connect(m_trustDialog, &QDialog::accepted, this,
            [this, certificate = *refused] { m_parts.certificates.accept(certificate); });
    m_trustDialog->open();
}

} // namespace holdline::widgets
