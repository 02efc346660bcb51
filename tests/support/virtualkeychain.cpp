// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualkeychain.h"

#include <QDirIterator>
#include <QFile>

#include <csignal>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.secrets"_s;
const QString kServicePath = u"/org/freedesktop/secrets"_s;
const QString kCollectionPath = u"/org/freedesktop/secrets/collection/login"_s;

} // namespace

VirtualKeychain::VirtualKeychain()
    : m_service(u"gnome-keyring-daemon"_s,
                {u"--unlock"_s, u"--components=secrets"_s, u"--foreground"_s}, surroundings())
{
}

QProcessEnvironment VirtualKeychain::surroundings() const
{
    auto own = environment(m_bus.surroundings());
    for (const QString &name : {u"GNOME_KEYRING_CONTROL"_s, u"GNOME_KEYRING_PID"_s})
        own.remove(name);
    return own;
}

QProcessEnvironment VirtualKeychain::environment(QProcessEnvironment base) const
{
    base.insert(u"XDG_CURRENT_DESKTOP"_s, u"GNOME"_s); // not KWallet
    return m_bus.environment(base);
}

void VirtualKeychain::useInThisProcess() const
{
    const auto ours = environment();
    for (const QString &name : {u"DBUS_SESSION_BUS_ADDRESS"_s, u"XDG_CURRENT_DESKTOP"_s})
        qputenv(qUtf8Printable(name), ours.value(name).toLocal8Bit());
}

QProcessEnvironment VirtualKeychain::without(QProcessEnvironment base)
{
    base.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/dev/null"_s);
    base.insert(u"XDG_CURRENT_DESKTOP"_s, u"GNOME"_s);
    return base;
}

QString VirtualKeychain::start()
{
    if (QString error = m_bus.start(); !error.isEmpty())
        return error;
    if (m_service.isRunning())
        return {};
    if (m_service.start()) {
        m_service.write("a password");
        m_service.closeInput();
        if (waitUntil([this] { return isLocked() == false; }, kStartPatience))
            return {};
    }
    return u"gnome-keyring-daemon does not start (is gnome-keyring installed?): "_s
        + m_service.errorText();
}

ToolResult VirtualKeychain::call(const QStringList &arguments) const
{
    return runTool(u"dbus-send"_s,
                   QStringList{u"--session"_s, u"--print-reply"_s, u"--dest="_s + kService}
                       + arguments,
                   surroundings());
}

std::optional<bool> VirtualKeychain::isLocked() const
{
    const QByteArray answer =
        call({kCollectionPath, u"org.freedesktop.DBus.Properties.Get"_s,
              u"string:org.freedesktop.Secret.Collection"_s, u"string:Locked"_s})
            .output;
    if (answer.contains("boolean false"))
        return false;
    if (answer.contains("boolean true"))
        return true;
    return std::nullopt;
}

bool VirtualKeychain::lock() const
{
    call({kServicePath, u"org.freedesktop.Secret.Service.Lock"_s,
          u"array:objpath:"_s + kCollectionPath});
    return isLocked() == true;
}

void VirtualKeychain::freeze() const
{
    ::kill(static_cast<pid_t>(m_service.pid()), SIGSTOP);
}

void VirtualKeychain::thaw() const
{
    ::kill(static_cast<pid_t>(m_service.pid()), SIGCONT);
}

qsizetype VirtualKeychain::itemCount() const
{
    return call({kCollectionPath, u"org.freedesktop.DBus.Properties.Get"_s,
                 u"string:org.freedesktop.Secret.Collection"_s, u"string:Items"_s})
        .output.count("object path");
}

QByteArray VirtualKeychain::fileContents() const
{
    QByteArray contents;
    QDirIterator files(m_bus.filePath(u"keyrings"_s), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            contents += file.readAll();
    }
    return contents;
}

} // namespace holdline::testing
