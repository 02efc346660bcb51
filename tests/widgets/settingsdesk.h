// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modelcatalog.h"
#include "client/vault/accesstokens.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/settings/connectionpage.h"
#include "widgets/settings/enginepage.h"
#include "widgets/settings/generalpage.h"
#include "widgets/settings/settingsdialog.h"

#include <QTemporaryDir>

namespace holdline::testing {

/// The settings dialog with all of its pages, over objects of their own and no keychain.
struct SettingsDesk
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(QStringLiteral("settings.conf")), QSettings::IniFormat};
    client::ClientSettings settings{store};
    client::AccessTokens tokens{store, nullptr};
    client::EmbeddedServer server{{}, folder.path()};
    client::EngineController language{client::Engine::Language, server, settings, tokens};
    client::EngineController hearing{client::Engine::Recognition, server, settings, tokens};
    client::EngineController speaking{client::Engine::Voice, server, settings, tokens};
    client::ModelCatalog catalog;

    widgets::GeneralPage *general = nullptr;
    widgets::EnginePage *assistant = nullptr;
    widgets::EnginePage *recognition = nullptr;
    widgets::EnginePage *voice = nullptr;
    widgets::ConnectionPage *connection = nullptr;

    /// Owned by `window`.
    widgets::SettingsDialog *open(widgets::MainWindow &window, widgets::Theme &theme,
                                  const widgets::ConnectionPage::Content &content = {})
    {
        auto *dialog = new widgets::SettingsDialog(&window);
        general = new widgets::GeneralPage(theme, window.soundsAction());
        assistant = new widgets::EnginePage(language, catalog, {});
        recognition = new widgets::EnginePage(hearing, catalog, {});
        voice = new widgets::EnginePage(speaking, catalog, {});
        connection = new widgets::ConnectionPage(content);
        for (widgets::SettingsPage *page : {static_cast<widgets::SettingsPage *>(general),
                                            static_cast<widgets::SettingsPage *>(assistant),
                                            static_cast<widgets::SettingsPage *>(recognition),
                                            static_cast<widgets::SettingsPage *>(voice),
                                            static_cast<widgets::SettingsPage *>(connection)})
            dialog->addPage(page);
        dialog->show();
        return dialog;
    }
};

} // namespace holdline::testing
