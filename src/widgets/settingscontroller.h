// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/modelcatalog.h"

#include <QObject>
#include <QPointer>

namespace holdline::client {
class AccessTokens;
class AssistantController;
class CertificateTrust;
class ClientSettings;
class ConnectionController;
class ReconnectingSocket;
} // namespace holdline::client

namespace holdline::widgets {

class AssistantDialog;
class MainWindow;
class SettingsDialog;
class TrustDialog;

/// The objects that the settings change. All must outlive the SettingsController.
struct SettingsParts
{
    client::ConnectionController &connection;
    client::ReconnectingSocket &socket;
    client::CertificateTrust &trust;
    client::AccessTokens &tokens;
    client::AssistantController &assistant;
    const client::ClientSettings &settings;
};

/// Opens the settings and the question about a certificate when the window asks for them, and
/// carries out the user's choice. Owned by the application; GUI thread.
class SettingsController : public QObject
{
    Q_OBJECT

public:
    SettingsController(MainWindow &window, const SettingsParts &parts, QObject *parent = nullptr);

private:
    void openSettings();
    void openAssistant();
    void showWhoAnswers();
    void askForTrust();
    void distrust(const QString &server);

    MainWindow &m_window;
    const SettingsParts m_parts;
    client::ModelCatalog m_models;
    QPointer<SettingsDialog> m_settingsDialog;
    QPointer<AssistantDialog> m_assistantDialog;
    QPointer<TrustDialog> m_trustDialog;
};

} // namespace holdline::widgets
