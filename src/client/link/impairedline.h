// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/pacedlane.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTcpServer>

namespace holdline::client {

/// An HTTP proxy (CONNECT) on loopback that cuts, swallows or slows what passes through it. Only
/// this process can use it. TLS stays end to end. Memory is bounded in every mode: a sender that is
/// faster than the line has to wait. Used by NetworkLab, tests and benchmarks; needs an event loop
/// in the thread of its owner.
class ImpairedLine : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Pass,
        Cut, ///< open connections are reset, new ones are refused
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

    /// Listens on a free port; returns false if that fails.
    bool listen();
    /// Resets every connection and stops listening.
    void close();
    /// The proxy to set on a socket. Contains the key to this line.
    QNetworkProxy proxy() const;

    Mode mode() const { return m_mode; }
    /// Applies to open and to new connections. Bytes sent during Blackhole arrive when it ends, as
    /// on a real network.
    void setMode(Mode mode);
    void setSlowness(const Slowness &slowness);
    int connections() const { return static_cast<int>(m_connections.size()); }

private:
    class Connection;

    void accept();
    void resetAll();
    void remove(Connection *connection);

    QTcpServer m_server;
    QByteArray m_key; ///< the Proxy-Authorization that a client must send
    Mode m_mode = Mode::Pass;
    Slowness m_slowness = kBadMobile;
    Clock m_clock;
    QList<Connection *> m_connections; ///< deleted later, because they remove themselves
};

} // namespace holdline::client
