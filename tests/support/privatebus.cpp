// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/privatebus.h"

#include <QDir>
#include <QFile>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

/// No folders of services: what a desktop would start must not appear by itself.
constexpr auto kConfig = R"(<busconfig>
  <type>session</type>
  <listen>%1</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)"_L1;

} // namespace

PrivateBus::PrivateBus()
    : m_folder(QDir::tempPath() + u"/holdline-XXXXXX"_s)
    , m_bus(u"dbus-daemon"_s,
            {u"--config-file"_s, m_folder.filePath(u"bus.conf"_s), u"--nofork"_s, u"--nopidfile"_s,
             u"--print-address"_s},
            surroundings())
{
}

QString PrivateBus::start()
{
    if (m_bus.isRunning())
        return {};
    QFile config(m_folder.filePath(u"bus.conf"_s));
    if (!config.open(QIODevice::WriteOnly)
        || config.write(QString(kConfig).arg(address()).toUtf8()) < 0)
        return config.errorString();
    config.close();
    const auto isThere = [this] { return !m_bus.standardOutput().isEmpty(); };
    if (m_bus.start() && waitUntil(isThere, kStartPatience))
        return {};
    return u"dbus-daemon does not start (is dbus installed?): "_s + m_bus.errorText();
}

QProcessEnvironment PrivateBus::environment(QProcessEnvironment base) const
{
    base.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, address());
    return base;
}

QProcessEnvironment PrivateBus::surroundings() const
{
    auto own = environment();
    own.insert(u"HOME"_s, m_folder.path());
    for (const QString &name :
         {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_RUNTIME_DIR"_s})
        own.insert(name, m_folder.path());
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
        own.remove(name);
    return own;
}

} // namespace holdline::testing
