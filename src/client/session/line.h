// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"
#include "protocol/messages.h"

#include <QObject>

#include <optional>

namespace holdline::client {

class DurableLine;
class PlainLine;

/// The line to a server, as a conversation sees it: it is live or not, it comes back by itself, and
/// it speaks one of two dialects. SessionLine implements it, and FakeLine in tests. GUI thread.
class Line : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Plain, ///< messages sent while the line is down are lost
        Durable, ///< holdline.v1: messages sent while the line is down wait
    };

    /// A session that has begun or was restored.
    struct Session
    {
        enum class Origin {
            New,
            Replacement, ///< a new session, because the server no longer has the one asked for
            Resumed, ///< the same session, where it stopped
            Rejoined, ///< Durable only: the same session; DurableLine::historyReceived() tells it
        };

        /// Given by the server. A server that gives none within 4 s gets a generated id, which is
        /// never offered.
        SessionId id;
        Kind kind = Kind::Plain;
        Origin origin = Origin::New;
        int messageCount = 0; ///< messages in the session so far
        std::optional<Duration> age{}; ///< Durable only
        std::optional<WallTime> createdAt{};
        int sentAgain = 0; ///< Durable only: earlier items that the server had not received

        /// Whether this is not the session before.
        bool isAnother() const { return origin == Origin::New || origin == Origin::Replacement; }
    };

    using QObject::QObject;
    ~Line() override;

    /// Whether the line is in a session.
    virtual bool isLive() const = 0;
    /// The dialect of the newest session. Before the first session: Durable if an earlier process
    /// has left an outbox whose session will probably go on, otherwise Plain. Who needs to know
    /// asks once, and again at kindChanged().
    virtual Kind kind() const = 0;
    /// Ends the session at this server for good, drops the waiting items, and connects to a new
    /// session.
    virtual void startNewSession() = 0;

    /// Plain: returns false and drops the message unless the line is live and less than 1 MiB is
    /// queued. Durable: always returns true; the message arrives once and in order, now or later.
    virtual bool send(const protocol::ClientMessage &message) = 0;

    /// What the line can do while kind() is Plain.
    virtual PlainLine &plain() = 0;
    /// What the line can do while kind() is Durable. Its waiting items stay when the kind changes.
    virtual DurableLine &durable() = 0;

Q_SIGNALS:
    /// Emitted before the session of the other kind starts.
    void kindChanged();
    void sessionStarted(const holdline::client::Line::Session &session);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);
};

} // namespace holdline::client
