// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace holdline::widgets {

class Theme;

/// Stores the choices of the View menu. A value out of range reads as the default. Owned by the
/// application; GUI thread.
class AppearanceSettings
{
public:
    /// `settings` must outlive this.
    explicit AppearanceSettings(QSettings &settings) : m_settings(settings) { }

    void restore(Theme &theme) const;
    void store(const Theme &theme);

private:
    QSettings &m_settings;
};

} // namespace holdline::widgets
