// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/desktopscheme.h"

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QStyleHints>
#else
#include "widgets/look/settingsportal.h"
#endif

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

#include <utility>

namespace holdline::widgets {

DesktopScheme::DesktopScheme(QObject *parent) : QObject(parent)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &DesktopScheme::update);
#else
    m_portal = new SettingsPortal(this);
    connect(m_portal, &SettingsPortal::changed, this, &DesktopScheme::update);
#endif
    m_wasDark = isDark();
    qGuiApp->installEventFilter(this);
}

std::optional<bool> DesktopScheme::preference() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme == Qt::ColorScheme::Unknown)
        return std::nullopt;
    return scheme == Qt::ColorScheme::Dark;
#else
    return m_portal->isDark();
#endif
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
