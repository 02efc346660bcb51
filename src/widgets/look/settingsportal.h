// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace holdline::widgets {

/// What the settings portal of the desktop says about light and dark. Qt (6.8.2, too) asks
/// the portal only where a plugin for that desktop is installed. GUI thread.
class SettingsPortal : public QObject
{
    Q_OBJECT

public:
    /// Asks the portal, if there is a session bus. The answer comes with `changed()`.
    explicit SettingsPortal(QObject *parent = nullptr);

    /// nullopt if there is no portal or it has no opinion.
    std::optional<bool> isDark() const { return m_isDark; }
    /// The portal's `color-scheme`: 1 prefers dark, 2 light, other values have no opinion.
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
