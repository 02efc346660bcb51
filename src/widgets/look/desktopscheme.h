// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace holdline::widgets {

class SettingsPortal;

/// Tells whether the desktop is dark, and when that changes. Asks Qt or the settings portal. If
/// neither knows, judges the lightness of the application's palette. Owned by the application; GUI
/// thread.
class DesktopScheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopScheme(QObject *parent = nullptr);

    bool isDark() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed();

private:
    std::optional<bool> preference() const;
    void update();

    SettingsPortal *m_portal;
    bool m_wasDark = false;
};

} // namespace holdline::widgets
