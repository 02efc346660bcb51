// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace holdline::widgets {

/// A page of the settings. Its window title is its name in the list of pages.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Applies what is entered and does not apply yet. Returns false if something is wrong with it;
    /// then the page says what.
    virtual bool settle() { return true; }
};

} // namespace holdline::widgets
