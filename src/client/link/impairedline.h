// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/pacedlane.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTcpServer>

namespace holdline::client {

/// A line that fails on command: an HTTP proxy (CONNECT) on loopback that only this process may
/// use. TLS stays end to end. Memory is bounded in every mode: who sends faster than the line takes
/// is held up. Lives in its owner's thread and works while the event loop turns.
class ImpairedLine : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Pass,
        Cut, ///< what there is gets reset, and what comes is refused
        Blackhole, ///< connections stay and new ones are accepted, but no byte goes through
        Slow,
    };

    struct Slowness
    {
        PacedLane::Pace up;
        PacedLane::Pace down;
    };

    /// A bad mobile connection: 64 kbit/s up, 1 Mbit/s down, 600 ms there and back.
    static constexpr Slowness kBadMobile{
        .up = {.bytesPerSecond = 8'000, .delay = Duration(300)},
        .down = {.bytesPerSecond = 125'000, .delay = Duration(300)}};

    static constexpr int kMostConnections = 32;

    explicit ImpairedLine(QObject *parent = nullptr);
    ~ImpairedLine() override;

    /// Takes a free port; false when there is none.
    bool listen();
    /// Resets every connection and gives the port back.
    void close();
    /// For QWebSocket::setProxy() and the like; carries the key to this line.
    QNetworkProxy proxy() const;

    Mode mode() const { return m_mode; }
    /// For every connection that exists or comes. What a black hole has swallowed arrives after it,
    /// as on a real network.
    void setMode(Mode mode);
    void setSlowness(const Slowness &slowness);
    int connections() const { return static_cast<int>(m_connections.size()); }

private:
    class Connection;

    void accept();
    void resetAll();
    void remove(Connection *connection);

    QTcpServer m_server;
    QByteArray m_key; ///< what a client must show
    Mode m_mode = Mode::Pass;
    Slowness m_slowness = kBadMobile;
    Clock m_clock;
    QList<Connection *> m_connections; ///< end through deleteLater, never within their own calls
};

} // namespace holdline::client
