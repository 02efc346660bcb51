// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace holdline::widgets {

class SettingsPortal;

/// Whether the desktop is dark, and when that changes: what the desktop prefers, or, if it does not
/// say, how light the colours are that it gave to the application. GUI thread.
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

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    SettingsPortal *m_portal = nullptr;
#endif
    bool m_wasDark = false;
};

} // namespace holdline::widgets
