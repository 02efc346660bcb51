// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

/// Watches the process that started this server, through standard input. It sends the token as the
/// first line and commands as the lines that follow, and has ended when the input ends. Main
/// thread.
class ParentWatch : public QObject
{
    Q_OBJECT

public:
    explicit ParentWatch(QObject *parent = nullptr);

Q_SIGNALS:
    /// Emitted once, with the first line without its end.
    void tokenReceived(const QByteArray &token);
    /// Any later line, without its end.
    void commandReceived(const QByteArray &command);
    void parentGone();

private:
    void read();

    QSocketNotifier m_notifier;
    QByteArray m_input; ///< of a line that has not ended
    bool m_hasToken = false;
};
