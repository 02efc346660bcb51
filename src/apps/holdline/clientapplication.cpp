// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/clientapplication.h"

#include "client/vault/filevault.h"
#include "client/vault/keychainvault.h"

#include <QStandardPaths>

namespace holdline {

using namespace Qt::StringLiterals;
using widgets::MainWindow;

namespace {

/// The folder of the embedded server's store, and of the client's secret for it.
QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

QString personaFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + u"/personas.json"_s;
}

} // namespace

ClientApplication::ClientApplication(const Options &options)
    : m_clientSettings(m_settings)
    , m_appearance(m_settings)
    , m_sessionIds(m_settings)
    , m_secrets(std::make_unique<client::FileVault>(dataFolder()), client::systemKeychain())
    , m_tokens(m_settings, client::systemKeychain())
    , m_trust(m_settings)
    , m_socket(BackoffPolicy::standard(), m_sessionIds, m_clock)
    , m_line(m_socket, m_sessionIds, m_secrets, m_clock)
    , m_lab(m_socket, m_line, m_clock)
    , m_status(m_socket, m_clock)
    , m_services(m_line)
    , m_personas(m_line, m_clientSettings, client::PersonaStore(personaFile()))
    , m_conversation(m_line, m_soundCard, m_clock)
    , m_undo(m_conversation)
    , m_talk(m_conversation, m_status, m_socket)
    , m_chimes(m_conversation, m_status)
    , m_preferences(m_clientSettings, m_conversation, m_chimes)
    , m_conversationPersona(m_personas, m_conversation)
    , m_quit(m_line, m_conversation, m_undo)
    , m_certificates(m_trust, m_socket)
    , m_embeddedServer(client::EmbeddedServer::findProgram(), dataFolder())
    , m_language(client::Engine::Language, m_embeddedServer, m_clientSettings, m_tokens)
    , m_recognition(client::Engine::Recognition, m_embeddedServer, m_clientSettings, m_tokens)
    , m_voice(client::Engine::Voice, m_embeddedServer, m_clientSettings, m_tokens)
    , m_offer(m_language, m_models, m_clientSettings)
    , m_connection(m_socket, m_embeddedServer, m_clientSettings,
                   {m_sessionIds, m_secrets, m_tokens})
    , m_firstChoice(options.over(m_connection.saved()))
    , m_diagnostics(m_socket, m_line, m_status, m_conversation, m_clock)
    , m_theme(m_desktop)
    , m_window(m_theme, m_clock)
    , m_windowController(m_window,
                         {m_status, m_conversation, m_undo, m_preferences, m_quit, m_diagnostics})
    , m_personaMenu(m_window, {m_personas, m_status, m_language, m_recognition, m_services})
    , m_settingsController(m_window,
                           {m_connection, m_certificates, m_language, m_recognition, m_voice,
                            m_offer, m_clientSettings, m_theme})
{
    m_socket.setCertificateTrust(m_trust);
    m_line.keepUnsentIn(dataFolder());
    connectLine();
    connectNotices();
    connect(&m_quit, &client::QuitController::leaving, this, &ClientApplication::leaving);
    connect(&m_quit, &client::QuitController::left, this, &ClientApplication::left);
    connect(&m_window, &MainWindow::networkLabRequested, this, &ClientApplication::openNetworkLab);
    m_appearance.restore(m_theme);
    connect(&m_theme, &widgets::Theme::changed, this, [this] { m_appearance.store(m_theme); });
    connect(&m_connection, &client::ConnectionController::changed, this,
            [this] { m_lab.setServerIsOurs(m_connection.isEmbedded()); });
    connect(&m_lab, &client::NetworkLab::serverRestartRequested, &m_embeddedServer,
            &client::EmbeddedServer::restart);
}

void ClientApplication::connectLine()
{
    connect(&m_window, &MainWindow::connectRequested, &m_line, &client::SessionLine::start);
    connect(&m_window, &MainWindow::stopRequested, &m_line, &client::SessionLine::stop);
    connect(&m_window, &MainWindow::reconnectRequested, &m_line,
            &client::SessionLine::reconnectNow);
    // An embedded server that has given up must start before a dial makes sense.
    connect(&m_window, &MainWindow::reconnectRequested, &m_connection,
            &client::ConnectionController::revive);
    connect(&m_window, &MainWindow::connectRequested, &m_connection,
            &client::ConnectionController::revive);
}

/// What the window says of the parts that it does not know.
void ClientApplication::connectNotices()
{
    connect(&m_secrets, &client::SessionSecrets::keptForThisRunOnly, &m_window,
            &MainWindow::showSecretsNotKept);
    connect(&m_secrets, &client::SessionSecrets::unanswered, &m_window,
            &MainWindow::showKeychainUnanswered);
    connect(&m_tokens, &client::AccessTokens::unanswered, &m_window,
            &MainWindow::showKeychainUnanswered);
    connect(&m_connection, &client::ConnectionController::keychainAwaited, &m_window,
            &MainWindow::setKeychainAwaited);
    connect(&m_embeddedServer, &client::EmbeddedServer::storeSetAside, &m_window,
            &MainWindow::showStoreSetAside);
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
    // The line starts first, so that the window never shows "stopped", and a server that cannot be
    // started says so at once.
    m_line.start();
    m_window.show();
    for (client::EngineController *engine : {&m_language, &m_recognition, &m_voice})
        engine->begin();
    m_connection.begin(m_firstChoice);
    if (m_connection.isEmbedded())
        m_offer.begin();
}

void ClientApplication::showWindow(const QByteArray &token)
{
    if (!token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token);
    m_window.setWindowState((m_window.windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void ClientApplication::stop()
{
    m_clientSettings.setWindowGeometry(m_window.saveGeometry());
    m_conversation.setMicrophoneOpen(false);
    m_socket.stop();
    m_embeddedServer.stop();
}

} // namespace holdline
