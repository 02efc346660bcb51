// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

class ReconnectingSocket;

/// Turns the state of the line and of the microphone into the status that people see. Follows every
/// change, including those that only time causes, such as the end of "Session restored". Logs each
/// change. Owned by the application; GUI thread.
class StatusController : public QObject
{
    Q_OBJECT

public:
    /// `socket` and `clock` must outlive this.
    StatusController(ReconnectingSocket &socket, const Clock &clock, QObject *parent = nullptr);

    const ConnectionStatus &status() const { return m_status; }
    void setMicrophoneOpen(bool open);

Q_SIGNALS:
    void statusChanged(const holdline::client::ConnectionStatus &status);

private:
    void update();

    ReconnectingSocket &m_socket;
    const Clock &m_clock;
    bool m_microphoneOpen = false;
    ConnectionStatus m_status;
    QString m_logged; ///< latest status in the log; at first the one before the start
    QTimer m_timer;
};

} // namespace holdline::client
