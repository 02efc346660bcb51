// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/desktopscheme.h"

#include "widgets/look/settingsportal.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#include <utility>

namespace holdline::widgets {

DesktopScheme::DesktopScheme(QObject *parent)
    : QObject(parent)
    , m_portal(new SettingsPortal(this))
    , m_wasDark(isDark())
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &DesktopScheme::update);
#endif
    connect(m_portal, &SettingsPortal::changed, this, &DesktopScheme::update);
    qGuiApp->installEventFilter(this);
}

std::optional<bool> DesktopScheme::preference() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return m_portal->isDark();
}

bool DesktopScheme::isDark() const
{
    constexpr int kHalf = 128;
    return preference().value_or(QGuiApplication::palette().window().color().lightness() < kHalf);
}

bool DesktopScheme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qGuiApp && event->type() == QEvent::ApplicationPaletteChange)
        update();
    return QObject::eventFilter(watched, event);
}

void DesktopScheme::update()
{
    if (std::exchange(m_wasDark, isDark()) != m_wasDark)
        Q_EMIT changed();
}

} // namespace holdline::widgets
