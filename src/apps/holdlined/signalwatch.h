// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

/// Turns SIGHUP and the first two SIGTERM or SIGINT into Qt signals on the main thread; a third one
/// ends the process. One object per process.
class SignalWatch : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatch(QObject *parent = nullptr);

Q_SIGNALS:
    void endRequested();
    void reloadRequested();

private:
    QSocketNotifier m_notifier;
};
