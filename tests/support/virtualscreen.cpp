// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualscreen.h"

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration kStartPatience(10000);

} // namespace

bool VirtualScreen::start()
{
    const QString geometry = u"%1x%2x24"_s.arg(m_size.width()).arg(m_size.height());
    // -displayfd takes a free display and prints its number: here on the standard output.
    const QStringList arguments{u"-displayfd"_s, u"1"_s,          u"-screen"_s,   u"0"_s,  geometry,
                                u"-fbdir"_s,     m_folder.path(), u"-nolisten"_s, u"tcp"_s};
    m_server = std::make_unique<ChildProcess>(u"Xvfb"_s, arguments);
    if (!m_server->start()
        || !waitUntil([this] { return !m_server->standardOutput().isEmpty(); }, kStartPatience)) {
        return false;
    }
    m_display = u':' + m_server->standardOutput().constFirst().text;
    m_windowManager = std::make_unique<ChildProcess>(u"openbox"_s, QStringList(), environment());
    return m_windowManager->start()
        && waitUntil([this] { return hasWindowManager(); }, kStartPatience);
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

bool VirtualScreen::click(WindowId window, QPoint position) const
{
    return xdotool({u"mousemove"_s, u"--window"_s, QString::number(window),
                    QString::number(position.x()), QString::number(position.y()), u"click"_s,
                    u"1"_s});
}

bool VirtualScreen::resize(WindowId window, QSize size) const
{
    return xdotool({u"windowsize"_s, QString::number(window), QString::number(size.width()),
                    QString::number(size.height())});
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

bool VirtualScreen::hasWindowManager() const
{
    const ToolResult result =
        runTool(u"xprop"_s, {u"-root"_s, u"_NET_SUPPORTING_WM_CHECK"_s}, environment());
    return result.exitCode == 0 && result.output.contains("window id");
}

} // namespace holdline::testing
