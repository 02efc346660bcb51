// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/modelcatalog.h"

#include <QObject>
#include <QPointer>

namespace holdline::client {
class CertificateController;
class ClientSettings;
class ConnectionController;
class EngineController;
class ModelOffer;
} // namespace holdline::client

namespace holdline::widgets {

class ConnectionPage;
class MainWindow;
class SettingsDialog;
class Theme;
class TrustDialog;

/// The objects that the settings change. All must outlive the SettingsController.
struct SettingsParts
{
    client::ConnectionController &connection;
    client::CertificateController &certificates;
    client::EngineController &language;
    client::EngineController &recognition;
    client::EngineController &voice;
    client::ModelOffer &offer;
    const client::ClientSettings &settings;
    Theme &theme;
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
    void openConnection();
    void makePages();
    void askForTrust();

    MainWindow &m_window;
    const SettingsParts m_parts;
    client::ModelCatalog m_models;
    QPointer<SettingsDialog> m_settingsDialog;
    QPointer<ConnectionPage> m_connectionPage;
    QPointer<TrustDialog> m_trustDialog;
};

} // namespace holdline::widgets
