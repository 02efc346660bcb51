// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/settings/settingspage.h"

#include <memory>

class QAction;

namespace Ui {
class GeneralPage;
}

namespace holdline::widgets {

class Theme;

/// How the window looks and sounds. Follows what is chosen in its menus meanwhile.
class GeneralPage : public SettingsPage
{
    Q_OBJECT

public:
    /// Both must outlive this. `sounds` is the action of the menu.
    GeneralPage(Theme &theme, QAction &sounds, QWidget *parent = nullptr);
    ~GeneralPage() override;

private:
    void follow();

    std::unique_ptr<Ui::GeneralPage> m_ui;
    Theme &m_theme;
    QAction &m_sounds;
};

} // namespace holdline::widgets
