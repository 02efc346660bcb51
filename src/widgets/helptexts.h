// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

class QAction;

namespace holdline::widgets {

/// The longer texts of the Help menu, as rich text. Pure.
class HelpTexts
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::HelpTexts)

public:
    static QString about();
    static QString troubleshooting();
    /// A table of all actions that have a shortcut, and of the keys that belong to no action.
    static QString shortcuts(const QList<QAction *> &actions);
};

} // namespace holdline::widgets
