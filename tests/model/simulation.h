// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/bytepipe.h"
#include "model/client.h"
#include "model/network.h"
#include "model/server.h"
#include "support/manualclock.h"

namespace holdline::testing {

enum class Side { Client, Server };

/// Client and server on lines that carry bytes. Nothing happens by itself: each call is one thing
/// that happens, and after each of them every promise is looked at.
class Simulation
{
public:
    explicit Simulation(qint64 window);

    /// Each of the next lines dies when it has carried so many bytes, both directions together.
    void cutLinesAfter(const QList<qsizetype> &bytes) { m_cuts = bytes; }
    /// The server dies in its write number `write`, from 1, which is complete or lost.
    void crashInWrite(int write, bool complete);

    /// Whether there was room for it: bulk waits for the window, short messages do not.
    bool produce(Side side, qsizetype bytes, bool bulk);
    void dial();
    /// What may go out goes out, while the socket has room.
    void send(Side side);
    void sendDueAck(Side side);
    /// Bytes arrive on one of the lines.
    void deliver(qsizetype line, Side to, qsizetype bytes);
    void commitAtClient();
    void syncStore();
    void hear();
    void advance(Duration by) { m_clock.advance(by); }
    /// The client's line is cut: one end lets go of it, and of what was under way from there only
    /// so many bytes arrive.
    void cut(Side side, qsizetype bytes);
    /// Ends of dead lines let go.
    void notice();
    void crash();
    void restartClient();

    /// A round of all that happens when nothing goes wrong.
    void round();
    /// Rounds until there is nothing left to do; false if that takes for ever.
    bool settle();

    qsizetype lines() const { return m_network.connections().size(); }
    qsizetype carriedBytes() const { return m_carried; }
    int storeWrites() const { return m_writes; }
    /// The first promise broken, empty while all hold.
    const QString &broken() const { return m_broken; }

private:
    const protocol::Stream &stream(Side side) const;
    void read(qsizetype line, Side side);
    void reply();
    void look();
    void lookAtWindow(const protocol::Stream &stream);

    qint64 m_window;
    Client m_client;
    Server m_server;
    Network<BytePipe> m_network;
    ManualClock m_clock;
    QList<qsizetype> m_cuts;
    qsizetype m_carried = 0; ///< by all lines
    int m_items = 0;
    int m_writes = 0;
    int m_crashInWrite = 0;
    bool m_isWriteComplete = false;
    QString m_broken;
};

} // namespace holdline::testing
