// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;

namespace holdline::widgets {

class Theme;

/// The actions of the View menu: light or dark, and the size of the text. Shows the state of the
/// theme, whatever has changed it. Owned by the window.
class ViewMenu : public QObject
{
    Q_OBJECT

public:
    struct Actions
    {
        QAction *followSystem;
        QAction *light;
        QAction *dark;
        QAction *larger;
        QAction *smaller;
        QAction *normal;
    };

    /// All must outlive this.
    ViewMenu(const Actions &actions, Theme &theme, QObject *parent);

private:
    void update();

    const Actions m_actions;
    Theme &m_theme;
};

} // namespace holdline::widgets
