// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/vault/sessionsecrets.h"

#include <QSettings>
#include <QTemporaryDir>

namespace holdline::netns {

/// A client process in the middle of a call, without a window: the app's line with the app's own
/// timings, and an open microphone in a quiet room. Prints a line on stdout for each event of its
/// connection, with nanoseconds of the monotonic clock that all processes share:
///   session T N   Line::Session::Origin
///   lost T
///   acked T       after each session, for the first of the items that waited
class Talker : public QObject
{
    Q_OBJECT

public:
    explicit Talker(const QUrl &server);

    void start() { m_line.start(); }

private:
    void speak();
    void onMessage(const protocol::WireMessage &message);
    void onAck(quint64 upTo);

    Clock m_clock;
    QTemporaryDir m_folder;
    QSettings m_settings;
    client::SessionIds m_ids;
    client::SessionSecrets m_secrets;
    client::ReconnectingSocket m_socket;
    client::SessionLine m_line;
    QTimer m_microphone;
    QByteArray m_room; ///< 100 ms of the sound of the room
    quint64 m_position = 0;
    std::optional<quint64> m_awaited; ///< number that the awaited acknowledgement must exceed
};

/// The system's monotonic clock in nanoseconds.
qint64 nanoseconds(Instant instant);

} // namespace holdline::netns
