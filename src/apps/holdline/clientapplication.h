// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/qtsoundcard.h"
#include "client/chimecontroller.h"
#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "client/conversation/servicewatch.h"
#include "client/conversationpersona.h"
#include "client/diagnostics/diagnostics.h"
#include "client/lab/networklab.h"
#include "client/link/certificatetrust.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/persona/personacontroller.h"
#include "client/preferencescontroller.h"
#include "client/quitcontroller.h"
#include "client/session/sessionline.h"
#include "client/setup/certificatecontroller.h"
#include "client/setup/clientsettings.h"
#include "client/setup/connectioncontroller.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modelcatalog.h"
#include "client/setup/modeloffer.h"
#include "client/setup/privatesettings.h"
#include "client/setup/statuscontroller.h"
#include "client/talkcontroller.h"
#include "client/vault/accesstokens.h"
#include "holdline/options.h"
#include "widgets/diagnostics/networklabdialog.h"
#include "widgets/look/appearancesettings.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/personamenucontroller.h"
#include "widgets/settingscontroller.h"
#include "widgets/windowcontroller.h"

#include <QObject>
#include <QPointer>

namespace holdline {

/// Owns all parts of the client and connects them, in the order in which they need each other.
/// Created by main(); needs a QApplication.
class ClientApplication : public QObject
{
    Q_OBJECT

public:
    explicit ClientApplication(const Options &options);

    /// Shows the window and dials the server.
    void start();
    /// Brings the window to the front, with the keyboard if the desktop allows it. `token` is its
    /// permission.
    void showWindow(const QByteArray &token);
    /// To be called before stop(): sends what the server has not received yet, for 1 s at most.
    /// Then emits left().
    void leave() { m_quit.leave(); }
    /// Ends the line and the embedded server, and stores the user's choices.
    void stop();

Q_SIGNALS:
    void leaving();
    void left();

private:
    void connectLine();
    void connectNotices();
    void openNetworkLab();

    client::PrivateSettings m_settings;
    Clock m_clock;
    client::ClientSettings m_clientSettings;
    widgets::AppearanceSettings m_appearance;
    client::SessionIds m_sessionIds;
    audio::QtSoundCard m_soundCard;
    client::SessionSecrets m_secrets;
    client::AccessTokens m_tokens;
    client::CertificateTrust m_trust;
    client::ReconnectingSocket m_socket;
    client::SessionLine m_line;
    client::NetworkLab m_lab;
    client::StatusController m_status;
    client::ServiceWatch m_services;
    client::PersonaController m_personas;
    client::ConversationController m_conversation;
    client::ConversationUndo m_undo;
    client::TalkController m_talk;
    client::ChimeController m_chimes;
    client::PreferencesController m_preferences;
    client::ConversationPersona m_conversationPersona;
    client::QuitController m_quit;
    client::CertificateController m_certificates;
    client::EmbeddedServer m_embeddedServer;
    client::EngineController m_language;
    client::EngineController m_recognition;
    client::EngineController m_voice;
    client::ModelCatalog m_models;
    client::ModelOffer m_offer;
    client::ConnectionController m_connection;
    client::ConnectionChoice m_firstChoice; ///< the choice that start() applies
    client::Diagnostics m_diagnostics;
    widgets::DesktopScheme m_desktop;
    widgets::Theme m_theme;
    widgets::MainWindow m_window;
    widgets::WindowController m_windowController;
    widgets::PersonaMenuController m_personaMenu;
    widgets::SettingsController m_settingsController;
    QPointer<widgets::NetworkLabDialog> m_labDialog;
};

} // namespace holdline
