// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace holdline::widgets {

/// Whether the desktop is dark, and when that changes: what the settings portal says, or else how
/// light the colours are that the desktop gave to the application. GUI thread.
class DesktopScheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopScheme(QObject *parent = nullptr);

    bool isDark() const;
    /// The portal's `color-scheme`: 1 prefers dark, 2 light, everything else has no opinion.
    void setPortalPreference(uint colorScheme);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void update();

    std::optional<bool> m_portalIsDark;
    bool m_wasDark = false;
};

} // namespace holdline::widgets
