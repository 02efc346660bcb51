// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace holdline::widgets {

/// Asks the desktop's settings portal for the preference of light or dark. Needed because Qt, even
/// 6.8.2, asks the portal only where a plugin for that desktop is installed. Owned by
/// DesktopScheme; GUI thread.
class SettingsPortal : public QObject
{
    Q_OBJECT

public:
    /// Asks the portal, if there is a session bus. The answer comes with `changed()`.
    explicit SettingsPortal(QObject *parent = nullptr);

    /// `nullopt` if there is no portal, or if it states no preference.
    std::optional<bool> isDark() const { return m_isDark; }
    /// The portal's `color-scheme`: 1 prefers dark, 2 prefers light, other values state no
    /// preference.
    void setColorScheme(uint colorScheme);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask();

    std::optional<bool> m_isDark;
};

} // namespace holdline::widgets
