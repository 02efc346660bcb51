// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualscreen.h"

#include <QCoreApplication>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFirstDisplay = 100;
constexpr int kDisplays = 400;
constexpr int kAttempts = 20;

} // namespace

VirtualScreen::~VirtualScreen()
{
    // In this order and with SIGTERM, because a killed X server leaves its socket behind.
    for (ChildProcess *process : {m_windowManager.get(), m_server.get()}) {
        if (process)
            process->terminate();
    }
}

bool VirtualScreen::start()
{
    // With -displayfd alone, two X servers that start at the same time may take the same display. X
    // locks a display only if it is named.
    const int first =
        kFirstDisplay + static_cast<int>(QCoreApplication::applicationPid() % kDisplays);
    for (int display = first; display < first + kAttempts; ++display) {
        if (startServer(display))
            return startWindowManager();
    }
    return false;
}

bool VirtualScreen::startServer(int display)
{
    m_display = u":%1"_s.arg(display);
    const QString geometry = u"%1x%2x24"_s.arg(m_size.width()).arg(m_size.height());
    // The server prints the number of the display when it is ready.
    m_server = std::make_unique<ChildProcess>(
        u"Xvfb"_s,
        QStringList{m_display, u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, geometry, u"-fbdir"_s,
                    m_folder.path(), u"-nolisten"_s, u"tcp"_s});
    const auto isReady = [this] { return !m_server->standardOutput().isEmpty(); };
    if (!m_server->start())
        return false;
    waitUntil([&] { return isReady() || !m_server->isRunning(); }, kStartPatience);
    return isReady() && m_server->isRunning();
}

bool VirtualScreen::startWindowManager()
{
    // A window that is mapped before openbox has started is never managed. Its properties appear
    // too early; its start-up command does not.
    m_windowManager = std::make_unique<ChildProcess>(
        u"openbox"_s, QStringList{u"--startup"_s, u"echo ready"_s}, environment());
    const auto isReady = [this] { return !m_windowManager->standardOutput().isEmpty(); };
    return m_windowManager->start() && waitUntil(isReady, kStartPatience);
}

QProcessEnvironment VirtualScreen::environment(QProcessEnvironment base) const
{
    base.insert(u"DISPLAY"_s, m_display);
    base.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    for (const QString &name : {u"WAYLAND_DISPLAY"_s, u"XDG_CURRENT_DESKTOP"_s,
                                u"QT_QPA_PLATFORMTHEME"_s, u"QT_STYLE_OVERRIDE"_s}) {
        base.remove(name);
    }
    return base;
}

std::optional<WindowId> VirtualScreen::findWindow(qint64 pid, Duration patience) const
{
    return search({u"--all"_s, u"--pid"_s, QString::number(pid), u"--name"_s, u"."_s}, patience);
}

std::optional<WindowId> VirtualScreen::findWindow(const QString &title, Duration patience) const
{
    return search({u"--name"_s, title}, patience);
}

std::optional<WindowId> VirtualScreen::search(const QStringList &criteria, Duration patience) const
{
    const QStringList arguments = QStringList{u"search"_s, u"--onlyvisible"_s} + criteria;
    QByteArray ids;
    waitUntil(
        [&] {
            ids = runTool(u"xdotool"_s, arguments, environment()).output.trimmed();
            return !ids.isEmpty();
        },
        patience);
    if (ids.isEmpty())
        return std::nullopt;
    return ids.split('\n').constLast().toULongLong();
}

bool VirtualScreen::activate(WindowId window) const
{
    return xdotool({u"windowactivate"_s, u"--sync"_s, QString::number(window)});
}

bool VirtualScreen::pressKey(const QString &key) const
{
    return xdotool({u"key"_s, u"--clearmodifiers"_s, key});
}

bool VirtualScreen::holdKey(const QString &key) const
{
    return xdotool({u"keydown"_s, key});
}

bool VirtualScreen::releaseKey(const QString &key) const
{
    return xdotool({u"keyup"_s, key});
}

bool VirtualScreen::type(const QString &text) const
{
    return xdotool({u"type"_s, u"--delay"_s, u"5"_s, text});
}

QRect VirtualScreen::geometry(WindowId window) const
{
    const ToolResult result =
        runTool(u"xdotool"_s, {u"getwindowgeometry"_s, u"--shell"_s, QString::number(window)},
                environment());
    QHash<QByteArray, int> values; // "X=12", "WIDTH=448" …
    for (const QByteArray &line : result.output.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        values.insert(line.left(equals), line.mid(equals + 1).toInt());
    }
    return {values["X"], values["Y"], values["WIDTH"], values["HEIGHT"]};
}

bool VirtualScreen::screenshot(const QString &path, std::optional<WindowId> window) const
{
    const QString what = window ? QString::number(*window) : u"root"_s;
    return runTool(u"import"_s, {u"-window"_s, what, path}, environment()).exitCode == 0;
}

bool VirtualScreen::xdotool(const QStringList &arguments) const
{
    return runTool(u"xdotool"_s, arguments, environment()).exitCode == 0;
}

} // namespace holdline::testing
