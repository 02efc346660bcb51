// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"
#include "protocol/audioframe.h"
#include "protocol/control.h"
#include "protocol/itemcodec.h"
#include "protocol/messages.h"

#include <QObject>

#include <optional>

namespace holdline::client {

/// The line to a server, as a conversation sees it: it is live or not, and it comes back by itself.
/// SessionLine implements it, and FakeLine in tests. GUI thread.
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
            Rejoined, ///< Durable only: the same session; historyReceived() tells all of it
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
    };

    /// The speech and texts that wait for the line, or for room on it.
    struct Waiting
    {
        Duration speech{0};
        std::optional<Instant> lastSpeech{}; ///< when the newest speech was captured
        int texts = 0;
        int leftTexts = 0; ///< how many of them an earlier process has left
        std::optional<Instant> lastLeft{}; ///< when the newest words it left were said

        friend bool operator==(const Waiting &, const Waiting &) = default;
    };

    /// The speech and texts that an earlier process could not send to its server.
    struct Left
    {
        struct Text
        {
            protocol::TextMessage message;
            WallTime at;
        };

        QList<Text> texts{}; ///< oldest first
        Duration speech{0};
        WallTime last{}; ///< when the newest of it was said or typed
    };

    /// An amount of the user's words, spoken and typed.
    struct Words
    {
        Duration speech{0};
        int texts = 0;

        friend bool operator==(const Words &, const Words &) = default;
    };

    using QObject::QObject;
    ~Line() override;

    /// Whether the line is in a session.
    virtual bool isLive() const = 0;
    /// The dialect of the newest session. Before the first session: Durable if an earlier process
    /// has left an outbox whose session will probably go on, otherwise Plain.
    virtual Kind kind() const = 0;
    /// Ends the session at this server for good, drops the waiting items, and connects to a new
    /// session.
    virtual void startNewSession() = 0;

    /// Plain: returns false and drops the message unless the line is live and less than 1 MiB is
    /// queued. Durable: always returns true; the message arrives once and in order, now or later.
    virtual bool send(const protocol::ClientMessage &message) = 0;
    /// Plain only.
    virtual bool send(const protocol::AudioFrame &frame) = 0;
    /// Durable only.
    virtual bool send(const protocol::AudioItem &item) = 0;

    // ---- Durable only

    virtual Waiting waiting() const = 0;
    /// The amount of words that the server has not acknowledged, waiting or under way.
    virtual Words unacknowledged() const = 0;
    /// Sends the items that waited. To be called after each sessionStarted(); until then they stay.
    virtual void release() = 0;
    virtual void discardWaitingSpeech() = 0;
    /// Of the items that waited when the session began, drops the speech and the texts of an
    /// earlier process.
    virtual void discardLate() = 0;
    /// Tells the server how far the newest answer was heard. Cheap to call: a report goes out every
    /// 250 ms at most, and after each sessionStarted().
    virtual void tellPlayed(const protocol::Played &played) = 0;
    /// The server breaks the protocol in a way that only the conversation notices: closes the
    /// connection with 4400. `how` is for the log.
    virtual void closeForViolation(const QString &how) = 0;

Q_SIGNALS:
    void sessionStarted(const holdline::client::Line::Session &session);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);
    /// Durable only: the next samples of an answer. Each sample comes once and in order.
    void speechReceived(const holdline::protocol::AudioItem &item);
    /// After a session was rejoined: part of its history, oldest first. The first part replaces all
    /// that was shown.
    void historyReceived(const QList<holdline::protocol::HistoryMessage> &messages, bool first,
                         bool last);
    /// Durable only, before the first session: an earlier process has left items. They are part of
    /// waiting().
    void leftFound(const holdline::client::Line::Left &left);
    /// waiting() or the number of texts in unacknowledged() has changed.
    void waitingChanged();
    /// The server has received all items that waited when the session came back.
    void caughtUp();
};

} // namespace holdline::client
