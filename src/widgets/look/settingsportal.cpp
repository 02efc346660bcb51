// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/settingsportal.h"

#ifdef HOLDLINE_WITH_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace holdline::widgets {

using namespace Qt::StringLiterals;

SettingsPortal::SettingsPortal(QObject *parent) : QObject(parent)
{
    ask();
}

void SettingsPortal::setColorScheme(uint colorScheme)
{
    m_isDark.reset();
    if (colorScheme == 1 || colorScheme == 2)
        m_isDark = colorScheme == 1;
    Q_EMIT changed();
}

#ifdef HOLDLINE_WITH_DBUS

namespace {

const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

/// Read() wraps its answer in one more variant; SettingChanged does not.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

void SettingsPortal::ask()
{
    // Without a session bus the library would start one, which takes long and is of no use.
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
            setColorScheme(unwrapped(reply.value().variant()));
        watcher->deleteLater();
    });
}

void SettingsPortal::onSettingChanged(const QString &group, const QString &key,
                                      const QDBusVariant &value)
{
    if (group == kGroup && key == kKey)
        setColorScheme(unwrapped(value.variant()));
}

#else

void SettingsPortal::ask() { }
void SettingsPortal::onSettingChanged(const QString &, const QString &, const QDBusVariant &) { }

#endif

} // namespace holdline::widgets
