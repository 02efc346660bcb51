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

/// The line to a server as a conversation sees it: it is there or not, and it comes back by itself.
/// GUI thread.
class Line : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Plain, ///< what is sent while it is down is lost
        Durable, ///< holdline.v1: nothing is lost; what is sent while it is down waits
    };

    /// A session that has begun or come back.
    struct Session
    {
        enum class Origin {
            New,
            Replacement, ///< a new one, because the one asked for is gone
            Resumed, ///< the same, where it stopped
            Rejoined, ///< Durable only: the same, told from its beginning by historyReceived()
        };

        /// The server's or, for a server that gives none within 4 s, one that is never offered.
        SessionId id;
        Kind kind = Kind::Plain;
        Origin origin = Origin::New;
        int messageCount = 0; ///< said in it so far
        std::optional<Duration> age{}; ///< Durable only
        std::optional<WallTime> createdAt{};
        int sentAgain = 0; ///< Durable only: items of before that the server had not got
    };

    /// What waits for the line or for room in it.
    struct Waiting
    {
        Duration speech{0};
        std::optional<Instant> lastSpeech{}; ///< when the newest of it was captured
        int texts = 0;
        int leftTexts = 0; ///< of them those that an earlier process has left
        std::optional<Instant> lastLeft{}; ///< when the newest words that it has left were said

        friend bool operator==(const Waiting &, const Waiting &) = default;
    };

    /// What an earlier process has not brought to its server.
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

    /// Words of the user, said and typed.
    struct Words
    {
        Duration speech{0};
        int texts = 0;

        friend bool operator==(const Words &, const Words &) = default;
    };

    using QObject::QObject;
    ~Line() override;

    /// In a session.
    virtual bool isLive() const = 0;
    /// Of the newest session. Before the first it is Durable if one of an earlier process, with an
    /// outbox of its own, will probably go on.
    virtual Kind kind() const = 0;
    /// Ends the session of this server for good, with all that waits, and connects to a new one.
    virtual void startNewSession() = 0;

    /// Plain: false, and nothing is sent, unless the line is live and less than 1 MiB waits to be
    /// sent. Durable: always taken, sent once and in order, now or later.
    virtual bool send(const protocol::ClientMessage &message) = 0;
    /// Plain only.
    virtual bool send(const protocol::AudioFrame &frame) = 0;
    /// Durable only.
    virtual bool send(const protocol::AudioItem &item) = 0;

    // ---- Durable only

    virtual Waiting waiting() const = 0;
    /// What the server has not acknowledged: what waits, and what is under way.
    virtual Words unacknowledged() const = 0;
    /// After each sessionStarted() nothing that waited goes out before this is called.
    virtual void release() = 0;
    virtual void discardWaitingSpeech() = 0;
    /// Of what waited when the session began: the speech, and the texts of an earlier process.
    virtual void discardLate() = 0;
    /// How far the newest answer has been heard. Cheap; told to the server at most every 250 ms and
    /// after each sessionStarted().
    virtual void tellPlayed(const protocol::Played &played) = 0;
    /// The server breaks the protocol in what only the conversation sees: closes with 4400. `how`
    /// is for the log.
    virtual void closeForViolation(const QString &how) = 0;

Q_SIGNALS:
    void sessionStarted(const holdline::client::Line::Session &session);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);
    /// Durable only: the next samples of an answer; each once and in order.
    void speechReceived(const holdline::protocol::AudioItem &item);
    /// After a session was rejoined: part of its history, oldest first. What came before the first
    /// part is void.
    void historyReceived(const QList<holdline::protocol::HistoryMessage> &messages, bool first,
                         bool last);
    /// Durable only, before the first session: an earlier process has left something. It is part of
    /// waiting().
    void leftFound(const holdline::client::Line::Left &left);
    /// Or the number of texts in unacknowledged().
    void waitingChanged();
    /// The server has everything that waited when the session came back.
    void caughtUp();
};

} // namespace holdline::client
