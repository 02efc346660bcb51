// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/clientapplication.h"

#include "client/filevault.h"
#include "client/keychainvault.h"

#include <QStandardPaths>

namespace holdline {

using client::EmbeddedServer;
using client::Endpoint;
using client::LossReason;
using client::ReconnectingSocket;
using widgets::MainWindow;

namespace {

/// The server that was asked for; nothing: the embedded one.
std::optional<Endpoint> chosenServer(const Options &options, const client::ClientSettings &settings)
{
    if (options.server)
        return options.server;
    const Endpoint saved = Endpoint::forAddress(settings.serverAddress());
    return saved.url.isValid() ? std::optional(saved) : std::nullopt;
}

/// Where the embedded server keeps its store, and its client the key to it.
QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

} // namespace

ClientApplication::ClientApplication(const Options &options)
    : m_clientSettings(m_settings)
    , m_appearance(m_settings)
    , m_sessionIds(m_settings)
    , m_secrets(std::make_unique<client::FileVault>(dataFolder()), client::systemKeychain())
    , m_socket(options.reconnect.value_or(m_clientSettings.reconnectPolicy()), m_sessionIds,
               m_clock)
    , m_line(m_socket, m_sessionIds, m_secrets, m_clock)
    , m_lab(m_socket, m_line, m_clock)
    , m_status(m_socket, m_clock)
    , m_conversation(m_line, m_soundCard, m_clock)
    , m_diagnostics(m_socket, m_line, m_status, m_conversation, m_clock)
    , m_theme(m_desktop)
    , m_window(m_theme, m_clock)
    , m_windowController(
          m_window, {m_socket, m_line, m_status, m_conversation, m_clientSettings, m_diagnostics})
{
    m_socket.setDialect(options.dialect);
    connect(&m_line, &client::SessionLine::stopped, this, [this] {
        if (m_isLeaving)
            Q_EMIT left();
    });
    connect(&m_secrets, &client::SessionSecrets::keptForThisRunOnly, &m_window,
            &MainWindow::showSecretsNotKept);
    connect(&m_window, &MainWindow::networkLabRequested, this, &ClientApplication::openNetworkLab);
    m_appearance.restore(m_theme);
    connect(&m_theme, &widgets::Theme::changed, this, [this] { m_appearance.store(m_theme); });
    if (const auto server = chosenServer(options, m_clientSettings))
        m_socket.setEndpoint(*server);
    else
        useEmbeddedServer();
}

void ClientApplication::useEmbeddedServer()
{
    m_embeddedServer =
        std::make_unique<EmbeddedServer>(EmbeddedServer::findProgram(), dataFolder());
    connect(m_embeddedServer.get(), &EmbeddedServer::ready, &m_socket,
            &ReconnectingSocket::setEndpoint);
    connect(m_embeddedServer.get(), &EmbeddedServer::failed, this, [this](const QString &detail) {
        m_serverIsDown = true;
        m_socket.fail(LossReason::EmbeddedServerFailed, detail);
    });
    // Dialling again does not help when there is nobody to dial.
    connect(&m_window, &MainWindow::reconnectRequested, this, &ClientApplication::restartServer);
    connect(&m_window, &MainWindow::connectRequested, this, &ClientApplication::restartServer);
    m_lab.setServerIsOurs(true);
    connect(&m_lab, &client::NetworkLab::serverRestartRequested, m_embeddedServer.get(),
            &EmbeddedServer::restart);
}

void ClientApplication::restartServer()
{
    if (std::exchange(m_serverIsDown, false))
        m_embeddedServer->start();
}

void ClientApplication::openNetworkLab()
{
    if (!m_labDialog) {
        m_labDialog = new widgets::NetworkLabDialog(m_lab, m_theme, m_clock, &m_window);
        m_labDialog->setStatus(m_status.status());
        connect(&m_status, &client::StatusController::statusChanged, m_labDialog,
                &widgets::NetworkLabDialog::setStatus);
    }
    m_labDialog->show();
    m_labDialog->raise();
    m_labDialog->activateWindow();
}

void ClientApplication::start()
{
    m_window.restoreGeometry(m_clientSettings.windowGeometry());
    // The line first: the window never shows "stopped", and a server that cannot be started says so
    // at once.
    m_line.start();
    m_window.show();
    if (m_embeddedServer)
        m_embeddedServer->start();
}

void ClientApplication::leave()
{
    if (std::exchange(m_isLeaving, true))
        return;
    m_conversation.setMicrophoneOpen(false);
    m_line.stop();
}

void ClientApplication::stop()
{
    m_clientSettings.setWindowGeometry(m_window.saveGeometry());
    m_conversation.setMicrophoneOpen(false);
    m_socket.stop();
    if (m_embeddedServer)
        m_embeddedServer->stop();
}

} // namespace holdline
