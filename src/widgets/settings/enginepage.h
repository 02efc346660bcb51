// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"
#include "widgets/settings/settingspage.h"

#include <memory>

namespace Ui {
class EnginePage;
}

namespace holdline::client {
class EngineController;
class ModelCatalog;
} // namespace holdline::client

namespace holdline::widgets {

/// The settings page of one engine of the embedded server: built in, a program on this computer, or
/// a service. A choice applies as soon as it is complete.
class EnginePage : public SettingsPage
{
    Q_OBJECT

public:
    struct Surroundings
    {
        bool isServerElsewhere = false; ///< the app talks with another server at the moment
        bool hasKeychain = false;
    };

    /// Both must outlive this.
    EnginePage(client::EngineController &controller, client::ModelCatalog &catalog,
               const Surroundings &surroundings, QWidget *parent = nullptr);
    ~EnginePage() override;

    bool settle() override;

private:
    void name();
    void apply();
    void follow();
    client::EngineChoice chosen() const;

    std::unique_ptr<Ui::EnginePage> m_ui;
    client::EngineController &m_controller;
};

} // namespace holdline::widgets
