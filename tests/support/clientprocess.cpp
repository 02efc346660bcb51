// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/clientprocess.h"

#include "support/virtualkeychain.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace holdline::testing {

using namespace Qt::StringLiterals;

ClientProcess::ClientProcess(const VirtualScreen &screen, const QStringList &arguments,
                             const QProcessEnvironment &environment)
    : m_screen(screen)
    , m_environment(surroundings(environment))
    , m_process(program(), arguments, m_environment)
{
}

ClientProcess::~ClientProcess()
{
    kill();
    for (ProcessHandle &server : m_servers)
        server.kill();
}

void ClientProcess::kill()
{
    for (const qint64 server : childrenOf(m_process.pid()))
        m_servers.emplace_back(server);
    m_process.kill();
}

bool ClientProcess::start()
{
    if (!m_process.start())
        return false;
    m_window = m_screen.findWindow(m_process.pid()).value_or(0);
    return m_window != 0;
}

bool ClientProcess::pressKey(const QString &key) const
{
    return m_screen.activate(m_window) && m_screen.pressKey(key);
}

QList<StatusChange> ClientProcess::statuses() const
{
    static const QRegularExpression status(u"holdline\\.status: status ([a-z]+)"_s);
    QList<StatusChange> changes;
    for (const OutputLine &line : m_process.standardError()) {
        const auto match = status.match(line.text);
        if (match.hasMatch()
            && (changes.isEmpty() || changes.constLast().name != match.captured(1)))
            changes.append({line.at, match.captured(1)});
    }
    return changes;
}

QString ClientProcess::status() const
{
    const QList<StatusChange> changes = statuses();
    return changes.isEmpty() ? QString() : changes.constLast().name;
}

bool ClientProcess::waitForStatus(const QString &name, Duration patience) const
{
    return waitUntil([&] { return status() == name; }, patience);
}

std::unique_ptr<ChildProcess> ClientProcess::another(const QStringList &arguments) const
{
    return std::make_unique<ChildProcess>(program(), arguments, m_environment);
}

QString ClientProcess::program()
{
    return QCoreApplication::applicationDirPath() + u"/holdline"_s;
}

QProcessEnvironment ClientProcess::surroundings(const QProcessEnvironment &base) const
{
    const QString bus = u"DBUS_SESSION_BUS_ADDRESS"_s;
    const bool isPrivate = base.value(bus) != qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    QProcessEnvironment own =
        m_screen.environment(isPrivate ? base : VirtualKeychain::without(base));
    own.insert(u"XDG_CONFIG_HOME"_s, m_home.filePath(u"config"_s));
    own.insert(u"XDG_DATA_HOME"_s, m_home.filePath(u"data"_s));
    own.insert(u"XDG_CACHE_HOME"_s, m_home.filePath(u"cache"_s));
    own.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    own.insert(u"QT_LOGGING_RULES"_s, u"holdline.server.debug=true"_s); // the log of its server
    return own;
}

QString ClientProcess::settingsPath() const
{
    return m_home.filePath(u"config/Holdline/holdline.conf"_s);
}

} // namespace holdline::testing
