// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/bytepipe.h"
#include "model/client.h"
#include "model/network.h"
#include "model/server.h"
#include "support/manualclock.h"

#include <memory>

namespace holdline::testing {

enum class Side { Client, Server };

/// Client and server with connections that carry bytes. Nothing happens by itself: each call is one
/// event, after which all promises are checked.
class Simulation
{
public:
    explicit Simulation(qint64 window);

    /// Cuts each of the next connections when it has carried that many bytes, in both directions
    /// together.
    void cutLinesAfter(const QList<qsizetype> &bytes) { m_cuts = bytes; }
    /// The server crashes in its write number `write`, counted from 1. That write is complete or
    /// lost.
    void crashInWrite(int write, bool complete);

    void type(qsizetype characters);
    void speak(qsizetype samples);
    void beginCall(bool begins) { act(protocol::ClientMessage(protocol::CallRequest{begins})); }
    void setPause(int speed) { act(protocol::ClientMessage(protocol::SetSpeed{speed})); }
    /// The server says the next part of an answer: its beginning, a sentence, or its end if `ends`.
    /// Returns false if it must wait until the answer before was played.
    bool say(qsizetype samples, bool ends);

    void dial();
    /// Sends what may be sent, while the socket has room.
    void send(Side side);
    void sendDueAck(Side side);
    /// Bytes arrive on one of the connections.
    void deliver(qsizetype line, Side to, qsizetype bytes);
    void play();
    void syncStore();
    void hear();
    void advance(Duration by) { m_clock.advance(by); }
    /// Cuts the client's connection: the end `side` lets go of it, and of the bytes on their way
    /// from there only `bytes` arrive.
    void cut(Side side, qsizetype bytes);
    /// The remaining ends of dead connections let go.
    void notice();
    void crash();
    void restartClient();

    /// One round of everything that happens when nothing goes wrong.
    void round();
    /// Runs rounds until nothing is left to do. Returns false if that never happens.
    bool settle();

    qsizetype lines() const { return m_network.connections().size(); }
    qsizetype carriedBytes() const { return m_carried; }
    int storeWrites() const { return m_writes; }
    /// The first broken promise; empty if all are kept.
    const QString &broken() const { return m_broken; }

private:
    void act(const Deed &deed);
    void apply(Client::Event::Kind kind, const Message &message = {});
    void apply(Server::Event::Kind kind, const Message &message = {});
    void read(qsizetype line, Side side);
    void look();
    void lookAtWindow(qint64 bytes, qsizetype items);

    qint64 m_window;
    ManualClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<Server> m_server;
    QList<Message> m_said; ///< by the last event
    Network<BytePipe> m_network;
    QList<qsizetype> m_cuts;
    qsizetype m_carried = 0; ///< by all connections
    int m_texts = 0;
    int m_writes = 0;
    int m_crashInWrite = 0;
    bool m_isWriteComplete = false;
    QString m_broken;
};

} // namespace holdline::testing
