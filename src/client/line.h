// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"
#include "protocol/audioframe.h"
#include "protocol/messages.h"

#include <QObject>

#include <optional>

namespace holdline::client {

/// The line to a server as a conversation sees it: it is there or not, and it comes back by itself.
/// GUI thread.
class Line : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Line() override;

    virtual bool isLive() const = 0;
    /// Forgets the session of this server and connects to a new one.
    virtual void startNewSession() = 0;

    /// False, and nothing is sent, unless the line is live and less than 1 MiB waits to be sent.
    virtual bool send(const protocol::ClientMessage &message) = 0;
    virtual bool send(const protocol::AudioFrame &frame) = 0;

Q_SIGNALS:
    /// The line is up and the session has a name: the server's or, for a server that gives none
    /// within 4 s, one of our own that is never offered. `restoredMessages` is nothing when the
    /// session is a new one; `offered` tells whether an older one had been asked for.
    void sessionStarted(const holdline::SessionId &id, std::optional<int> restoredMessages,
                        bool offered);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);
};

} // namespace holdline::client
