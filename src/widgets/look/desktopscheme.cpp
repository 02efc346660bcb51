// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/desktopscheme.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

#ifdef HOLDLINE_WITH_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace holdline::widgets {

using namespace Qt::StringLiterals;

DesktopScheme::DesktopScheme(QObject *parent) : QObject(parent), m_wasDark(isDark())
{
    qGuiApp->installEventFilter(this);
    askPortal();
}

bool DesktopScheme::isDark() const
{
    constexpr int kHalf = 128;
    return m_portalIsDark.value_or(QGuiApplication::palette().window().color().lightness() < kHalf);
}

void DesktopScheme::setPortalPreference(uint colorScheme)
{
    m_portalIsDark.reset();
    if (colorScheme == 1 || colorScheme == 2)
        m_portalIsDark = colorScheme == 1;
    update();
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

#ifdef HOLDLINE_WITH_DBUS

namespace {

const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

/// Read() wraps its answer in a variant once more; SettingChanged does not.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

void DesktopScheme::askPortal()
{
    // Without this the library would start a bus of its own, which takes long and helps nobody.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString service = u"org.freedesktop.portal.Desktop"_s;
    const QString path = u"/org/freedesktop/portal/desktop"_s;
    const QString interface = u"org.freedesktop.portal.Settings"_s;
    bus.connect(service, path, interface, u"SettingChanged"_s, this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));

    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    call << kGroup << kKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            setPortalPreference(unwrapped(reply.value().variant()));
        watcher->deleteLater();
    });
}

void DesktopScheme::onSettingChanged(const QString &group, const QString &key,
                                     const QDBusVariant &value)
{
    if (group == kGroup && key == kKey)
        setPortalPreference(unwrapped(value.variant()));
}

#else

void DesktopScheme::askPortal() { }
void DesktopScheme::onSettingChanged(const QString &, const QString &, const QDBusVariant &) { }

#endif

} // namespace holdline::widgets
