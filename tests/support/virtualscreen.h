// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QRect>
#include <QSize>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace holdline::testing {

/// The id of an X11 window, as xdotool takes it.
using WindowId = quint64;

/// A virtual screen with a window manager. Without a window manager neither focus nor shortcuts
/// work.
class VirtualScreen
{
public:
    explicit VirtualScreen(QSize size = {1280, 1024}) : m_size(size) { }
    ~VirtualScreen();

    /// Starts the screen and waits until the window manager works.
    bool start();

    QString display() const { return m_display; } ///< ":99"
    /// `base` with DISPLAY set, and no way to another screen or desktop.
    QProcessEnvironment
    environment(QProcessEnvironment base = QProcessEnvironment::systemEnvironment()) const;

    /// The newest visible window of that process; waits for one.
    std::optional<WindowId> findWindow(qint64 pid, Duration patience = Duration(10000)) const;
    /// The same by the title, a part of it, or a regular expression.
    std::optional<WindowId> findWindow(const QString &title,
                                       Duration patience = Duration(10000)) const;
    /// Gives a window the keyboard focus and waits for it.
    bool activate(WindowId window) const;
    /// Sends a key to the window with the focus; names such as "ctrl+n", "space".
    bool pressKey(const QString &key) const;
    bool holdKey(const QString &key) const;
    bool releaseKey(const QString &key) const;
    bool type(const QString &text) const;
    /// The contents of the window, in screen coordinates; empty if there is no such window.
    QRect geometry(WindowId window) const;

    /// Saves a PNG of the window, or of the whole screen.
    bool screenshot(const QString &path, std::optional<WindowId> window = {}) const;
    /// The pixels of the screen, as an XWD file that can be mapped and observed.
    QString framebufferFile() const { return m_folder.filePath(QStringLiteral("Xvfb_screen0")); }

private:
    bool startServer(int display);
    bool startWindowManager();
    bool xdotool(const QStringList &arguments) const;
    std::optional<WindowId> search(const QStringList &criteria, Duration patience) const;

    QSize m_size;
    QTemporaryDir m_folder;
    QString m_display;
    std::unique_ptr<ChildProcess> m_server;
    std::unique_ptr<ChildProcess> m_windowManager;
};

} // namespace holdline::testing
